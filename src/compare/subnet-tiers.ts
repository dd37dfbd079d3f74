import { canonicalJson } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { subnet } from '../model/kinds/subnet.ts'
import { child, type Pointer } from '../model/pointer.ts'
import type { Head, Side } from '../model/resource.ts'
import { UNKNOWN } from '../model/unknown.ts'
import type { Element } from './canonical.ts'
import { parseRange } from './cidr.ts'
import type { Labels } from './labels.ts'
import { rangeText } from './range-text.ts'
import { resolve, type ComparedSide } from './side.ts'

/** The subnets of one side, by what they are called in a comparison. */
export interface Tiers {
  /** `@subnet/shop-private-a` is of `@subnet/shop-private`, as many as there are. */
  readonly tiers: ReadonlyMap<string, { readonly tier: string; readonly size: number }>
  /** The place in its network of a subnet that the other side does not have: a range there is no subnet that could be named. */
  readonly places: ReadonlyMap<string, string>
}

/** Whether elements that name it may be told in other words than by it. */
export function isTold(label: string, { tiers, places }: Tiers): boolean {
  return tiers.has(label) || places.has(label)
}

type Values = ReadonlyMap<Pointer, readonly Element[]>

/** What ends a subnet's name by its zone: a zone, its letter, a number. */
const zone = /[-_.]?(?:\{region:[^}]*\}-?[a-f]?|az-?[a-f1-9]|zone-?[a-f1-9]|(?<=[-_.])[a-f]|[1-9][a-f]?)$/

/** The subnets of both sides, worked out once for a comparison. */
export function tiersIn(sides: Readonly<Record<Side, ComparedSide>>, labels: Labels): Readonly<Record<Side, Tiers>> {
  const found = known.get(labels)
  if (found !== undefined) return found
  const made = { candidate: tiersOf(sides.candidate, labels), baseline: tiersOf(sides.baseline, labels) }
  known.set(labels, made)
  return made
}

const known = new WeakMap<Labels, Readonly<Record<Side, Tiers>>>()

function tiersOf(side: ComparedSide, labels: Labels): Tiers {
  const members = new Map<string, Set<string>>()
  const places = new Map<string, string>()
  for (const head of side.snapshot.heads()) {
    if (head.kind !== subnet.id) continue
    const own = labels(head.key)
    if (own === UNKNOWN) continue
    const place = labels.paired(head.key) === undefined ? placeOf(head, side, labels) : undefined
    if (place !== undefined) places.set(own, place)
    const tier = own.replace(zone, '')
    if (tier.endsWith('/')) continue
    members.set(tier, (members.get(tier) ?? new Set()).add(own))
  }
  const tiers = [...members].flatMap(([tier, all]) => [...all].map((own) => [own, { tier, size: all.size }] as const))
  return { tiers: new Map(tiers), places }
}

/** Where a subnet lies in its network, as any part of one is told that is no subnet. */
function placeOf(head: Head, side: ComparedSide, labels: Labels): string | undefined {
  const range = head.identifiers.find((word) => parseRange(word) !== undefined)
  if (range === undefined) return undefined
  return rangeText(range, {
    networks: side.networks,
    named: () => undefined,
    network: (network) => {
      const key = resolve(side.index, ['network'], network, head.origin)
      return key === null ? undefined : labels.paired(key)
    },
  })
}

/**
 * Three zones of one side and two of the other still compare: where both sides name every subnet of a tier, and have not as many of
 * them, it is the tier that is named. A tier of which one is left out is no tier. Of what is left, a subnet that the other side does not
 * have is told by its place in the network: that the subnet is missing is one difference, and no other in every rule that names it.
 * Linear in the units.
 */
export function byTiers(
  values: Readonly<Record<Side, Values>>,
  subnets: Readonly<Record<Side, Tiers>>,
): Readonly<Record<Side, Values>> {
  const tiered = asTiers(values, subnets)
  return {
    candidate: asPlaces(tiered.candidate, subnets.candidate.places),
    baseline: asPlaces(tiered.baseline, subnets.baseline.places),
  }
}

