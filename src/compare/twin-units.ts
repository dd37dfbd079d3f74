import type { KeyedForm, Shape } from '../model/field.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Json } from '../model/json.ts'
import { child, type Pointer } from '../model/pointer.ts'
import { attributeOf, otherSide, sides, type Key, type Resource, type Side } from '../model/resource.ts'
import type { Foreign, Seen, Twin, Unit } from '../model/twin.ts'
import type { CanonicalContext, Element } from './canonical.ts'
import { nothingForeign, type ForeignDetector, type OwnedWords } from './foreign.ts'
import { comparingContext, type Labels } from './labels.ts'
import { mergeUnits, type MergedUnit } from './join-units.ts'
import { oddElements, type OwnElements } from './odd-elements.ts'
import { differingLeaves } from './same.ts'
import { someUnits } from './some-units.ts'
import type { ComparedSide } from './side.ts'
import { byTiers, isTold, tiersIn } from './subnet-tiers.ts'
import { distinct, unitsOf, type FieldChoice, type Units } from './units.ts'
import type { UsersOf } from './users.ts'
import type { Walks } from './walks.ts'

type Detect = (raw: Json, counterpart: Json | undefined) => readonly Foreign[]
export type Sides<T> = Readonly<Record<Side, T>>

/** What all views of one comparison share. */
export interface ViewParts {
  readonly sides: Sides<ComparedSide>
  readonly owned: Sides<OwnedWords>
  readonly detectors: Sides<ForeignDetector>
  readonly labels: Labels
  readonly usersOf: UsersOf
  readonly walks: Walks
}

/** The units of some elements of a field, of a pair that surely means the same; see someUnits. */
export function unitsOfSome(
  name: string,
  field: KeyedForm,
  bodies: Sides<readonly Resource[]>,
  parts: ViewParts,
  isWanted: (raw: Json) => boolean,
): readonly MergedUnit[] | undefined {
  const of = (side: Side): Parameters<typeof someUnits>[2] | undefined => {
    const [body, another] = bodies[side]
    if (body === undefined || another !== undefined || parts.sides[side].unknownFields(body).length > 0)
      return undefined
    const given = attributeOf(body, name)
    return {
      elements: Array.isArray(given) ? (given as readonly Json[]) : [],
      context: contextOf(side, body.key, parts),
    }
  }
  const [candidate, baseline] = [of('candidate'), of('baseline')]
  if (candidate === undefined || baseline === undefined) return undefined
  return someUnits(name, field, candidate, baseline, isWanted)
}

export function contextOf(side: Side, key: Key, parts: ViewParts): CanonicalContext {
  return comparingContext(parts.sides[side], key, parts.labels, parts.owned[otherSide(side)])
}

export function differing(joined: MergedUnit): readonly Pointer[] {
  const { candidate, baseline, leaves } = joined
  if (leaves !== undefined) return leaves
  if (candidate.length <= 1 && baseline.length <= 1) {
    return differingLeaves(candidate[0], baseline[0])
  }
  // A fleet: what some member of one side has and no member of the other.
  const answered = (element: Element, others: readonly Element[]): boolean =>
    others.some((other) => differingLeaves(element, other).length === 0)
  const same = candidate.every((e) => answered(e, baseline)) && baseline.every((e) => answered(e, candidate))
  return same ? [] : ['']
}

export function membersOf(twin: Twin, side: Side, parts: ViewParts): readonly Resource[] {
  return [...parts.sides[side].snapshot.bodies(twin[side])]
}

export function unitsOfTwin(
  bodies: Sides<readonly Resource[]>,
  fields: Shape,
  parts: ViewParts,
  choice: FieldChoice,
): readonly MergedUnit[] {
  const unknown = unknownOf(bodies, parts)
  const of = (side: Side): readonly Units[] =>
    bodies[side].map((body) => unitsOf(body, fields, contextOf(side, body.key, parts), unknown, choice))
  const values = (members: readonly Units[]): ReadonlyMap<Pointer, readonly Element[]> => {
    const [only, another] = members
    if (only !== undefined && another === undefined) return new Map([...only].map(([at, element]) => [at, [element]]))
    const pointers = new Set(members.flatMap((units) => [...units.keys()]))
    return new Map([...pointers].map((at) => [at, distinct(members, at)]))
  }
  const both = byTiers(
    { candidate: values(of('candidate')), baseline: values(of('baseline')) },
    tiersIn(parts.sides, parts.labels),
  )
  return mergeUnits(both.candidate, both.baseline)
}

