import { isCounted, type Finding } from '../model/finding.ts'
import type { FindingEventType, LiveFinding } from '../model/live-finding.ts'
import { groupBy } from '../platform/group-by.ts'
import type { Findings } from '../store/contract/findings.ts'

/** What a week changed. */
export interface Moves {
  /** Counts at its end, and did not at its beginning. */
  readonly opened: readonly Finding[]
  /** Was there at its beginning, and is resolved at its end. */
  readonly resolved: readonly Finding[]
}

/** The end of all time, as far as events go. */
const never = new Date('9999-12-31T00:00:00Z')

/**
 * Findings that count at the end of a stretch of time and did not at its beginning, and those that were there at its beginning
 * and are resolved at its end. What opened and was resolved within it is neither, and so is what was resolved and came back.
 */
export async function weeklyMoves(
  findings: Pick<Findings, 'eventsBetween'>,
  comparison: string,
  from: Date,
  to: Date,
): Promise<Moves> {
  const within = groupBy(await findings.eventsBetween(comparison, from, to), ({ event }) => event.finding)
  // A report that is made late must not know what happened after its week.
  const later = groupBy(await findings.eventsBetween(comparison, to, never), ({ event }) => event.finding)
  const opened: Finding[] = []
  const resolved: Finding[] = []
  for (const [id, events] of within) {
    const finding = events[0]?.finding
    if (finding === undefined) continue
    const types = events.map(({ event }) => event.type)
    const then = standsAfter(
      types,
      (later.get(id) ?? []).map(({ event }) => event.type),
      finding,
    )
    const before = stoodBefore(types)
    if (then === 'counts' && (before === 'absent' || before === 'covered')) opened.push(finding.finding)
    if (then === 'absent' && before !== 'absent') resolved.push(finding.finding)
  }
  return { opened, resolved }
}

/** How a finding stands at a moment: it counts, is covered or waits, or is not there. */
type Stand = 'counts' | 'covered' | 'absent'

/** How it stood before these events, by the first that tells. */
function stoodBefore(types: readonly FindingEventType[]): Stand {
  for (const type of types) {
    const stood = beforeIt[type]
    if (stood !== undefined) return stood
  }
  return 'counts'
}

/** How it stood after these events: before what came later, else as it stands now. */
function standsAfter(types: readonly FindingEventType[], later: readonly FindingEventType[], now: LiveFinding): Stand {
  if (later.length === 0) return now.status === 'resolved' ? 'absent' : isCounted(now) ? 'counts' : 'covered'
  for (const type of later) {
    const stood = beforeIt[type]
    if (stood !== undefined) return stood
  }
  const last = types.findLast((type) => type !== 'seen' && type !== 'unseen')
  return last === 'resolved' ? 'absent' : last === 'excepted' ? 'covered' : 'counts'
}

/** What an event says of the time before it. `resolved` and `excepted` may have come over what counted: nothing else was told. */
const beforeIt: Readonly<Partial<Record<FindingEventType, Stand>>> = {
  opened: 'absent',
  reopened: 'absent',
  overdue: 'covered',
  lapsed: 'covered',
  resolved: 'counts',
  acknowledged: 'counts',
  unacknowledged: 'counts',
}