function asPlaces(values: Values, places: Tiers['places']): Values {
  if (places.size === 0) return values
  const made = new Map<Pointer, readonly Element[]>()
  for (const [at, elements] of values) {
    const [element, another] = elements
    const label = element?.parts?.find((part): part is string => typeof part === 'string' && places.has(part))
    const place = label === undefined ? undefined : places.get(label)
    const moved =
      element === undefined || another !== undefined || label === undefined || place === undefined
        ? undefined
        : relabelled(at, element, label, place)
    // What stands there already is another element: then both stay as they are.
    if (moved === undefined || values.has(moved.at) || made.has(moved.at)) made.set(at, elements)
    else made.set(moved.at, [moved.element])
  }
  return made
}

function asTiers(
  values: Readonly<Record<Side, Values>>,
  subnets: Readonly<Record<Side, Tiers>>,
): Readonly<Record<Side, Values>> {
  const groups = {
    candidate: groupsOf(values.candidate, subnets.candidate),
    baseline: groupsOf(values.baseline, subnets.baseline),
  }
  const placed = {
    candidate: asPlaces(values.candidate, subnets.candidate.places),
    baseline: asPlaces(values.baseline, subnets.baseline.places),
  }
  const whole = [...groups.candidate].flatMap(([word, mine]) => {
    const theirs = groups.baseline.get(word)
    const complete = theirs !== undefined && mine.at.length === mine.size && theirs.at.length === theirs.size
    if (!complete || mine.size === theirs.size) return []
    // One by one they are the same already.
    const met =
      mine.placed.every((at) => placed.baseline.has(at)) && theirs.placed.every((at) => placed.candidate.has(at))
    return met ? [] : [{ candidate: mine, baseline: theirs }]
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
  /** Where they are when those that the other side does not have are told by their places. */
  readonly placed: Pointer[]
  readonly size: number
  /** Where the one that stands for all is, and what it is. */
  readonly as: Pointer
  readonly element: Element
}

/** The elements that name a subnet of a tier, by everything else that is in them. */
function groupsOf(values: Values, { tiers, places }: Tiers): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  if (tiers.size === 0) return groups
  for (const [at, [element, another]] of values) {
    if (element?.parts === undefined || another !== undefined) continue
    const label = element.parts.find((part): part is string => typeof part === 'string' && tiers.has(part))
    const tier = label === undefined ? undefined : tiers.get(label)
    if (label === undefined || tier === undefined) continue
    const called = relabelled(at, element, label, tier.tier)
    const word = `${at.slice(0, at.lastIndexOf('/'))} ${canonicalJson(called.element.canonical)}`
    const place = places.get(label)
    const placed = place === undefined ? at : relabelled(at, element, label, place).at
    const group = groups.get(word)
    if (group !== undefined) {
      group.at.push(at)
      group.placed.push(placed)
      continue
    }
    groups.set(word, { at: [at], placed: [placed], size: tier.size, as: called.at, element: called.element })
  }
  return groups
}

/** An element with another word for one of its parts, and where it is then. */
function relabelled(
  at: Pointer,
  element: Element,
  label: string,
  word: string,
): { readonly at: Pointer; readonly element: Element } {
  const swap = (value: Json | undefined): Json | undefined => (value === label ? word : value)
  const parts = (element.parts ?? []).map(swap)
  const canonical = isJsonObject(element.canonical)
    ? Object.fromEntries(Object.entries(element.canonical).map(([key, value]) => [key, swap(value) ?? null]))
    : element.canonical
  const key = parts
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : canonicalJson(part)))
  return { at: child(at.slice(0, at.lastIndexOf('/')), key.join('/')), element: { raw: element.raw, canonical, parts } }
}
