import { Command, CommanderError } from 'commander'
import { packageVersion } from '../app/root.ts'
import type { Surroundings } from '../app/surroundings.ts'
import { addCheck } from './check.ts'
import type { CommandContext } from './context.ts'
import { addDiff } from './diff.ts'
import { addDifferences } from './differences.ts'
import { addDoctor } from './doctor.ts'
import { addExcept } from './except.ts'
import { addExplain } from './explain.ts'
import { addGate } from './gate.ts'
import { addInit } from './init.ts'
import { addReport } from './report.ts'
import { addRules } from './rules.ts'
import { addSchema } from './schema.ts'
import { addToken } from './token.ts'
import { addServe } from './serve.ts'
import { addSnapshot } from './snapshot.ts'
import { addWorker } from './worker.ts'

/**
 * Runs one command line (without `node` and the script). Returns the exit code; throws nothing. Nothing heavy is imported
 * before the command is known.
 */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let code = 0
  let stopped = false
  const program = programOf(surroundings, (given, how) => {
    code = given
    stopped = how?.stopped === true
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return surroundings.signal.aborted && !stopped ? interrupted(surroundings) : code
  } catch (error) {
    if (surroundings.signal.aborted) return interrupted(surroundings)
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const { printError } = await import('../app/print-error.ts')
    return printError(error instanceof CommanderError ? await explained(error) : error, surroundings)
  }
}

/** All commands. `finish` is called with the exit code of the one that ran. */
export function programOf(surroundings: Surroundings, finish: CommandContext['finish']): Command {
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
  const context = { surroundings, finish }
  addCheck(program, context)
  addExplain(program, context)
  addExcept(program, context)
  addDifferences(program, context)
  addSnapshot(program, context)
  addDiff(program, context)
  addServe(program, context)
  addWorker(program, context)
  addGate(program, context)
  addInit(program, context)
  addDoctor(program, context)
  addReport(program, context)
  addRules(program, context)
  addSchema(program, context)
  addToken(program, context)
  return program
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
