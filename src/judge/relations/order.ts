import type { JsonObject } from '../../model/json.ts'
import type { Seen } from '../../model/twin.ts'
import { sameJson, type PairRelation } from './relation.ts'
import { versionNumbers } from './versions.ts'

/** The number a value stands for; undefined when it is none. Numbers written as text count: parameters are text. */
export function numberOf(seen: Seen | undefined): number | undefined {
  const raw = seen?.raw
  if (typeof raw === 'number') return raw
  if (typeof raw !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(raw)) return undefined
  return Number(raw)
}

/** Less than 0 when the first is less; undefined where they have no order. */
type Order = (candidate: Seen | undefined, baseline: Seen | undefined) => number | undefined

const byNumber: Order = (candidate, baseline) => {
  const [c, b] = [numberOf(candidate), numberOf(baseline)]
  return c === undefined || b === undefined ? undefined : c - b
}

/** `15.10` is later than `15.9`; a part that is not written counts as 0. */
const byVersion: Order = (candidate, baseline) => {
  const [c, b] = [versionNumbers(candidate), versionNumbers(baseline)]
  if (c === undefined || b === undefined) return undefined
  for (let i = 0; i < Math.max(c.length, b.length); i++) {
    const away = (c[i] ?? 0) - (b[i] ?? 0)
    if (away !== 0) return away
  }
  return 0
}

/** What has no order must be equal. */
function ordered(name: string, doc: string, holds: (difference: number) => boolean): PairRelation {
  return {
    name,
    sides: 'two',
    countsDefault: true,
    doc: `${doc} What has no order must be equal.`,
    takes: { as: '`version` to compare by the numbers of versions; else as plain numbers' },
    check: ({ as }) =>
      as === undefined || as === 'version' || as === 'number' ? undefined : '"as" must be number or version',
    compile: ({ as }) => {
      const order = as === 'version' ? byVersion : byNumber
      return (candidate, baseline) => {
        const difference = order(candidate, baseline)
        return difference === undefined ? sameJson(candidate?.canonical, baseline?.canonical) : holds(difference)
      }
    },
  }
}

export const atLeast = ordered(
  'at-least',
  'The candidate’s number is not less than the baseline’s.',
  (difference) => difference >= 0,
)

export const atMost = ordered(
  'at-most',
  'The candidate’s number is not more than the baseline’s.',
  (difference) => difference <= 0,
)

export const ratio: PairRelation = {
  name: 'ratio',
  sides: 'two',
  countsDefault: true,
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
