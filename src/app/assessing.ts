import type { ComparisonConfig, Config } from '../config/config.ts'
import type { Assessed, AssessRequest } from '../jobs/assess.ts'
import type { Threshold } from '../model/severity.ts'
import { createFingerprinter } from '../platform/fingerprint.ts'
import { localLimiter } from '../platform/rate-limiter.ts'
import type { Progress } from '../report/progress/contract.ts'
import { startProgress } from '../report/progress.ts'
import { chooseComparison, type ReadSides, type Sides } from './choose-comparison.ts'
import { compileLater } from './compile-later.ts'
import { judgementOfItself } from './diff/itself.ts'
import { lastingKey } from './fingerprint-key.ts'
import { loadCollectors } from './load-collectors.ts'
import { loadJudgement, ruleError, type Judgement } from './judgement.ts'
import { judgingPlan } from './judging-plan.ts'
import { openConfigFor, type OpenedConfig } from './snapshot/config-for-files.ts'
import { readSides } from './snapshot/read-sides.ts'
import type { Surroundings } from './surroundings.ts'

/** What every command that reads both environments takes. */
export interface AssessingOptions extends Sides {
  readonly config?: string | undefined
  /** No progress. */
  readonly quiet?: boolean | undefined
  /** How long comparing and judging may take; else as the configuration says. */
  readonly judgeSeconds?: number | undefined
}

/** Everything that is ready before the first source is read. */
export interface Assessing {
  readonly config: Config
  /** How the configuration compares the two environments; undefined where it does not name them together. */
  readonly comparison: ComparisonConfig | undefined
  readonly judgement: Judgement
  readonly request: AssessRequest
  readonly progress: Progress
}

/** Reads those sides that were read before: files for a check, snapshots of the store too for `diff`. */
export type SideReader = (sides: Sides, opened: OpenedConfig, surroundings: Surroundings) => Promise<ReadSides>

/** Loads and checks all that a comparison needs, so that nothing is read on behalf of a configuration that cannot stand. */
export async function prepare(
  options: AssessingOptions & { readonly threshold: Threshold; readonly configOptional?: boolean },
  surroundings: Surroundings,
  readBefore: SideReader = readSides,
): Promise<Assessing> {
  compileLater()
  const opened = await openConfigFor(options, surroundings)
  const { config } = opened
  const read = await readBefore(options, opened, surroundings)
  const { candidate, baseline, comparison } = chooseComparison(config, options, read)
  const sources = [candidate, baseline].flatMap((side) => ('sources' in side ? side.sources : []))
  const collectors = await loadCollectors(opened.collectors, sources)
  const ofTwo = await loadJudgement(config, surroundings.cwd, comparison?.profile)
  const judgement = candidate.facts.name === baseline.facts.name ? judgementOfItself(ofTwo) : ofTwo
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
  const request: AssessRequest = {
    candidate,
    baseline,
    collectors,
    rules: judgement.rules,
    exceptions: judgement.exceptions,
    known: judgement.known,
    pairs: config.pairs,
    shared: config.shared,
    services: config.services,
    threshold: options.threshold,
    now: clock.now(),
    signal,
    // Without a key that lasts, one of this run alone: both sides are read here, and nobody else can use the fingerprints.
    fingerprint: createFingerprinter(lastingKey(surroundings.env)),
    limiter: localLimiter({ clock }),
    onCollect: progress.listener,
    judging: judgingPlan(judgement, options.judgeSeconds ?? config.judgeSeconds, clock),
  }
  return { config, comparison, judgement, request, progress }
}

/** Runs what was prepared. Whatever becomes of it, the progress display has ended afterwards. */
export async function inspectWith(request: AssessRequest, progress: Progress): Promise<Assessed> {
  try {
    request.signal.throwIfAborted()
    const { inspect } = await import('../jobs/assess.ts')
    return await inspect(request)
  } catch (error) {
    throw ruleError(error)
  } finally {
    progress.stop()
  }
}
