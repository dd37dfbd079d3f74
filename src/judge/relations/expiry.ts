import type { Seen } from '../../model/twin.ts'
import type { ValueRelation } from './relation.ts'

const dayMs = 86_400_000

/** Days from a moment to the instant of a value, rounded towards less; negative once it has passed. Undefined: no instant. */
export function daysLeft(seen: Seen | undefined, now: Date): number | undefined {
  const instant = typeof seen?.raw === 'string' ? Date.parse(seen.raw) : Number.NaN
  return Number.isNaN(instant) ? undefined : Math.floor((instant - now.getTime()) / dayMs)
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
  compile: ({ days }) => {
    const bound = typeof days === 'number' ? days : 0
    return (seen, { context }) => {
      const left = daysLeft(seen, context.now)
      return left === undefined || left >= bound
    }
  },
}
