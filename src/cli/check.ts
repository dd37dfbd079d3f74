import { type Command, Option } from 'commander'
import { choose, positiveNumber, reportFormats, thresholds, type ReportFormat, type Threshold } from '../app/choices.ts'
import type { CommandContext } from './context.ts'
import { configOption, sideOptions } from './options.ts'

interface Given {
  readonly config?: string
  readonly candidate?: string
  readonly baseline?: string
  readonly format: ReportFormat
  readonly failOn: Threshold
  readonly output?: string
  readonly reportOnly?: boolean
  readonly judgeSeconds?: number
  readonly quiet?: boolean
}

/** `evenkeel check` */
export function addCheck(program: Command, { surroundings, finish }: CommandContext): void {
  const command = program
    .command('check')
    .description('Compare two environments and report the differences that someone would act on.')
    .addOption(configOption())
  for (const option of sideOptions()) command.addOption(option)
  command
    .addOption(
      new Option('--format <format>', `how to report: ${reportFormats.join(', ')}`)
        .default('table')
        .argParser((value) => choose('--format', value, reportFormats)),
    )
    .addOption(
      new Option('--fail-on <severity>', `the least severity that makes exit code 1: ${thresholds.join(', ')}`)
        .default('high')
        .argParser((value) => choose('--fail-on', value, thresholds)),
    )
    .option('--report-only', 'show differences without failing for them; what could not be read still fails')
    .addOption(
      new Option(
        '--judge-seconds <n>',
        'how long comparing and judging may take; else limits.judgeSeconds, or 60',
      ).argParser((value) => positiveNumber('--judge-seconds', value, 3600)),
    )
    .option('--output <file>', 'write the report to a file instead of stdout')
    .option('--quiet', 'show no progress')
    .addHelpText(
      'after',
      '\nExit codes: 0 parity at the threshold; 1 drift; 2 usage or configuration error; 3 no drift seen, but something required could not be read.',
    )
    .action(async (given: Given) => {
      const { runCheck } = await import('../app/check.ts')
      finish(await runCheck(given, surroundings))
    })
}