/**
 * The units of some fields of a pair, of keyed ones without those elements that surely mean the same on both sides: what changed of it is
 * among them. As {@link unitsOfTwin}, but for those that are left out.
 */
export function oddUnits(
  candidate: Resource,
  baseline: Resource,
  fields: Shape,
  names: readonly string[],
  parts: ViewParts,
): readonly MergedUnit[] {
  const pair = { candidate, baseline }
  const unknown = unknownOf({ candidate: [candidate], baseline: [baseline] }, parts)
  const tiers = tiersIn(parts.sides, parts.labels)
  const depends = (part: string): boolean => sides.some((side) => isTold(part, tiers[side]))
  const contexts = {
    candidate: contextOf('candidate', candidate.key, parts),
    baseline: contextOf('baseline', baseline.key, parts),
  }
  const values = { candidate: new Map<Pointer, [Element]>(), baseline: new Map<Pointer, [Element]>() }
  for (const name of names) {
    const field = fields[name]
    if (field === undefined || field.volatile === true) continue
    const own = (side: Side): OwnElements => ({ value: attributeOf(pair[side], name), context: contexts[side] })
    const odd =
      field.form === 'keyed' && unknown.length === 0
        ? oddElements(field, own('candidate'), own('baseline'), depends)
        : undefined
    for (const side of sides) {
      const found =
        odd === undefined
          ? unitsOf(pair[side], { [name]: field }, contexts[side], unknown, 'compared')
          : [...odd[side]].map(([key, element]) => [child(child('', name), key), element] as const)
      for (const [at, element] of found) values[side].set(at, [element])
    }
  }
  const both = byTiers(values, tiers)
  return mergeUnits(both.candidate, both.baseline)
}

/** What nobody knows of either side. */
function unknownOf(bodies: Sides<readonly Resource[]>, parts: ViewParts): readonly Pointer[] {
  return sides.flatMap((side) =>
    bodies[side].flatMap((body) => [
      ...parts.sides[side].unknownFields(body),
      ...(kindOf(body.kind)?.unknownIn?.(body) ?? []),
    ]),
  )
}

export function presence(twin: Twin, bodies: Sides<readonly Resource[]>): MergedUnit {
  const of = (side: Side): readonly Element[] => {
    const [first] = bodies[side]
    return first === undefined ? [] : [{ raw: first.name ?? first.id, canonical: `@${twin.kind}/${twin.name}` }]
  }
  return { at: '', candidate: of('candidate'), baseline: of('baseline') }
}

/** A unit as a judge sees it. `apart`: of values that the members of a side have, what nobody on the other side has comes first. */
export function unitOf(joined: MergedUnit, parts: { readonly detectors: Sides<Detect> }, apart = false): Unit {
  const seen = (side: Side, own: readonly Element[], others: readonly Element[]): Seen | undefined => {
    const ordered = apart && own.length > 1 ? oddOnesFirst(own, others) : own
    const all = ordered.map((element) => {
      const counterpart: Json | undefined = others[0]?.raw
      const foreign = joined.at === '' ? [] : parts.detectors[side](element.raw, counterpart)
      return { raw: element.raw, canonical: element.canonical, ...(foreign.length === 0 ? {} : { foreign }) }
    })
    const [first] = all
    if (first === undefined) return undefined
    return all.length === 1 ? first : { ...first, mixed: all }
  }
  const candidate = seen('candidate', joined.candidate, joined.baseline)
  const baseline = seen('baseline', joined.baseline, joined.candidate)
  return {
    at: joined.at,
    ...(candidate === undefined ? {} : { candidate }),
    ...(baseline === undefined ? {} : { baseline }),
  }
}

/** Sorting is stable: among those that are as odd, the order stays. */
function oddOnesFirst(own: readonly Element[], others: readonly Element[]): readonly Element[] {
  const known = (element: Element): number =>
    others.some((other) => differingLeaves(element, other).length === 0) ? 1 : 0
  return [...own].sort((a, b) => known(a) - known(b))
}

/** Where a twin holds no word of the other environment, none is looked for. */
export const unsuspected = { detectors: { candidate: nothingForeign, baseline: nothingForeign } }
