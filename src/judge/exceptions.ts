import type { Notice } from '../model/assessment.ts'
import type { Adoption, ExceptionRecord, ExceptionState, ExceptionUse, KnownFinding } from '../model/exception.ts'
import type { AppliedException, Finding, Lapse } from '../model/finding.ts'
import type { Side } from '../model/resource.ts'
import { causeId } from './cause-id.ts'
import { applyKnown, type KnownContext } from './exceptions-known.ts'
import { lapseOf, noticesOf } from './exceptions-notices.ts'
import { pinVerdict } from './exceptions-pin.ts'
import { isUnread, selects } from './exceptions-selector.ts'
import { insideWindow } from './exceptions-window.ts'

/** What is documented about differences. */
export interface Documented {
  readonly exceptions: readonly ExceptionRecord[]
  readonly known: readonly KnownFinding[]
}

/** What laying exceptions over findings takes; time is an argument. */
export interface ExceptionContext extends KnownContext {
  readonly now: Date
}

/** Findings after exceptions, and what people should know about the exceptions themselves. */
export interface ExceptionOutcome {
  readonly findings: readonly Finding[]
  readonly notices: readonly Notice[]
  readonly uses: readonly ExceptionUse[]
  readonly adoption: Adoption | undefined
}

/** An exception while findings are held against it. */
interface Running {
  readonly exception: ExceptionRecord
  readonly state: ExceptionState
  readonly selects: string[]
  readonly covers: string[]
  changed?: Finding
  otherKey?: Finding
}

/**
 * Lays exceptions over findings. The first that selects a finding and is in force makes it `excepted`; it stays in the
 * list. A temporary one that has expired does not count, nor one outside its window; a structural one whose review is
 * overdue still does; one whose pinned values have changed lapses for that finding. A finding that counts although an
 * exception selects it says why (`lapsed`), and so does a notice; an exception that selects nothing is reported, unless
 * what it is about could not be read. What is left and was known at adoption becomes `known`.
 */
export function applyExceptions(
  findings: readonly Finding[],
  { exceptions, known }: Documented,
  context: ExceptionContext,
): ExceptionOutcome {
  const running = exceptions.map((exception): Running => {
    return { exception, state: stateOf(exception, context.now), selects: [], covers: [] }
  })
  const excepted = findings.map((finding) => exceptFinding(finding, running, context))
  const aftermaths = running.map(({ exception, state, selects: selected, covers, changed, otherKey }) => {
    const unread = isUnread(exception.selector, context)
    return { use: { exception, state, selects: selected, covers, unread }, changed, otherKey }
  })
  const { candidate, baseline } = context.comparison
  const { findings: result, adoption } = applyKnown(excepted, known, context)
  return {
    findings: result,
    notices: aftermaths.flatMap((aftermath) => noticesOf(aftermath, `${candidate} against ${baseline}`)),
    uses: aftermaths.map(({ use }) => use),
    adoption,
  }
}

function exceptFinding(finding: Finding, running: readonly Running[], context: ExceptionContext): Finding {
  const lapsed: Lapse[] = []
  let chosen: Running | undefined
  let known: { readonly id: string | undefined } | undefined
  const cause = (): string | undefined => (known ??= { id: causeId(context.comparison, finding) }).id
  for (const one of running) {
    if (!selects(one.exception.selector, finding, cause)) continue
    one.selects.push(finding.id)
    const changedIn = changedSide(one, finding, context)
    if ((one.state === 'in-force' || one.state === 'review-overdue') && changedIn === undefined) chosen ??= one
    const { id, owner } = one.exception
    lapsed.push({ what: `exception "${id}"`, because: lapseOf(one, changedIn), owner })
  }
  if (chosen !== undefined) {
    chosen.covers.push(finding.id)
    return { ...finding, status: 'excepted', exception: applied(chosen.exception) }
  }
  return lapsed.length === 0 ? finding : { ...finding, lapsed }
}

/** The environment in which a pinned value changed. Asked of those in force only: of others that is no news. */
function changedSide(one: Running, finding: Finding, context: ExceptionContext): string | undefined {
  const { pin } = one.exception
  if (pin === undefined || one.state === 'expired' || one.state === 'outside-window') return undefined
  const verdict = pinVerdict(pin, finding, context.keyId)
  if (verdict === 'other-key') one.otherKey ??= finding
  if (verdict === 'holds' || verdict === 'other-key') return undefined
  one.changed ??= finding
  const side: Side = verdict.changed
  return context.comparison[side]
}

/** In force until the end of its last day, UTC, and inside one of its windows. */
function stateOf({ until, kind, windows }: ExceptionRecord, now: Date): ExceptionState {
  const ended = now.getTime() > Date.parse(`${until.slice(0, 10)}T23:59:59.999Z`)
  if (ended && kind === 'temporary') return 'expired'
  if (windows !== undefined && !windows.some((window) => insideWindow(window, now))) return 'outside-window'
  return ended ? 'review-overdue' : 'in-force'
}

function applied({ id, kind, reason, owner, until }: ExceptionRecord): AppliedException {
  return { id, kind, reason, owner, until }
}
