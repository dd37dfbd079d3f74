import type { Assessment } from '../model/assessment.ts'
import { comparisonName } from '../model/comparison-name.ts'
import { canonicalJson } from '../model/digest.ts'
import { isCounted, type CausePlace, type Finding, type FindingStatus } from '../model/finding.ts'
import type { Json } from '../model/json.ts'
import type { LiveFinding, Transition } from '../model/live-finding.ts'
import { sides } from '../model/resource.ts'
import { severityRank } from '../model/severity.ts'
import { twinsOf } from '../model/finding-twins.ts'
import { causeOf } from './cause.ts'
import { comparableValues } from './exceptions-pin.ts'
import { printValue } from './print.ts'

type Event = Transition['events'][number]

type Environments = Assessment['comparison']

/**
 * What becomes of a finding that an assessment found, by how it stood before. An acknowledgement stays, also below an exception
 * or while it waits for promotion, until the finding is worse, has come to other twins, or has other values. `known` are the ids,
 * by twin, of all that lived before. Pure.
 */
export function encounter(
  before: LiveFinding | undefined,
  finding: Finding,
  environments: Environments,
  at: string,
  known: ReadonlySet<string> = new Set(),
): Transition {
  if (before === undefined || before.status === 'resolved') return opening(before, finding, environments, at)
  const step = stepOf(before.finding, finding, environments) ?? spreadOf(before.finding, finding, known)
  const acknowledged = step === undefined || step.type === 'better' ? before.acknowledged : undefined
  const status = acknowledged !== undefined && finding.status === 'open' ? 'acknowledged' : finding.status
  const moved = statusEvent(before, finding, status, step)
  const events: readonly Event[] = [
    ...(before.stale ? [{ type: 'seen' as const }] : []),
    ...(step === undefined ? [] : [withdrawn(step, before, acknowledged !== undefined)]),
    ...(moved === undefined ? [] : [moved]),
  ]
  const judged: Finding = { ...finding, status }
  const cause = causeOf(judged)
  if (events.length === 0 && before.cause === cause && isSame(before.finding, judged)) {
    return { before, after: before, events }
  }
  const changed = events.some(({ type }) => type !== 'seen')
  const { acknowledged: _, ...rest } = before
  const after: LiveFinding = {
    ...rest,
    finding: judged,
    status,
    cause,
    stale: false,
    changedAt: changed ? at : before.changedAt,
    ...(acknowledged === undefined ? {} : { acknowledged }),
  }
  return { before, after, events }
}

/** A finding that was not there: seen for the first time, or back. `excepted` says that it was covered from the start. */
function opening(
  before: LiveFinding | undefined,
  finding: Finding,
  environments: Environments,
  at: string,
): Transition {
  const after: LiveFinding = {
    comparison: comparisonName(environments),
    finding,
    status: finding.status,
    cause: causeOf(finding),
    stale: false,
    openedAt: before?.openedAt ?? at,
    changedAt: at,
    reopened: before === undefined ? 0 : before.reopened + 1,
  }
  const first: Event =
    before === undefined
      ? { type: 'opened', ...(finding.status === 'pending' ? { detail: 'waiting for promotion' } : {}) }
      : { type: 'reopened', detail: `back after ${spanWords(before.resolvedAt ?? before.changedAt, at)}` }
  const covered = isCovered(finding.status) ? [{ type: 'excepted' as const, detail: coverWords(finding) }] : []
  return { before, after, events: [first, ...covered] }
}

/** How it changed by itself: worse, better, or as severe with other values. */
function stepOf(was: Finding, is: Finding, environments: Environments): Event | undefined {
  const worse = severityRank(was.severity) - severityRank(is.severity)
  if (worse !== 0) {
    return { type: worse > 0 ? 'worse' : 'better', detail: `${is.severity}, was ${was.severity}` }
  }
  const before = comparableValues(was)
  const now = comparableValues(is)
  const changed = sides.filter((side) => canonicalJson(before[side]) !== canonicalJson(now[side]))
  if (changed.length === 0) return undefined
  const words = changed.map(
    (side) => `${environments[side]}: ${printValue(is.values[side])}, was ${printValue(was.values[side])}`,
  )
  return { type: 'changed', detail: words.join('; ') }
}

