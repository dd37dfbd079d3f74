import type { Notice } from '../model/assessment.ts'
import { canonicalJson } from '../model/digest.ts'
import type { ExceptionRecord } from '../model/exception.ts'
import type { AppliedException, Finding } from '../model/finding.ts'
import type { Json } from '../model/json.ts'
import { globMatches } from './glob.ts'

/** Findings after exceptions, and what people should know about the exceptions themselves. */
export interface ExceptionOutcome {
  readonly findings: readonly Finding[]
  readonly notices: readonly Notice[]
}

type State = 'good' | 'expired' | 'overdue'

/**
 * Lays exceptions over findings. The first that covers a finding and is in force makes it `excepted`; it stays in the
 * list. A temporary one that has expired does not count; a structural one whose review is overdue still does; one whose
 * pinned values have changed lapses for that finding. Each of these, and one that covers nothing, gives a notice.
 */
export function applyExceptions(
  findings: readonly Finding[],
  exceptions: readonly ExceptionRecord[],
  context: { readonly now: Date },
): ExceptionOutcome {
  const states = new Map(exceptions.map((exception) => [exception, stateOf(exception, context.now)]))
  const matched = new Set<ExceptionRecord>()
  const lapsed = new Map<ExceptionRecord, Finding>()
  const result = findings.map((finding) => {
    const covering = exceptions.filter((exception) => covers(exception, finding))
    for (const exception of covering) matched.add(exception)
    const chosen = covering.find((exception) => {
      if (states.get(exception) === 'expired') return false
      if (pinHolds(exception, finding)) return true
      lapsed.set(exception, finding)
      return false
    })
    return chosen === undefined ? finding : { ...finding, status: 'excepted' as const, exception: applied(chosen) }
  })
  const notices = exceptions.flatMap((exception): Notice[] => {
    const state = states.get(exception) ?? 'good'
    return noticesOf(exception, state, matched.has(exception), lapsed.get(exception))
  })
  return { findings: result, notices }
}

/** In force until the end of its day, UTC. */
function stateOf(exception: ExceptionRecord, now: Date): State {
  const end = Date.parse(`${exception.until.slice(0, 10)}T23:59:59.999Z`)
  if (now.getTime() <= end) return 'good'
  return exception.kind === 'temporary' ? 'expired' : 'overdue'
}

function covers({ selector }: ExceptionRecord, finding: Finding): boolean {
  const { candidate, baseline, name } = finding.resource
  const called = [name, candidate?.name, candidate?.id, baseline?.name, baseline?.id].filter(
    (word) => word !== undefined,
  )
  const is = (pattern: string | undefined, words: readonly string[]): boolean =>
    pattern === undefined || words.some((word) => globMatches(pattern, word))
  return (
    is(selector.rule, [finding.rule]) &&
    is(selector.kind, [finding.kind]) &&
    is(selector.resource, called) &&
    is(selector.at, [finding.at]) &&
    is(selector.finding, [finding.id])
  )
}

/** A pin names the values as the finding shows them; text and number are the same value written differently. */
function pinHolds({ pin }: ExceptionRecord, finding: Finding): boolean {
  if (pin === undefined) return true
  const holds = (pinned: Json | undefined, value: Json): boolean =>
    pinned === undefined || written(pinned) === written(value)
  return holds(pin.candidate, finding.values.candidate) && holds(pin.baseline, finding.values.baseline)
}

function written(value: Json): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value)
}

function applied({ id, kind, reason, owner, until }: ExceptionRecord): AppliedException {
  return { id, kind, reason, owner, until }
}

function noticesOf(exception: ExceptionRecord, state: State, matched: boolean, lapsed: Finding | undefined): Notice[] {
  const { id, where, until, owner } = exception
  const name = `Exception "${id}" (${where})`
  const notices: Notice[] = []
  if (state === 'expired') {
    const what = matched ? 'what it covered counts again' : 'it covers nothing any more: remove it'
    notices.push({ code: 'exception-expired', message: `${name} expired on ${until}; ${what}. Its owner is ${owner}.` })
  } else if (!matched) {
    notices.push({
      code: 'exception-unused',
      message: `${name} covers no finding: remove it, or correct what it selects.`,
    })
  }
  if (state === 'overdue') {
    notices.push({
      code: 'exception-review-overdue',
      message: `${name} was to be reviewed by ${until} and still applies. Its owner is ${owner}.`,
    })
  }
  if (lapsed !== undefined) {
    notices.push({
      code: 'exception-pin-changed',
      message: `${name} was made for other values than "${lapsed.resource.name}" has now at "${lapsed.at}", so it has lapsed there. Its owner is ${owner}.`,
    })
  }
  return notices
}
