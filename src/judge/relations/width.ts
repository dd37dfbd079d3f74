import { otherSide, sides, type Side } from '../../model/resource.ts'
import type { Change, Unit } from '../../model/twin.ts'
import type { Detail } from '../compiled.ts'
import { isOneTraffic, openingOf, trafficOf, wider, type Opening } from './reach.ts'
import type { PairRelation, RelationCall } from './relation.ts'

/**
 * A firewall rule has no identity but its content, so a widened one is seen as one rule gone and one come. These
 * relations put the two together again: judged at the wide rule that only one side has, they look for the narrower ones
 * that only the other side has, and claim them as the same fact.
 */
function narrowerOnes(call: RelationCall, wideSide: Side): readonly Unit[] {
  const { unit, view } = call
  const own = openingOf(unit, wideSide)
  const there = otherSide(wideSide)
  if (own === undefined || unit[there] !== undefined) return []
  return rivals(view.changes, directionOf(unit), there, own).filter((change) => {
    const other = openingOf(change, there)
    return other !== undefined && wider(own, other)
  })
}

function directionOf({ at }: Unit): string {
  return at.slice(0, at.indexOf('/', 1) + 1)
}

/** The rules that only one side has, by direction, side and traffic. Sorted once per twin: each wide rule asks for them. */
const sorted = new WeakMap<readonly Change[], ReadonlyMap<string, readonly Change[]>>()

function rivals(changes: readonly Change[], direction: string, side: Side, wide: Opening): readonly Change[] {
  const groups = sorted.get(changes) ?? group(changes)
  sorted.set(changes, groups)
  const place = `${direction} ${side}`
  // Of one port of one protocol, only rules for the very same traffic can be narrower.
  return groups.get(isOneTraffic(wide) ? `${place} ${trafficOf(wide)}` : place) ?? []
}

function group(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const groups = new Map<string, Change[]>()
  const add = (key: string, change: Change): void => {
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [change])
    else known.push(change)
  }
  for (const change of changes) {
    for (const side of sides) {
      const opening = change[otherSide(side)] === undefined ? openingOf(change, side) : undefined
      if (opening === undefined) continue
      const place = `${directionOf(change)} ${side}`
      add(place, change)
      add(`${place} ${trafficOf(opening)}`, change)
    }
  }
  return groups
}

function width(name: string, wideSide: Side, doc: string): PairRelation {
  return {
    name,
    sides: 'two',
    doc,
    takes: { orExtra: 'true: violated also by a rule that only this side has and that widens no other' },
    check: ({ orExtra }) =>
      orExtra === undefined || typeof orExtra === 'boolean' ? undefined : '"orExtra" must be true or false',
    compile:
      ({ orExtra }) =>
      (_candidate, _baseline, call) => {
        if (call.unit[wideSide] === undefined || call.unit[otherSide(wideSide)] !== undefined) return true
        return orExtra !== true && narrowerOnes(call, wideSide).length === 0
      },
    detail:
      () =>
      (call): Detail => {
        const narrower = narrowerOnes(call, wideSide)
        const first = narrower[0]
        return { related: narrower.map((unit) => unit.at), ...(first === undefined ? {} : { counterpart: first }) }
      },
  }
}

export const notWider = width(
  'not-wider',
  'candidate',
  'Of firewall rules: the candidate has no rule that lets through more (range, ports, protocol) than the baseline’s rule in its place.',
)

export const notNarrower = width(
  'not-narrower',
  'baseline',
  'Of firewall rules: the baseline has no rule that lets through more (range, ports, protocol) than the candidate’s rule in its place.',
)
