import type { KeyedForm, Shape } from '../model/field.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Json } from '../model/json.ts'
import type { Pointer } from '../model/pointer.ts'
import { otherSide, sides, type Key, type Resource, type Side } from '../model/resource.ts'
import type { Foreign, Seen, Twin, Unit } from '../model/twin.ts'
import type { CanonicalContext, Element } from './canonical.ts'
import { nothingForeign, type ForeignDetector, type OwnedWords } from './foreign.ts'
import { comparingContext, type Labels } from './labels.ts'
import { mergeUnits, type MergedUnit } from './join-units.ts'
import { differingLeaves } from './same.ts'
import { someUnits } from './some-units.ts'
import { attributesOf, type ComparedSide } from './side.ts'
import { byTiers, tiersIn } from './subnet-tiers.ts'
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
    const given = attributesOf(body)[name]
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
  const { candidate, baseline } = joined
  if (candidate.length <= 1 && baseline.length <= 1) {
    return differingLeaves(candidate[0], baseline[0])
  }
  // A fleet: what some member of one side has and no member of the other.
  const answered = (element: Element, others: readonly Element[]): boolean =>
    others.some((other) => differingLeaves(element, other).length === 0)
  const same = candidate.every((e) => answered(e, baseline)) && baseline.every((e) => answered(e, candidate))
  return same ? [] : ['']
}

export function membersOf(twin: Twin, parts: ViewParts): Sides<readonly Resource[]> {
  const of = (side: Side): readonly Resource[] => [...parts.sides[side].snapshot.bodies(twin[side])]
  return { candidate: of('candidate'), baseline: of('baseline') }
}

export function unitsOfTwin(
  bodies: Sides<readonly Resource[]>,
  fields: Shape,
  parts: ViewParts,
  choice: FieldChoice,
): readonly MergedUnit[] {
  const unknown = sides.flatMap((side) =>
    bodies[side].flatMap((body) => [
      ...parts.sides[side].unknownFields(body),
      ...(kindOf(body.kind)?.unknownIn?.(body) ?? []),
    ]),
  )
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
