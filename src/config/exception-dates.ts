import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { child, textOf, type Tree } from './tree.ts'

/** How long a temporary exception lasts, and after how long a structural one is reviewed, in days. */
export const defaultDays = { temporary: 30, structural: 180 } as const

interface Dates {
  readonly start: string
  readonly end: string
  readonly days: number
}

const keys: Readonly<Record<'temporary' | 'structural', Dates>> = {
  temporary: { start: 'created', end: 'expires', days: defaultDays.temporary },
  structural: { start: 'since', end: 'review', days: defaultDays.structural },
}

/**
 * The last day of an exception, as `2026-12-31`: as written, or its default after the day it began. No clock is read: an
 * exception without any date would begin anew with every run, and never end.
 */
export function untilOf(tree: Tree, kind: 'temporary' | 'structural'): string | EvenkeelError {
  const { start, end, days } = keys[kind]
  const [from, to] = [dayOf(tree, start), dayOf(tree, end)]
  if (from instanceof Error) return from
  if (to instanceof Error) return to
  if (to === undefined) {
    if (from !== undefined) return after(from, days)
    const problem = `it is missing, and without "${start}" it has no default`
    return fail('rules-exception-date', { ...tree.place, key: end, problem })
  }
  if (from !== undefined && to < from) {
    const place = child(tree, end)?.place ?? tree.place
    return fail('rules-exception-date', { ...place, key: end, problem: `${to} lies before "${start}", ${from}` })
  }
  return to
}

/** The day that a key names, as it is written; undefined where it is left out, an error where it is no day. */
export function dayOf(tree: Tree, key: string): string | undefined | EvenkeelError {
  const found = child(tree, key)
  const text = textOf(found)
  if (found === undefined || text === undefined) return undefined
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
  // Date.parse lets 30 February through as 2 March: only a day that comes back as it went in exists.
  const real = day !== undefined && toDay(Date.parse(`${day}T00:00:00Z`)) === day
  return real
    ? day
    : fail('rules-exception-date', { ...found.place, key, problem: `"${text.slice(0, 40)}" is no date` })
}

function after(day: string, days: number): string {
  return toDay(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)
}

function toDay(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10)
}
