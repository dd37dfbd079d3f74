import type { Assessment } from '../model/assessment.ts'
import type { Threshold } from '../model/severity.ts'
import { renderReport, type ReportFormat } from '../report/formats.ts'
import { safeText } from '../report/safe-text.ts'
import { startProgress } from '../report/progress.ts'
import { chooseComparison, type Sides } from './choose-comparison.ts'
import { loadJudgement } from './judgement.ts'
import { openConfig } from './open-config.ts'
import { packageVersion } from './root.ts'
import { exits, type Surroundings } from './surroundings.ts'
import { writeOutput } from './write-output.ts'

export interface CheckOptions extends Sides {
  readonly config?: string | undefined
  readonly format: ReportFormat
  readonly failOn: Threshold
  /** Where the report goes instead of stdout; relative to the current folder. */
  readonly output?: string | undefined
  /** No progress. */
  readonly quiet?: boolean | undefined
}

/** `evenkeel check`: one comparison, from collection to report, in memory. Returns the exit code. */
export async function runCheck(options: CheckOptions, surroundings: Surroundings): Promise<number> {
  const { config, collectors } = await openConfig(options.config, surroundings)
  const { candidate, baseline } = chooseComparison(config, options)
  const judgement = await loadJudgement(config)
  const { stderr, clock, signal } = surroundings
  const progress = startProgress({
    stream: stderr,
    tty: stderr.isTty,
    colour: stderr.colour,
    columns: stderr.columns,
    rows: stderr.rows,
    now: () => clock.now(),
    quiet: options.quiet === true,
  })
  let assessment: Assessment
  try {
    const { assess } = await import('../jobs/assess.ts')
    const { createFingerprinter } = await import('../platform/fingerprint.ts')
    assessment = await assess({
      candidate,
      baseline,
      collectors,
      rules: judgement.rules,
      exceptions: judgement.exceptions,
      pairs: config.pairs,
      shared: config.shared,
      services: config.services,
      threshold: options.failOn,
      now: clock.now(),
      signal,
      // A key of this run alone: both sides are read here, and nobody else can use the fingerprints.
      fingerprint: createFingerprinter(),
      onCollect: progress.listener,
    })
  } finally {
    progress.stop()
  }
  assessment = { ...assessment, notices: [...config.notices, ...judgement.notices, ...assessment.notices] }
  await report(assessment, config.file, options, surroundings)
  return exitOf(assessment)
}

/** Drift wins over incomplete: 1 also when something was unreadable as well. */
export function exitOf(assessment: Pick<Assessment, 'drift' | 'coverage'>): number {
  if (assessment.drift === 'drift') return exits.drift
  return assessment.coverage.verdict === 'incomplete' ? exits.incomplete : exits.parity
}

async function report(
  assessment: Assessment,
  configFile: string,
  { format, failOn, output }: CheckOptions,
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
