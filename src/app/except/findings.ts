import type { Config } from '../../config/config.ts'
import { fail } from '../../errors/catalogue.ts'
import { applyExceptions } from '../../judge/exceptions.ts'
import { withTwins } from '../../judge/together.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Finding } from '../../model/finding.ts'
import { apart, twinsOf } from '../../model/finding-twins.ts'
import { createFingerprinter } from '../../platform/fingerprint.ts'
import { inspectWith, prepare, type AssessingOptions } from '../assessing.ts'
import { readReport } from './report.ts'
import { lastingKey } from '../fingerprint-key.ts'
import { loadJudgement, type Judgement } from '../judgement.ts'
import { openConfig } from '../open-config.ts'
import type { Surroundings } from '../surroundings.ts'

/** Where findings come from: a comparison that is run now, or a report of one. */
export interface FindingsOptions extends AssessingOptions {
  /** A report of `check --format json`. */
  readonly from?: string | undefined
}

/** Findings after exceptions, with what tells how far to trust them. */
export interface Gathered {
  readonly config: Config
  readonly judgement: Judgement
  readonly found: Pick<Assessment, 'comparison' | 'findings' | 'coverage' | 'exceptions' | 'adoption'>
  /** The id of the key that the secrets of these findings were fingerprinted with, where that key lasts. */
  readonly keyId: string | undefined
}

/** Runs the comparison, or takes the findings of a report and lays the exceptions of today over them. */
export async function gatherFindings(options: FindingsOptions, surroundings: Surroundings): Promise<Gathered> {
  if (options.from !== undefined) return fromReport(options.from, options, surroundings)
  const { config, judgement, request, progress } = await prepare({ ...options, threshold: 'never' }, surroundings)
  const { assessment } = await inspectWith(request, progress)
  const key = lastingKey(surroundings.env)
  return {
    config,
    judgement,
    found: assessment,
    keyId: key === undefined ? undefined : createFingerprinter(key)('').keyId,
  }
}

async function fromReport(file: string, options: FindingsOptions, surroundings: Surroundings): Promise<Gathered> {
  if (options.candidate !== undefined || options.baseline !== undefined) {
    const hint = 'Leave --candidate and --baseline out, or --from.'
    throw fail('cli-usage', { problem: 'A report says itself which environments it compares', hint })
  }
  const { config } = await openConfig(options.config, surroundings)
  const report = await readReport(file, config, surroundings.cwd)
  const { candidate, baseline } = report.comparison
  const comparison = config.comparisons.find((one) => one.candidate === candidate && one.baseline === baseline)
  const judgement = await loadJudgement(config, surroundings.cwd, comparison?.profile)
  const { findings, uses, adoption } = applyExceptions(report.findings.flatMap(apart), judgement, {
    now: surroundings.clock.now(),
    comparison: report.comparison,
    coverage: report.coverage.scopes,
    rules: judgement.rules.map(({ rule }) => rule),
    // A report does not say which key it was made with.
    keyId: '',
  })
  const found = {
    ...report,
    findings: asReported(report.findings, findings),
    exceptions: uses,
    ...(adoption === undefined ? {} : { adoption }),
  }
  return { config, judgement, found, keyId: undefined }
}

/** Of each cause the places that are still open as one, as the report has it; what is documented or known by itself. */
function asReported(reported: readonly Finding[], judged: readonly Finding[]): readonly Finding[] {
  const byId = new Map(judged.map((finding) => [finding.id, finding]))
  return reported.flatMap((finding) => {
    const own = twinsOf(finding).map((twin) => ({ twin, now: byId.get(twin.finding) ?? finding }))
    if (finding.twins === undefined) return own.map(({ now }) => now)
    const [open, settled] = [true, false].map((counts) =>
      own.filter(({ now }) => (now.status !== 'excepted' && now.status !== 'known') === counts),
    )
    const rest = (open ?? []).map(({ twin }) => twin)
    return [...(rest.length === 0 ? [] : [withTwins(finding, rest)]), ...(settled ?? []).map(({ now }) => now)]
  })
}
