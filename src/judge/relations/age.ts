import { ofDaysLeft } from './expiry.ts'

/** The instant is recent: what must be renewed, rotated or repeated was, not too long ago. */
export const notOlderThan = ofDaysLeft(
  {
    name: 'not-older-than',
    doc: 'The instant lies at most `days` days in the past; one in the future is not old.',
    days: 'a whole number of days',
  },
  (left, days) => left >= -days,
)
