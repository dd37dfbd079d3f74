import type { Shape } from '../model/field.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Json } from '../model/json.ts'
import { answersTo, type Pointer } from '../model/pointer.ts'
import { sides, type Key, type Resource, type Side } from '../model/resource.ts'
import type { Change, Seen, Twin, TwinView, Unit } from '../model/twin.ts'
import type { Element } from './canonical.ts'
import type { ForeignDetector, OwnedWords } from './foreign.ts'
import { comparingContext, type Labels } from './labels.ts'
import { mergeUnits, type MergedUnit } from './join-units.ts'
import { differingLeaves } from './same.ts'
import type { ComparedSide } from './side.ts'
import { distinct, unitsOf, type FieldChoice, type Units } from './units.ts'

type Sides<T> = Readonly<Record<Side, T>>

/** What all views of one comparison share. */
export interface ViewParts {
  readonly sides: Sides<ComparedSide>
  readonly owned: Sides<OwnedWords>
  readonly detectors: Sides<ForeignDetector>
  readonly labels: Labels
}

/**
 * What a judge sees of a twin. Bodies are read only when something asks for them: a twin whose digests and references are
 * equal has no changes, and costs nothing more unless an `each` rule looks at its units.
 */
export function viewOf(twin: Twin, parts: ViewParts): TwinView {
  const bodies = lazy(() => membersOf(twin, parts))
  const fields = kindOf(twin.kind)?.fields ?? {}
  const merged = {
    compared: lazy(() => unitsOfTwin(bodies(), fields, parts, 'compared')),
    volatile: lazy(() => unitsOfTwin(bodies(), fields, parts, 'volatile')),
  }
  // Several rules ask for the same units; looking for foreign words in them is the dearest thing here.
  const known = new Map<MergedUnit, Unit>()
  const seen = (joined: MergedUnit): Unit => {
    const found = known.get(joined) ?? unitOf(joined, parts)
    known.set(joined, found)
    return found
  }
  const changes = lazy(() => changesOf(twin, parts, merged.compared, seen))
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
    units: function* (pattern) {
      if (pattern === '') yield seen(presence(twin, bodies()))
      for (const joined of merged.compared()) if (pattern === '**' || answersTo(pattern, joined.at)) yield seen(joined)
      if (pattern === '**') return
      for (const joined of merged.volatile()) if (answersTo(pattern, joined.at)) yield seen(joined)
    },
    get members() {
      const of = (side: Side): { key: Key; name: string; id: string }[] =>
        bodies()[side].map((r) => ({ key: r.key, name: r.name ?? r.id, id: r.id }))
      return { candidate: of('candidate'), baseline: of('baseline') }
    },
  }
}

function changesOf(
  twin: Twin,
  parts: ViewParts,
  units: () => readonly MergedUnit[],
  seen: (joined: MergedUnit) => Unit,
): readonly Change[] {
  if (twin.alone === 'not-covered') return []
  if (twin.alone === 'absent-there') return [{ ...seen(presence(twin, membersOf(twin, parts))), leaves: [''] }]
  if (sameByDigest(twin, parts)) return []
  const changes: Change[] = []
  for (const joined of units()) {
    const leaves = differing(joined)
    if (leaves.length > 0) changes.push({ ...seen(joined), leaves })
  }
  return changes
}

/** Equal body digests are not diffed; their references are compared through the pairing. */
function sameByDigest(twin: Twin, parts: ViewParts): boolean {
  const heads = sides.flatMap((side) => twin[side].map((key) => parts.sides[side].canonical.get(key)))
  const first = heads[0]
  if (first === undefined || heads.some((head) => head?.bodyDigest !== first.bodyDigest)) return false
  const refs = heads.map((head) =>
    head?.refs
      .map((ref) => `${ref.field} ${ref.to === null ? `?${ref.raw}` : parts.labels(ref.to)}`)
      .sort()
      .join('\n'),
  )
  return refs.every((text) => text === refs[0])
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
  const unknown = sides.flatMap((side) => bodies[side].flatMap((body) => parts.sides[side].unknownFields(body)))
  const of = (side: Side): readonly Units[] =>
    bodies[side].map((body) => {
      const other = parts.owned[side === 'candidate' ? 'baseline' : 'candidate']
      const context = comparingContext(parts.sides[side], body.key, parts.labels, other)
      return unitsOf(body, fields, context, unknown, choice)
    })
  const values = (members: readonly Units[]): ReadonlyMap<Pointer, readonly Element[]> => {
    const pointers = new Set(members.flatMap((units) => [...units.keys()]))
    return new Map([...pointers].map((at) => [at, distinct(members, at)]))
  }
  return mergeUnits(values(of('candidate')), values(of('baseline')))
}

function presence(twin: Twin, bodies: Sides<readonly Resource[]>): MergedUnit {
  const of = (side: Side): readonly Element[] => {
    const [first] = bodies[side]
    return first === undefined ? [] : [{ raw: first.name ?? first.id, canonical: `@${twin.kind}/${twin.name}` }]
  }
  return { at: '', candidate: of('candidate'), baseline: of('baseline') }
}

function unitOf(joined: MergedUnit, parts: ViewParts): Unit {
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

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
