import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { child, type Pointer } from '../model/pointer.ts'
import type { Key, Side } from '../model/resource.ts'
import { UNKNOWN } from '../model/unknown.ts'
import type { Element } from './canonical.ts'

/** The tiers of one side's subnets: `@subnet/shop-private-a` is of `@subnet/shop-private`, as many as there are. */
export type Tiers = ReadonlyMap<string, { readonly tier: string; readonly size: number }>

type Values = ReadonlyMap<Pointer, readonly Element[]>

/** What ends a subnet's name by its zone: a zone, its letter, a number. */
const zone = /[-_.]?(?:\{region:[^}]*\}-?[a-f]?|az-?[a-f1-9]|zone-?[a-f1-9]|(?<=[-_.])[a-f]|[1-9][a-f]?)$/

/** The tiers of subnets, by what the subnets are called in a comparison. */
export function tiersOf(subnets: Iterable<Key>, label: (key: Key) => string): Tiers {
  const members = new Map<string, Set<string>>()
  for (const key of subnets) {
    const own = label(key)
    if (own === UNKNOWN) continue
    const tier = own.replace(zone, '')
    if (tier.endsWith('/')) continue
    members.set(tier, (members.get(tier) ?? new Set()).add(own))
  }
  return new Map([...members].flatMap(([tier, all]) => [...all].map((own) => [own, { tier, size: all.size }] as const)))
}

/**
 * Three zones of one side and two of the other still compare: where both sides name every subnet of a tier, and have not as many of
 * them, it is the tier that is named. A tier of which one is left out is no tier. Linear in the units.
 */
export function byTiers(
  values: Readonly<Record<Side, Values>>,
  tiers: Readonly<Record<Side, Tiers>>,
): Readonly<Record<Side, Values>> {
  const groups = {
    candidate: groupsOf(values.candidate, tiers.candidate),
    baseline: groupsOf(values.baseline, tiers.baseline),
  }
  const whole = [...groups.candidate].flatMap(([word, mine]) => {
    const theirs = groups.baseline.get(word)
    const complete = theirs !== undefined && mine.at.length === mine.size && theirs.at.length === theirs.size
    return complete && mine.size !== theirs.size ? [{ candidate: mine, baseline: theirs }] : []
  })
  if (whole.length === 0) return values
  const of = (side: Side): Values => {
    const made = new Map(values[side])
    for (const group of whole) {
      for (const at of group[side].at) made.delete(at)
      made.set(group[side].as, [group[side].element])
    }
    return made
  }
  return { candidate: of('candidate'), baseline: of('baseline') }
}

interface Group {
  readonly at: Pointer[]
  readonly size: number
  /** Where the one that stands for all is, and what it is. */
  readonly as: Pointer
  readonly element: Element
}

/** The elements that name a subnet of a tier, by everything else that is in them. */
function groupsOf(values: Values, tiers: Tiers): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  if (tiers.size === 0) return groups
  for (const [at, [element, another]] of values) {
    if (element?.parts === undefined || another !== undefined) continue
    const label = element.parts.find((part) => typeof part === 'string' && tiers.has(part))
    const tier = typeof label === 'string' ? tiers.get(label) : undefined
    if (tier === undefined) continue
    const swap = (value: Json | undefined): Json | undefined => (value === label ? tier.tier : value)
    const parts = element.parts.map(swap)
    const canonical = isJsonObject(element.canonical)
      ? Object.fromEntries(Object.entries(element.canonical).map(([key, value]) => [key, swap(value) ?? null]))
      : element.canonical
    const field = at.slice(0, at.lastIndexOf('/'))
    const word = `${field} ${canonicalJson(canonical)}`
    const group = groups.get(word)
    if (group !== undefined) {
      group.at.push(at)
      continue
    }
    const key = parts
      .filter((part) => part !== undefined)
      .map((part) => (typeof part === 'string' ? part : canonicalJson(part)))
    groups.set(word, {
      at: [at],
      size: tier.size,
      as: child(field, key.join('/')),
      element: { raw: element.raw, canonical, parts },
    })
  }
  return groups
}
