import type { CoverageVerdict, DriftVerdict } from '../../model/assessment.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import { countedBySeverity, driftOf } from '../../model/drift.ts'
import type { Direction, Finding } from '../../model/finding.ts'
import type { Severity, Threshold } from '../../model/severity.ts'
import { durationInWords } from '../duration.ts'
import type { Standing } from './standing.ts'

/** What a gate is asked. */
export interface GateQuestion {
  readonly comparison: ComparisonName
  readonly candidate: string
  readonly baseline: string
  readonly service?: string | undefined
  readonly failOn: Threshold
  /** In seconds: how old what was read may be. */
  readonly maxAge?: number | undefined
  readonly newOnly: boolean
}

export type UnknownWhy = 'no-assessment' | 'too-old' | 'incomplete' | 'failed'

/** What a gate answers. `passed` is null where nobody can tell: that is no pass. */
export interface GateVerdict {
  readonly comparison: ComparisonName
  readonly candidate: string
  readonly baseline: string
  readonly service?: string
  readonly passed: boolean | null
  readonly drift: DriftVerdict | null
  readonly coverage: CoverageVerdict | null
  readonly failOn: Threshold
  readonly newOnly: boolean
  /** Why it cannot be told; also given beside a drift that was seen all the same. */
  readonly unknown?: { readonly why: UnknownWhy; readonly detail: string }
  /** Seconds since the older side was last read. */
  readonly age: number | null
  readonly readAt: string | null
  readonly maxAge?: number
  readonly assessment: string | null
  readonly assessedAt: string | null
  /** Of the whole comparison. */
  readonly score: number | null
  /** Of what was judged: of the service, and of what is new, where asked. */
  readonly counts: Readonly<Record<Severity, number>>
  /** With newOnly: what counts and was there before. */
  readonly before?: number
  /** The worst of them. */
  readonly findings: readonly GateFinding[]
  readonly more: number
  readonly unread: readonly GateUnread[]
  readonly overridden?: { readonly by: string; readonly at: string; readonly reason: string }
}

export interface GateFinding {
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly status: string
  /** Which side moved; left out where nobody knows. */
  readonly direction?: Exclude<Direction, 'unknown'>
  readonly kind: string
  readonly resource: string
  readonly title: string
  readonly remedy: string
  readonly service?: string
  readonly owner?: string
}

export interface GateUnread {
  readonly environment: string
  readonly collector: string
  readonly scope: string
  readonly kind: string
  readonly status: string
  readonly reason?: string
}

const mostFindings = 20
const mostUnread = 20

/**
 * The verdict on one question. Drift that was seen decides, also where something was not: what is there is there. Otherwise what was not
 * read, or not read lately enough, is unknown. The drift is that of the service; the coverage is that of the comparison, for nobody
 * can say whose a resource is that was not read. `fresh`: with newOnly, the ids of what is new.
 */
export function gateVerdict(
  question: GateQuestion,
  standing: Standing | null,
  now: Date,
  fresh?: ReadonlySet<string>,
): GateVerdict {
  const { comparison, candidate, baseline, service, failOn, maxAge, newOnly } = question
  const all = service === undefined ? (standing?.counted ?? []) : (standing?.byService.get(service) ?? [])
  const judged = fresh === undefined ? all : all.filter(({ id }) => fresh.has(id))
  const drift = standing === null ? null : driftOf(judged, failOn)
  const age = standing === null ? null : Math.max(0, Math.floor((now.getTime() - Date.parse(standing.readAt)) / 1000))
  const unknown = unknownOf(question, standing, now)
  return {
    comparison,
    candidate,
    baseline,
    ...(service === undefined ? {} : { service }),
    passed: drift === 'drift' ? false : unknown === undefined ? true : null,
    drift,
    coverage: standing?.coverage ?? null,
    failOn,
    newOnly,
    ...(unknown === undefined ? {} : { unknown }),
    age,
    readAt: standing?.readAt ?? null,
    ...(maxAge === undefined ? {} : { maxAge }),
    assessment: standing?.assessment.id ?? null,
    assessedAt: standing?.assessment.endedAt ?? null,
    score: standing?.score ?? null,
    counts: countedBySeverity(judged),
    ...(fresh === undefined ? {} : { before: all.length - judged.length }),
    findings: judged.slice(0, mostFindings).map(findingOf),
    more: Math.max(0, judged.length - mostFindings),
    unread: (standing?.unread ?? []).slice(0, mostUnread).map(({ environment, origin, kind, status, reason }) => ({
      environment,
      collector: origin.collector,
      scope: origin.scope,
      kind,
      status,
      ...(reason === undefined ? {} : { reason }),
    })),
  }
}

/** How far two clocks may differ. */
const clockSkewSeconds = 300

/** Whether what was read at that moment is older than it may be; what is of the future is of no known age. */
export function isTooOld(readAt: string, maxAge: number | undefined, now: Date): boolean {
  if (maxAge === undefined) return false
  const age = Math.floor((now.getTime() - Date.parse(readAt)) / 1000)
  return age > maxAge || age < -clockSkewSeconds
}

function unknownOf({ comparison, maxAge }: GateQuestion, standing: Standing | null, now: Date): GateVerdict['unknown'] {
  if (standing === null) return { why: 'no-assessment', detail: `${comparison} was never assessed.` }
  if (maxAge !== undefined && isTooOld(standing.readAt, maxAge, now)) {
    const age = Math.floor((now.getTime() - Date.parse(standing.readAt)) / 1000)
    const detail =
      age < 0
        ? `What is known says that it was read at ${standing.readAt}, which is still to come: a clock is wrong, and nobody knows how old it is.`
        : `What is known was read ${durationInWords(age)} ago, and may be ${durationInWords(maxAge)} old at most.`
    return { why: 'too-old', detail }
  }
  if (standing.coverage === 'incomplete') {
    const places = new Set(
      standing.unread.map(({ environment, origin }) => `${environment} ${origin.collector} ${origin.scope}`),
    ).size
    const what =
      places === 0
        ? 'Nothing was found to compare'
        : `${places === 1 ? 'A place' : `${places} places`} that must be read could not be`
    return { why: 'incomplete', detail: `${what}.` }
  }
  return undefined
}

function findingOf(finding: Finding): GateFinding {
  const { id, rule, severity, status, direction, kind, title, remedy, service, owner, resource, twins = [] } = finding
  return {
    id,
    rule,
    severity,
    status,
    ...(direction === 'unknown' ? {} : { direction }),
    kind,
    resource: twins.length > 1 ? `${resource.name} and ${twins.length - 1} more` : resource.name,
    title,
    remedy,
    ...(service === undefined ? {} : { service }),
    ...(owner === undefined ? {} : { owner }),
  }
}
