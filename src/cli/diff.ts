import { type Command, Option } from 'commander'
import { choose, positiveNumber, reportFormats, thresholds, type ReportFormat, type Threshold } from '../app/choices.ts'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

interface Given {
  readonly config?: string
  readonly data?: string
  readonly server?: string
  readonly format: ReportFormat
  readonly failOn: Threshold
  readonly output?: string
  readonly judgeSeconds?: number
}

/** `evenkeel diff` */
export function addDiff(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('diff')
    .description(
      'Compare two snapshots that were taken before: two environments, one of them then and now, live and in code, or files.',
    )
    .argument('<candidate>', 'an address, such as production~1, or a file of `evenkeel snapshot`')
    .argument('<baseline>', 'what it should resemble: another')
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
    .addOption(
      new Option(
        '--judge-seconds <n>',
        'how long comparing and judging may take; else limits.judgeSeconds, or 60',
      ).argParser((value) => positiveNumber('--judge-seconds', value, 3600)),
    )
    .option('--output <file>', 'write the report to a file instead of stdout')
    .addOption(configOption())
    .option('--data <directory>', 'where the service keeps its data; else EVENKEEL_DATA, or .evenkeel')
    .option(
      '--server <url>',
      'the server that has the snapshots; else EVENKEEL_URL, or the one that holds the directory',
    )
    .addHelpText(
      'after',
      `
Addresses: production (now), production@{2026-11-01T14:30Z} (then), production~1 (one change ago), production#42 (by its number),
production:declared (what code says of it) and production:observed.

Exit codes: 0 nothing at the threshold; 1 drift; 2 usage or configuration error; 3 no drift seen, but something required was not read.`,
    )
    .action(async (candidate: string, baseline: string, given: Given) => {
      const { runDiff } = await import('../app/diff/diff.ts')
      finish(await runDiff({ ...given, candidate, baseline }, surroundings))
    })
}
