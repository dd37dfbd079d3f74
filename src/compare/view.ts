import type { KeyedForm, Shape } from '../model/field.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Json } from '../model/json.ts'
import { answersTo, tokens, type Pointer } from '../model/pointer.ts'
import { otherSide, sides, type Resource, type Side } from '../model/resource.ts'
import type { Change, Foreign, Seen, Twin, TwinView, Unit } from '../model/twin.ts'
import { agree } from './agree.ts'
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

type Detect = (raw: Json, counterpart: Json | undefined) => readonly Foreign[]
type Sides<T> = Readonly<Record<Side, T>>

/** What all views of one comparison share. */
export interface ViewParts {
  readonly sides: Sides<ComparedSide>
  readonly owned: Sides<OwnedWords>
  readonly detectors: Sides<ForeignDetector>
  readonly labels: Labels
  readonly usersOf: UsersOf
}

/**
 * What a judge sees of a twin. Bodies are read only when something asks for them: a twin whose digests and references are
 * equal has no changes, and costs nothing more unless an `each` rule looks at its units.
 */
export function viewOf(twin: Twin, parts: ViewParts): TwinView {
  const bodies = lazy(() => membersOf(twin, parts))
  const fields = kindOf(twin.kind)?.fields ?? {}
  const compared = lazy(() => unitsOfTwin(bodies(), fields, parts, 'compared'))
  // Who asks for one field is given that alone.
  const ofField = new Map<string, readonly MergedUnit[]>()
  const unitsAt = (pattern: Pointer): readonly MergedUnit[] => {
    const name = tokens(pattern)[0] ?? ''
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) return []
    const found = ofField.get(name)
    if (found !== undefined) return found
    const choice = field.volatile === true ? 'volatile' : 'compared'
    const made = unitsOfTwin(bodies(), { [name]: field }, parts, choice)
    ofField.set(name, made)
    return made
  }
  // Several rules ask for the same units; looking for foreign words in them is the dearest thing here.
  const known = new Map<MergedUnit, Unit>()
  const seen = (joined: MergedUnit): Unit => {
    const found = known.get(joined) ?? unitOf(joined, suspected() ? parts : unsuspected)
    known.set(joined, found)
    return found
  }
  const same = lazy(() => surelySame(twin, bodies(), parts))
  const changes = lazy(() => changesOf(twin, same, bodies, compared, seen))
  const suspected = lazy(() =>
    sides.some((side) => bodies()[side].some(({ attributes }) => parts.detectors[side].suspects(attributes as Json))),
  )
  return {
    twin,
    get candidate() {
      return bodies().candidate[0]
    },
    get baseline() {
      return bodies().baseline[0]
    },
    get changes() {
      return changes()
    },
    get mayReachOther() {
      return suspected()
    },
    written: (field, wanted) => {
      const found: Json[] = []
      for (const side of sides) {
        if (wanted !== 'both' && wanted !== side) continue
        for (const body of bodies()[side]) {
          const value = attributesOf(body)[field]
          if (Array.isArray(value)) for (const one of value as readonly Json[]) found.push(one)
        }
      }
      return found
    },
    unitsWhere: (name, isWanted) => {
      const field = fields[name]
      if (field?.form !== 'keyed' || field.volatile === true || !same()) return undefined
      const found = unitsOfSome(name, field, bodies(), parts, isWanted)
      return found?.map((joined) => seen(joined))
    },
    units: function* (pattern) {
      if (pattern === '') yield seen(presence(twin, bodies()))
      else if (pattern === '**') for (const joined of compared()) yield seen(joined)
      else for (const joined of unitsAt(pattern)) if (answersTo(pattern, joined.at)) yield seen(joined)
    },
    get members() {
      return { candidate: called(bodies().candidate), baseline: called(bodies().baseline) }
    },
    get users() {
      const of = (side: Side): TwinView['members'][Side] => called(parts.usersOf(side, twin.kind, twin[side]))
      return { candidate: of('candidate'), baseline: of('baseline') }
    },
  }
}

function called(resources: readonly Resource[]): TwinView['members'][Side] {
  return resources.map(({ key, name, id }) => ({ key, name: name ?? id, id }))
}

function changesOf(
  twin: Twin,
  same: () => boolean,
  bodies: () => Sides<readonly Resource[]>,
  units: () => readonly MergedUnit[],
  seen: (joined: MergedUnit) => Unit,
): readonly Change[] {
  if (twin.alone === 'not-covered') return []
  if (twin.alone === 'absent-there') return [{ ...seen(presence(twin, bodies())), leaves: [''] }]
  if (same()) return []
  const changes: Change[] = []
  for (const joined of units()) {
    const leaves = differing(joined)
    if (leaves.length > 0) changes.push({ ...seen(joined), leaves })
  }
  return changes
}

/** Whether every member of both sides surely means the same as the first; see agree. */
function surelySame(twin: Twin, bodies: Sides<readonly Resource[]>, parts: ViewParts): boolean {
  const [first] = bodies.candidate
  if (first === undefined || bodies.baseline.length === 0) return false
  const fields = kindOf(twin.kind)?.fields ?? {}
  const own = (side: Side, body: Resource): Parameters<typeof agree>[1] => ({
    attributes: attributesOf(body),
    context: contextOf(side, body, parts),
  })
  const one = own('candidate', first)
  return sides.every((side) => bodies[side].every((body) => body === first || agree(fields, one, own(side, body))))
}

/** The units of some elements of a field, of a pair that surely means the same; see someUnits. */
function unitsOfSome(
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
    return { elements: Array.isArray(given) ? (given as readonly Json[]) : [], context: contextOf(side, body, parts) }
  }
  const [candidate, baseline] = [of('candidate'), of('baseline')]
  if (candidate === undefined || baseline === undefined) return undefined
  return someUnits(name, field, candidate, baseline, isWanted)
}

function contextOf(side: Side, body: Resource, parts: ViewParts): CanonicalContext {
  return comparingContext(parts.sides[side], body.key, parts.labels, parts.owned[otherSide(side)])
}

function differing(joined: MergedUnit): readonly Pointer[] {
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

function membersOf(twin: Twin, parts: ViewParts): Sides<readonly Resource[]> {
  const of = (side: Side): readonly Resource[] => [...parts.sides[side].snapshot.bodies(twin[side])]
  return { candidate: of('candidate'), baseline: of('baseline') }
}

function unitsOfTwin(
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
    bodies[side].map((body) => unitsOf(body, fields, contextOf(side, body, parts), unknown, choice))
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

function presence(twin: Twin, bodies: Sides<readonly Resource[]>): MergedUnit {
  const of = (side: Side): readonly Element[] => {
    const [first] = bodies[side]
    return first === undefined ? [] : [{ raw: first.name ?? first.id, canonical: `@${twin.kind}/${twin.name}` }]
  }
  return { at: '', candidate: of('candidate'), baseline: of('baseline') }
}

function unitOf(joined: MergedUnit, parts: { readonly detectors: Sides<Detect> }): Unit {
  const seen = (side: Side, own: readonly Element[], others: readonly Element[]): Seen | undefined => {
    const all = own.map((element) => {
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

/** Where a twin holds no word of the other environment, none is looked for. */
const unsuspected = { detectors: { candidate: nothingForeign, baseline: nothingForeign } }

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
