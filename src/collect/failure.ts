import { EvenkeelError, fail, type ErrorCode } from '../errors/catalogue.ts'
import type { CoverageStatus } from '../model/coverage.ts'

/** Why something could not be read, fit for a coverage row. */
export interface Failure {
  readonly code: ErrorCode
  readonly status: Exclude<CoverageStatus, 'complete' | 'not-asked'>
  /** One sentence, one line, without secrets. */
  readonly reason: string
  readonly remedy: string
}

const denials: readonly ErrorCode[] = ['collect-denied', 'collect-credentials']

/**
 * What a thrown thing means for coverage. Only the errors of our own catalogue may speak: the message of anything else
 * could hold a value that was just being read, so its class is all that is told.
 */
export function failureOf(error: unknown, what: string): Failure {
  const known = error instanceof EvenkeelError ? error : fail('collect-failed', { what, detail: className(error) })
  return {
    code: known.code,
    status: denials.includes(known.code) ? 'denied' : 'partial',
    reason: oneLine(known.message),
    remedy: oneLine(known.remedy),
  }
}

/** A text without control characters and line breaks, at most 500 characters. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length <= 500 ? line : `${line.slice(0, 499)}…`
}

function className(error: unknown): string | undefined {
  if (!(error instanceof Error)) return typeof error
  return /^[A-Za-z][\w.]{0,79}$/.test(error.name) ? error.name : error.constructor.name
}
