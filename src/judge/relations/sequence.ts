import type { Json } from '../../model/json.ts'
import type { Seen } from '../../model/twin.ts'
import type { PairRelation } from './relation.ts'

const between = ' before '

/** What comes before what, by entry: `list: x before y`, with an optional word for the list. Others say nothing. */
function steps(seen: Seen | undefined): ReadonlyMap<string, string> {
  const list = Array.isArray(seen?.canonical) ? (seen.canonical as readonly Json[]) : []
  return new Map(
    list.flatMap((entry) => {
      const parts = typeof entry === 'string' ? entry.split(between) : []
      const [first = '', second = ''] = parts
      const [, list = '', earlier = ''] = /^(\S+: )?(.*)$/s.exec(first) ?? []
      return parts.length === 2
        ? [[`${list}${earlier}${between}${second}`, `${list}${second}${between}${earlier}`]]
        : []
    }),
  )
}

/** Nothing that comes first on one side comes last on the other. */
export const notReversed: PairRelation = {
  name: 'not-reversed',
  sides: 'two',
  doc: 'Of a list of entries `x before y`: no entry has its reverse, `y before x`, on the other side. What only one side has says nothing.',
  compile: () => (candidate, baseline) => {
    const other = steps(baseline)
    return [...steps(candidate).values()].every((reversed) => !other.has(reversed))
  },
}
