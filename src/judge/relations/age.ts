import { daysLeft } from './expiry.ts'
import type { ValueRelation } from './relation.ts'

/** The instant is recent: what must be renewed, rotated or repeated was, not too long ago. */
export const notOlderThan: ValueRelation = {
  name: 'not-older-than',
  sides: 'one',
  doc: 'The instant lies at most `days` days in the past; one in the future is not old.',
  takes: { days: 'a whole number of days' },
  check: ({ days }) =>
    typeof days === 'number' && Number.isInteger(days) && days >= 0
      ? undefined
      : '"days" must be a whole number, 0 or more',
  timed: true,
  clears: ({ days }, context) => {
    const bound = typeof days === 'number' ? days : 0
    return (raw) => {
      const left = daysLeft({ raw, canonical: raw }, context)
      return left === undefined || left >= -bound
    }
  },
  compile: ({ days }) => {
    const bound = typeof days === 'number' ? days : 0
    return (seen, { context }) => {
      const left = daysLeft(seen, context)
      return left === undefined || left >= -bound
    }
  },
}
