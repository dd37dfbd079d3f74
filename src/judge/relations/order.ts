import type { JsonObject } from '../../model/json.ts'
import type { Seen } from '../../model/twin.ts'
import { sameJson, type PairRelation } from './relation.ts'

/** The number a value stands for; undefined when it is none. Numbers written as text count: parameters are text. */
export function numberOf(seen: Seen | undefined): number | undefined {
  const raw = seen?.raw
  if (typeof raw === 'number') return raw
  if (typeof raw !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(raw)) return undefined
  return Number(raw)
}

/** Compares as numbers; values that are no numbers have no order, so they must be equal. */
function ordered(holds: (candidate: number, baseline: number) => boolean): PairRelation['compile'] {
  return () => (candidate, baseline) => {
    const [c, b] = [numberOf(candidate), numberOf(baseline)]
    return c === undefined || b === undefined ? sameJson(candidate?.canonical, baseline?.canonical) : holds(c, b)
  }
}

export const atLeast: PairRelation = {
  name: 'at-least',
  sides: 'two',
  doc: 'The candidate’s number is not less than the baseline’s. What is no number must be equal.',
  compile: ordered((candidate, baseline) => candidate >= baseline),
}

export const atMost: PairRelation = {
  name: 'at-most',
  sides: 'two',
  doc: 'The candidate’s number is not more than the baseline’s. What is no number must be equal.',
  compile: ordered((candidate, baseline) => candidate <= baseline),
}

export const ratio: PairRelation = {
  name: 'ratio',
  sides: 'two',
  doc: 'The candidate’s number divided by the baseline’s lies within the bounds. What is no number must be equal.',
  takes: { least: 'the least ratio that is well, such as 0.5', most: 'the greatest, such as 2' },
  check: (options) => {
    const { least, most } = options
    if (least === undefined && most === undefined) return 'ratio needs "least", "most" or both'
    if (least !== undefined && !positive(least)) return '"least" must be a number above 0'
    if (most !== undefined && !positive(most)) return '"most" must be a number above 0'
    return positive(least) && positive(most) && least > most ? '"least" is greater than "most"' : undefined
  },
  compile: (options: JsonObject) => {
    const least = positive(options['least']) ? options['least'] : 0
    const most = positive(options['most']) ? options['most'] : Infinity
    return (candidate, baseline) => {
      const [c, b] = [numberOf(candidate), numberOf(baseline)]
      if (c === undefined || b === undefined) return sameJson(candidate?.canonical, baseline?.canonical)
      // A ratio to nothing has no value: only nothing resembles nothing.
      return b === 0 ? c === 0 : c / b >= least && c / b <= most
    }
  },
}

function positive(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value)
}
