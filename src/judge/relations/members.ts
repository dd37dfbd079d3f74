import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { Side } from '../../model/resource.ts'
import type { Seen } from '../../model/twin.ts'
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
 * where they have none in common, each side's first. Without names, the values themselves.
 */
export function pickPair(
  fields: readonly string[],
): (candidate: Seen | undefined, baseline: Seen | undefined) => readonly [Seen | undefined, Seen | undefined] {
  if (fields.length === 0) return (candidate, baseline) => [candidate, baseline]
  return (candidate, baseline) => {
    const common = fields.find((field) => has(candidate, field) && has(baseline, field))
    return [
      member(candidate, common ?? fields.find((f) => has(candidate, f))),
      member(baseline, common ?? fields.find((f) => has(baseline, f))),
    ]
  }
}

function has(seen: Seen | undefined, field: string): boolean {
  return isJsonObject(seen?.raw) && seen.raw[field] !== undefined
}

function member(seen: Seen | undefined, field: string | undefined): Seen | undefined {
  if (seen === undefined || !isJsonObject(seen.raw)) return seen
  if (field === undefined) return undefined
  const part = (value: Json): Json => (isJsonObject(value) ? (value[field] ?? null) : value)
  const of = (whole: Seen): Seen => ({
    raw: part(whole.raw),
    canonical: part(whole.canonical),
    ...(whole.foreign === undefined ? {} : { foreign: whole.foreign }),
  })
  return seen.mixed === undefined ? of(seen) : { ...of(seen), mixed: seen.mixed.map(of) }
}

/**
 * The relation as one question about a unit. Members of a fleet that disagree are judged over their distinct values:
 * each value of either side must have one on the other side that it agrees with, so a fleet that disagrees on one side
 * only is a difference, and the same mixture on both is none.
 */
export function testOf(relation: Relation, options: JsonObject, side: Side | 'both'): Test {
  const pick = pickPair(fieldsOf(options))
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
