import type { Seen } from '../../model/twin.ts'
import type { JudgeContext } from '../compiled.ts'
import type { ValueRelation } from './relation.ts'

export const dayMs = 86_400_000

/** Days from now to the instant of a value, rounded towards less; negative once it has passed. Undefined: no instant. */
export function daysLeft(seen: Seen | undefined, context: Pick<JudgeContext, 'now' | 'daysTo'>): number | undefined {
  const instant = typeof seen?.raw === 'string' ? Date.parse(seen.raw) : Number.NaN
  if (Number.isNaN(instant)) return undefined
  return context.daysTo === undefined ? daysBetween(context.now, instant) : context.daysTo(instant)
}

/** Whole days from one moment to another, rounded towards less. */
export function daysBetween(now: Date, instant: number): number {
  return Math.floor((instant - now.getTime()) / dayMs)
}

export const expiresWithin: ValueRelation = {
  name: 'expires-within',
  sides: 'one',
  doc: 'Violated when the instant lies fewer than `days` days ahead, or has passed.',
  takes: { days: 'a whole number of days; 0 means already expired' },
  check: ({ days }) =>
    typeof days === 'number' && Number.isInteger(days) && days >= 0
      ? undefined
      : '"days" must be a whole number, 0 or more',
  timed: true,
  clears: ({ days }, context) => {
    const bound = typeof days === 'number' ? days : 0
    return (raw) => {
      const left = daysLeft({ raw, canonical: raw }, context)
      return left === undefined || left >= bound
    }
  },
  compile: ({ days }) => {
    const bound = typeof days === 'number' ? days : 0
    return (seen, { context }) => {
      const left = daysLeft(seen, context)
      return left === undefined || left >= bound
    }
  },
}