/** Whether its cause shows on other twins than before: worse where it came to new ones, better where it left some. */
function spreadOf(was: Finding, is: Finding, known: ReadonlySet<string>): Event | undefined {
  if (was.twins === undefined && is.twins === undefined) return undefined
  const [before, now] = [twinsOf(was), twinsOf(is)]
  const ids = (twins: readonly CausePlace[]): ReadonlySet<string> => new Set(twins.map((twin) => twin.finding))
  const came = now.filter((twin) => !ids(before).has(twin.finding) && !known.has(twin.finding))
  if (came.length > 0) return { type: 'worse', detail: `also on ${namesOf(came)}` }
  const left = before.filter((twin) => !ids(now).has(twin.finding))
  return left.length === 0 ? undefined : { type: 'better', detail: `no longer on ${namesOf(left)}` }
}

/** How many twins are told by name. */
const mostNames = 5

function namesOf(twins: readonly CausePlace[]): string {
  const names = [...new Set(twins.map(({ resource }) => resource.name))]
  const rest = names.length - mostNames
  return rest > 0 ? `${names.slice(0, mostNames).join(', ')} and ${rest} more` : names.join(', ')
}

function withdrawn({ type, detail = '' }: Event, before: LiveFinding, kept: boolean): Event {
  const by = kept ? undefined : before.acknowledged?.by
  return { type, detail: by === undefined ? detail : `${detail}; the acknowledgement of ${by} has ended` }
}

/** What became of what covered it, or of its waiting. Acknowledged is as good as open here. */
function statusEvent(
  before: LiveFinding,
  finding: Finding,
  status: FindingStatus,
  step: Event | undefined,
): Event | undefined {
  const was = before.status
  if (was === status || (isCounted(before) && isCounted({ status }))) return undefined
  if (isCovered(status)) return { type: 'excepted', detail: coverWords(finding) }
  if (isCovered(was)) return { type: 'lapsed', detail: lapseWords(before.finding, finding) }
  if (was === 'pending') return { type: 'overdue', detail: overdueWords(finding) }
  // It counted and waits for promotion now: somebody found out who moved, or it moved again, which is told already.
  return step === undefined ? { type: 'better', detail: 'waiting for promotion' } : undefined
}

function isCovered(status: FindingStatus): boolean {
  return status === 'excepted' || status === 'known'
}

function coverWords({ exception, knownSince }: Finding): string {
  if (exception !== undefined) return `exception "${exception.id}" of ${exception.owner}, until ${exception.until}`
  return knownSince === undefined ? 'known at adoption' : `known at adoption on ${knownSince}`
}

function lapseWords(was: Finding, { lapsed = [] }: Finding): string {
  if (lapsed.length > 0) return lapsed.map(({ what, because }) => `${what} lapsed: ${because}`).join('; ')
  if (was.exception !== undefined) return `exception "${was.exception.id}" covers it no more`
  return 'it is no longer listed as known at adoption'
}

function overdueWords({ direction, since }: Finding): string {
  if (direction !== 'candidate-ahead') return 'it does not wait for promotion any more'
  return since === undefined ? 'not promoted in time' : `not promoted since ${since.slice(0, 10)}`
}

function isSame(a: Finding, b: Finding): boolean {
  if (JSON.stringify(a) === JSON.stringify(b)) return true
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json)
}

const units: readonly (readonly [string, number])[] = [
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
]

/** `3 days`, `1 hour`; in whole units, at least a minute. */
function spanWords(from: string, to: string): string {
  const minutes = Math.max(1, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000))
  const [name, size] = units.find(([, one]) => minutes >= one) ?? ['minute', 1]
  const count = Math.floor(minutes / size)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
