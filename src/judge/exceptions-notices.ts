import type { Notice } from '../model/assessment.ts'
import type { ExceptionUse } from '../model/exception.ts'
import type { Finding } from '../model/finding.ts'
import { windowInWords } from './exceptions-window.ts'

/** What became of an exception beyond its use. */
export interface Aftermath {
  readonly use: ExceptionUse
  /** A finding whose pinned values have changed. */
  readonly changed?: Finding | undefined
  /** A finding whose pinned secret was fingerprinted under another key. */
  readonly otherKey?: Finding | undefined
}

/**
 * What people should know about an exception: that it has ended, is overdue, lapsed somewhere, or covers nothing. `of` is
 * the comparison in words: another one may need what this one does not.
 */
export function noticesOf({ use, changed, otherKey }: Aftermath, of: string): readonly Notice[] {
  const { exception, state, selects, unread } = use
  const { id, where, until, owner } = exception
  const name = `Exception "${id}" (${where})`
  const notices: Notice[] = []
  const add = (code: string, message: string): void => void notices.push({ code, message })
  if (state === 'expired') {
    // Where nobody could look, it may still be needed: extended rather than removed.
    const what =
      selects.length > 0
        ? 'what it covered counts again'
        : unread
          ? 'what it is about was not completely read'
          : 'it covers nothing any more: remove it'
    add('exception-expired', `${name} expired on ${until}; ${what}. Its owner is ${owner}.`)
  } else if (selects.length === 0 && state !== 'outside-window' && !unread) {
    add(
      'exception-unused',
      `${name} covers no finding of ${of}: remove it where no other comparison needs it, or correct what it selects.`,
    )
  }
  if (state === 'review-overdue') {
    add('exception-review-overdue', `${name} was to be reviewed by ${until} and still applies. Its owner is ${owner}.`)
  }
  if (changed !== undefined) {
    add(
      'exception-pin-changed',
      `${name} was made for other values than "${changed.resource.name}" has now at "${changed.at}", so it has lapsed there. Its owner is ${owner}.`,
    )
  }
  if (otherKey !== undefined) {
    add(
      'exception-pin-unknown',
      `${name} pins a secret of "${otherKey.resource.name}" by another fingerprint key than this run has, so whether it changed is not known; it still applies. Set EVENKEEL_FINGERPRINT_KEY to the key it was made with. Its owner is ${owner}.`,
    )
  }
  return notices
}

/** Why an exception that selects a finding does not cover it. */
export function lapseOf(use: Pick<ExceptionUse, 'exception' | 'state'>, changedIn: string | undefined): string {
  const { exception, state } = use
  if (state === 'expired') return `it expired on ${exception.until}`
  if (state === 'outside-window') {
    return `it holds only at other times: ${(exception.windows ?? []).map(windowInWords).join('; ')}`
  }
  return `the value in ${changedIn ?? 'one environment'} changed`
}
