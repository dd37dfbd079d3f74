import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'

/** What is the fault of the moment: it is tried again, and ends nothing, for what it would end could not be written down. */
const passing: ReadonlySet<ErrorCode> = new Set(['store-unavailable', 'jobs-unavailable'])

/** True for an error of the catalogue that another attempt will not change. */
export function isFinal(error: unknown): boolean {
  return error instanceof EvenkeelError && !passing.has(error.code)
}

export function isPassing(error: unknown): boolean {
  return error instanceof EvenkeelError && passing.has(error.code)
}

/** The sentence with its code, as an assessment or a collection keeps it. */
export function problemOf(error: EvenkeelError): string {
  return `${error.message} (${error.code})`
}

/** What ends the work after the last attempt; an error of the catalogue says it in its own words. */
export function lastProblem(error: unknown, what: string, attempts: number): string {
  if (error instanceof EvenkeelError) return problemOf(error)
  return problemOf(fail('jobs-gave-up', { what, attempts, reason: reasonOf(error) }))
}

/**
 * What may be told of an error: its kind. The message of a foreign error may hold anything, a URL with its password or a value that
 * was read, and goes nowhere.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof EvenkeelError) return problemOf(error)
  if (!(error instanceof Error)) return typeof error
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code) ? `${error.name} ${code}` : error.name
}
