import type { Shape } from '../../model/field.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
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

/**
 * The members that a rule looks at: the first of the names that both sides have, so that like is compared with like;
 * where they have none in common, each side's first. Without names, the values themselves. A member that equals the
 * default of its kind (`of`) is absent, and one that only a source could not know is unknown.
 */
export function pickPair(
  fields: readonly string[],
  of: Shape = {},
): (candidate: Seen | undefined, baseline: Seen | undefined) => readonly [Seen | undefined, Seen | undefined] {
  if (fields.length === 0) return (candidate, baseline) => [candidate, baseline]
  return (candidate, baseline) => {
    const common = fields.find((field) => has(candidate, field) && has(baseline, field))
    const pick = (seen: Seen | undefined): Seen | undefined =>
      member(seen, common ?? fields.find((field) => has(seen, field)), of)
    return [pick(candidate), pick(baseline)]
  }
}

function has(seen: Seen | undefined, field: string): boolean {
  return isJsonObject(seen?.raw) && seen.raw[field] !== undefined
}

function member(seen: Seen | undefined, field: string | undefined, of: Shape): Seen | undefined {
  if (seen === undefined || !isJsonObject(seen.raw)) return seen
  if (field === undefined) return undefined
  const own = part(seen, field, of)
  if (seen.mixed === undefined) return own
  const each = seen.mixed.map((one) => part(one, field, of))
  // Members of a fleet without the part take part in the comparison as what they are: absent.
  return { ...(own ?? nothing), mixed: each.map((one) => one ?? nothing) }
}

const nothing: Seen = { raw: null, canonical: null }

function part(whole: Seen, field: string, of: Shape): Seen | undefined {
  const raw = isJsonObject(whole.raw) ? whole.raw[field] : undefined
  const declared = of[field]
  if (raw === undefined || raw === null || raw === declared?.default) return undefined
  const canonical: Json | undefined = isJsonObject(whole.canonical) ? whole.canonical[field] : undefined
  // Canonical records have neither volatile parts nor those that the other side's source cannot know.
  const missing = declared === undefined || declared.volatile === true ? raw : UNKNOWN
  return {
    raw,
    canonical: canonical ?? missing,
    ...(whole.foreign === undefined ? {} : { foreign: whole.foreign }),
  }
}

/**
 * The relation as one question about a unit. Members of a fleet that disagree are judged over their distinct values:
 * each value of either side must have one on the other side that it agrees with, so a fleet that disagrees on one side
 * only is a difference, and the same mixture on both is none.
 */
export function testOf(relation: Relation, options: JsonObject, side: Side | 'both', of: Shape = {}): Test {
  const pick = pickPair(fieldsOf(options), of)
  if (relation.sides === 'one') {
    const test = relation.compile(options)
    const holds = (seen: Seen | undefined, call: RelationCall): boolean => {
      if (seen === undefined) return true
      return relation.wholeFleet === true
        ? test(seen, call)
        : distinct(seen).every((s) => s === undefined || test(s, call))
    }
    return (call) =>
      (side === 'baseline' || holds(pick(call.unit.candidate, undefined)[0], call)) &&
      (side === 'candidate' || holds(pick(undefined, call.unit.baseline)[1], call))
  }
  const test = relation.compile(options)
  return (call) => {
    const [candidate, baseline] = pick(call.unit.candidate, call.unit.baseline)
    if (candidate?.canonical === UNKNOWN || baseline?.canonical === UNKNOWN) return true
    const mixed = candidate?.mixed !== undefined || baseline?.mixed !== undefined
    if (relation.wholeFleet === true || !mixed) return test(candidate, baseline, call)
    return everyHasOne(distinct(candidate), distinct(baseline), call, test)
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
