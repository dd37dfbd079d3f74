import type { Assessment } from '../model/assessment.ts'
import type { Threshold } from '../model/severity.ts'
import { renderReport, type ReportFormat } from '../report/formats.ts'
import { safeText } from '../report/safe-text.ts'
import { inspectWith, prepare, type AssessingOptions } from './assessing.ts'
import { reportOnly } from './report-only.ts'
import { packageVersion } from './root.ts'
import { exits, type Surroundings } from './surroundings.ts'
import { checkOutput, writeOutput } from './write-output.ts'

export interface CheckOptions extends AssessingOptions {
  readonly format: ReportFormat
  readonly failOn: Threshold
  /** Where the report goes instead of stdout; relative to the current folder. */
  readonly output?: string | undefined
  /** Drift does not fail the check. */
  readonly reportOnly?: boolean | undefined
}

/** `evenkeel check`: one comparison, from collection to report, in memory. Returns the exit code. */
export async function runCheck(options: CheckOptions, surroundings: Surroundings): Promise<number> {
  if (options.output !== undefined) await checkOutput(options.output, surroundings.cwd)
  const prepared = await prepare({ ...options, threshold: options.failOn }, surroundings)
  const { config, comparison, judgement, request, progress } = prepared
  const { assessment: assessed } = await inspectWith(request, progress)
  const lenient = reportOnly(options.reportOnly === true, comparison, request.now, assessed.drift)
  const notices = [...lenient.notices, ...config.notices, ...judgement.notices, ...assessed.notices]
  const assessment = { ...assessed, notices }
  await writeReport(assessment, config.file, options, surroundings)
  return exitOf(assessment, lenient.active)
}

/** Drift wins over incomplete: 1 also when something was unreadable as well. Report-only is about drift alone. */
export function exitOf(assessment: Pick<Assessment, 'drift' | 'coverage'>, driftAllowed = false): number {
  if (assessment.drift === 'drift' && !driftAllowed) return exits.drift
  return assessment.coverage.verdict === 'incomplete' ? exits.incomplete : exits.parity
}

/** Where and how a report is written. */
export type ReportOptions = Pick<CheckOptions, 'format' | 'failOn' | 'output'>

/** Writes the report of an assessment to stdout or a file; what people should know beside it goes to stderr. Throws `cli-output`. */
export async function writeReport(
  assessment: Assessment,
  configFile: string,
  { format, failOn, output }: ReportOptions,
  { stdout, stderr, cwd }: Surroundings,
): Promise<void> {
  const text = await renderReport(format, assessment, {
    colour: output === undefined && stdout.colour,
    columns: stdout.columns,
    version: packageVersion(),
    configFile,
    threshold: failOn,
  })
  if (output === undefined) stdout.write(text)
  else await writeOutput(output, text, cwd)
  // The table shows them itself; the documents for machines have no place for them.
  if (format !== 'table') for (const notice of assessment.notices) stderr.write(`note: ${safeText(notice.message)}\n`)
}
