import type { Command } from 'commander'
import { programOf } from '../../cli/program.ts'
import { block, page, pageHead, table } from './markdown.ts'
import { systemClock, type Output } from '../surroundings.ts'

/** Columns of the help texts on the page. */
const columns = 100

/** `docs/reference/cli.md`: every command's own help, as it prints it. */
export async function cliPage(): Promise<string> {
  let printed = ''
  const output: Output = { write: (text) => (printed += text), isTty: false, colour: false, columns }
  const nowhere = { cwd: '/', env: {}, stdout: output, stderr: output, clock: systemClock }
  const program = await programOf({ ...nowhere, signal: new AbortController().signal }, () => {})
  const helpOf = (command: Command): string => {
    printed = ''
    command.outputHelp()
    return printed
  }
  return page([
    ...pageHead(
      'Command line',
      'What a command is asked for goes to stdout; progress, notices and errors go to stderr. `NO_COLOR` and `FORCE_COLOR` are honoured.',
    ),
    ...block('text', helpOf(program)),
    '## Exit codes',
    '',
    ...table(
      ['Code', 'Means'],
      [
        ['0', 'Parity at the threshold.'],
        ['1', 'Drift: a finding reaches the threshold. Also when something was unreadable as well.'],
        ['2', 'A usage or configuration error.'],
        ['3', 'No drift was seen, but something required could not be read: not a pass.'],
        ['130, 143', 'Interrupted by SIGINT, SIGTERM.'],
      ],
    ),
    ...commandsOf(program).flatMap((command) => [`## ${nameOf(command)}`, '', ...block('text', helpOf(command))]),
  ])
}

/** Every command and subcommand, in the order of the help. */
export function commandsOf(program: Command): readonly Command[] {
  return program.commands.flatMap((command) => [command, ...commandsOf(command)])
}

/** `evenkeel rules test`. */
export function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}
