import { Command, CommanderError } from 'commander'
import { packageVersion } from '../app/root.ts'
import type { Surroundings } from '../app/surroundings.ts'
import type { CommandContext } from './context.ts'

type AddCommand = (program: Command, context: CommandContext) => void

/** Every command by its name, in the order of the help. The file of one is loaded where it is asked for. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  check: async () => (await import('./check.ts')).addCheck,
  explain: async () => (await import('./explain.ts')).addExplain,
  except: async () => (await import('./except.ts')).addExcept,
  differences: async () => (await import('./differences.ts')).addDifferences,
  snapshot: async () => (await import('./snapshot.ts')).addSnapshot,
  diff: async () => (await import('./diff.ts')).addDiff,
  serve: async () => (await import('./serve.ts')).addServe,
  worker: async () => (await import('./worker.ts')).addWorker,
  gate: async () => (await import('./gate.ts')).addGate,
  init: async () => (await import('./init.ts')).addInit,
  doctor: async () => (await import('./doctor.ts')).addDoctor,
  report: async () => (await import('./report.ts')).addReport,
  rules: async () => (await import('./rules.ts')).addRules,
  schema: async () => (await import('./schema.ts')).addSchema,
  token: async () => (await import('./token.ts')).addToken,
}

/**
 * Runs one command line (without `node` and the script). Returns the exit code; throws nothing. Nothing heavy is imported
 * before the command is known.
 */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let code = 0
  let stopped = false
  const finish: CommandContext['finish'] = (given, how) => {
    code = given
    stopped = how?.stopped === true
  }
  try {
    const program = await programOf(surroundings, finish, args)
    await program.parseAsync(args, { from: 'user' })
    return surroundings.signal.aborted && !stopped ? interrupted(surroundings) : code
  } catch (error) {
    if (surroundings.signal.aborted) return interrupted(surroundings)
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const { printError } = await import('../app/print-error.ts')
    return printError(error instanceof CommanderError ? await explained(error) : error, surroundings)
  }
}

/**
 * The commands that a command line can ask for; without one, all of them. `finish` is called with the exit code of the one that ran.
 */
export async function programOf(
  surroundings: Surroundings,
  finish: CommandContext['finish'],
  args: readonly string[] = [],
): Promise<Command> {
  const program = new Command('evenkeel')
    .description('Tells a team whether staging would have told them the truth.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
      // Said by us, with a code and a remedy.
      outputError: () => {},
      getOutHelpWidth: () => surroundings.stdout.columns,
      getErrHelpWidth: () => surroundings.stderr.columns,
      getOutHasColors: () => surroundings.stdout.colour,
      getErrHasColors: () => surroundings.stderr.colour,
    })
  for (const add of await Promise.all(neededFor(args).map((load) => load()))) add(program, { surroundings, finish })
  return program
}

/** A line that begins with no command shows them all, or says which was meant. */
function neededFor([first]: readonly string[]): readonly (() => Promise<AddCommand>)[] {
  if (first === '--version') return []
  const named = first !== undefined && Object.hasOwn(commands, first) ? commands[first] : undefined
  return named === undefined ? Object.values(commands) : [named]
}

/** 128 and the number of the signal, as shells count. */
function interrupted({ signal, stderr }: Surroundings): number {
  stderr.write('Interrupted.\n')
  return signal.reason === 'SIGTERM' ? 143 : 130
}

/** What commander says of a command line, as one of our errors. */
async function explained(error: CommanderError): Promise<Error> {
  const { usageError } = await import('../app/print-error.ts')
  if (error.code === 'commander.help') return usageError('A command is missing', 'See the commands above.')
  const [, problem = error.message, nearest] =
    /^(?:error: )?([^\n]*?)\.?(?:\n\(Did you mean (.*)\?\))?\s*$/s.exec(error.message) ?? []
  return usageError(
    problem.charAt(0).toUpperCase() + problem.slice(1),
    nearest === undefined ? undefined : `Did you mean "${nearest}"?`,
  )
}
