import { type Command, Option } from 'commander'
import { choose } from '../app/choices.ts'
import type { ReportCommandOptions } from '../app/report.ts'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

const formats = ['text', 'html', 'json'] as const

/** `evenkeel report` */
export function addReport(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('report')
    .description('Print the weekly parity report of a comparison, as it would be sent.')
    .addOption(configOption())
    .option(
      '--data <dir>',
      'the data directory of the service; else EVENKEEL_DATA, or .evenkeel beside the configuration',
    )
    .option('--server <url>', 'the server to ask; else EVENKEEL_URL, or the one that holds the data directory')
    .option('--comparison <name>', 'the comparison, staging..production; may be left out where there is only one')
    .option('--to <date>', 'the end of the seven days: a day or a moment, UTC; else now')
    .addOption(
      new Option('--format <format>', `how to tell: ${formats.join(', ')}`)
        .default('text')
        .argParser((value) => choose('--format', value, formats)),
    )
    .option('--output <file>', 'write the report to a file instead of stdout')
    .addHelpText(
      'after',
      '\nIt asks the server that runs, with EVENKEEL_TOKEN where one is needed; where none runs, it opens the data directory or DATABASE_URL.',
    )
    .action(async (given: ReportCommandOptions) => {
      const { runReport } = await import('../app/report.ts')
      finish(await runReport(given, surroundings))
    })
}
