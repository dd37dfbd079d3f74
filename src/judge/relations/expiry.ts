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

/** A relation that holds or not by how far away an instant is. What is no instant holds: its form is another rule's business. */
export function ofDaysLeft(
  words: { readonly name: string; readonly doc: string; readonly days: string },
  holds: (left: number, days: number) => boolean,
): ValueRelation {
  const holdsOf = (given: unknown): ((left: number | undefined) => boolean) => {
    const days = typeof given === 'number' ? given : 0
    return (left) => left === undefined || holds(left, days)
  }
  return {
    name: words.name,
    sides: 'one',
    doc: words.doc,
    takes: { days: words.days },
    check: ({ days }) =>
      typeof days === 'number' && Number.isInteger(days) && days >= 0
        ? undefined
        : '"days" must be a whole number, 0 or more',
    timed: true,
    clears: ({ days }, context) => {
      const isHeld = holdsOf(days)
      return (raw) => isHeld(daysLeft({ raw, canonical: raw }, context))
    },
    compile: ({ days }) => {
      const isHeld = holdsOf(days)
      return (seen, { context }) => isHeld(daysLeft(seen, context))
    },
  }
}

export const expiresWithin = ofDaysLeft(
  {
    name: 'expires-within',
    doc: 'Violated when the instant lies fewer than `days` days ahead, or has passed.',
    days: 'a whole number of days; 0 means already expired',
  },
  (left, days) => left >= days,
)
