import type { Field, Shape } from '../../model/field.ts'
import { isJsonObject, type JsonObject } from '../../model/json.ts'
import type { Side } from '../../model/resource.ts'
import type { Seen } from '../../model/twin.ts'
import { UNKNOWN } from '../../model/unknown.ts'
import type { PairTest, Relation, RelationCall } from './relation.ts'

/** Whether the relation of a rule holds for a unit. */
export type Test = (call: RelationCall) => boolean

/** The names in `with.field`, in order of preference. */
export function fieldsOf(options: JsonObject): readonly string[] {
  const { field } = options
  if (typeof field === 'string') return [field]
  return Array.isArray(field) ? (field as readonly string[]) : []
}

/** The member of its own value that a rule looks at, given the value of the other side. */
type Pick = (own: Seen | undefined, other: Seen | undefined) => Seen | undefined

/**
 * The members that a rule looks at: the first of the names that both sides have, so that like is compared with like;
 * where they have none in common, each side's first. Without names, the values themselves. A member that equals the
 * default of its kind (`of`) is absent, and one that only a source could not know is unknown.
 */
export function pickPair(
  fields: readonly string[],
  of: Shape = {},
): (candidate: Seen | undefined, baseline: Seen | undefined) => readonly [Seen | undefined, Seen | undefined] {
  const pick = pickOne(fields, of)
  return (candidate, baseline) => [pick(candidate, baseline), pick(baseline, candidate)]
}

/** Asked for every rule and change, hence the short ways for no name and for one. */
function pickOne(fields: readonly string[], of: Shape): Pick {
  const [only, ...more] = fields
  if (only === undefined) return (own) => own
  if (more.length === 0) return pickMember(only, of[only])
  const picks = new Map(fields.map((field) => [field, pickMember(field, of[field])]))
  return (own, other) => {
    const common = fields.find((field) => has(own, field) && has(other, field))
    const first = fields.find((field) => has(own, field) || has(other, field))
    // What one side tells, and nobody can know of the other, is not made up for by what both tell of how it comes about.
    if (first !== undefined && first !== common && [own, other].some((seen) => isHidden(seen, first))) return unknown
    const field = common ?? fields.find((name) => has(own, name))
    return field === undefined ? unlessRecord(own) : picks.get(field)?.(own, other)
  }
}

function has(seen: Seen | undefined, field: string): boolean {
  return isJsonObject(seen?.raw) && seen.raw[field] !== undefined
}

/** Whether a member is there and yet not compared, because it is unknown of the other side. */
function isHidden(seen: Seen | undefined, field: string): boolean {
  return has(seen, field) && seen?.mixed === undefined && isJsonObject(seen?.canonical) && !(field in seen.canonical)
}

/** What is no record is looked at itself. */
function unlessRecord(seen: Seen | undefined): Seen | undefined {
  return isJsonObject(seen?.raw) ? undefined : seen
}

const nothing: Seen = { raw: null, canonical: null }
const unknown: Seen = { raw: null, canonical: UNKNOWN }

function pickMember(name: string, declared: Field | undefined): Pick {
  // Canonical records have neither volatile parts nor those that the other side's source cannot know.
  const isCompared = declared !== undefined && declared.volatile !== true
  const absent = declared?.default
  const part = (whole: Seen): Seen | undefined => {
    const raw = isJsonObject(whole.raw) ? whole.raw[name] : undefined
    if (raw === undefined || raw === null || raw === absent) return undefined
    const canonical =
      (isJsonObject(whole.canonical) ? whole.canonical[name] : undefined) ?? (isCompared ? UNKNOWN : raw)
    const { foreign } = whole
    return foreign === undefined ? { raw, canonical } : { raw, canonical, foreign }
  }
  return (own) => {
    if (own === undefined || !isJsonObject(own.raw)) return own
    if (own.raw[name] === undefined) return undefined
    if (own.mixed === undefined) return part(own)
    // Members of a fleet without the part take part in the comparison as what they are: absent.
    return { ...(part(own) ?? nothing), mixed: own.mixed.map((one) => part(one) ?? nothing) }
  }
}

/**
 * The relation as one question about a unit. Members of a fleet that disagree are judged over their distinct values:
 * each value of either side must have one on the other side that it agrees with, so a fleet that disagrees on one side
 * only is a difference, and the same mixture on both is none. `field` is the unit's, where it is one field.
 */
export function testOf(
  relation: Relation,
  options: JsonObject,
  side: Side | 'both',
  of: Shape = {},
  field?: Field,
): Test {
  const pick = pickOne(fieldsOf(options), of)
  const absent = defaultSeen(fieldsOf(options), of, field)
  if (relation.sides === 'one') {
    const test = relation.compile(options)
    const holds = (seen: Seen | undefined, call: RelationCall): boolean => {
      if (seen === undefined) return true
      if (relation.wholeFleet === true || seen.mixed === undefined) return test(seen, call)
      return seen.mixed.every((one) => test(one, call))
    }
    return (call) =>
      (side === 'baseline' || holds(pick(call.unit.candidate, undefined), call)) &&
      (side === 'candidate' || holds(pick(call.unit.baseline, undefined), call))
  }
  const test =
    relation.countsDefault === true ? withDefault(relation.compile(options), absent) : relation.compile(options)
  return (call) => {
    const { unit } = call
    const candidate = pick(unit.candidate, unit.baseline)
    const baseline = pick(unit.baseline, unit.candidate)
    if (candidate?.canonical === UNKNOWN || baseline?.canonical === UNKNOWN) return true
    const mixed = candidate?.mixed !== undefined || baseline?.mixed !== undefined
    if (relation.wholeFleet === true || !mixed) return test(candidate, baseline, call)
    return everyHasOne(distinct(candidate), distinct(baseline), call, test)
  }
}

/** What an absent value stands for. An element that is missing whole has none. */
type Absent = { readonly seen: Seen; readonly inElement: boolean }

function defaultSeen(fields: readonly string[], of: Shape, field: Field | undefined): Absent | undefined {
  const [name, ...others] = fields
  const declared = name === undefined ? field : others.length === 0 ? of[name] : undefined
  const value = declared?.default
  return value === undefined ? undefined : { seen: { raw: value, canonical: value }, inElement: name !== undefined }
}

function withDefault(test: PairTest, absent: Absent | undefined): PairTest {
  if (absent === undefined) return test
  return (candidate, baseline, call) => {
    const { unit } = call
    const filled = (seen: Seen | undefined, whole: Seen | undefined): Seen | undefined =>
      seen === undefined || seen === nothing
        ? absent.inElement && whole === undefined
          ? undefined
          : absent.seen
        : seen
    return test(filled(candidate, unit.candidate), filled(baseline, unit.baseline), call)
  }
}

function distinct(seen: Seen | undefined): readonly (Seen | undefined)[] {
  return seen?.mixed ?? [seen]
}

function everyHasOne(
  candidates: readonly (Seen | undefined)[],
  baselines: readonly (Seen | undefined)[],
  call: RelationCall,
  test: PairTest,
): boolean {
  return (
    candidates.every((candidate) => baselines.some((baseline) => test(candidate, baseline, call))) &&
    baselines.every((baseline) => candidates.some((candidate) => test(candidate, baseline, call)))
  )
}
