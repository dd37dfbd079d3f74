import type { Json, JsonObject } from '../../model/json.ts'
import type { Seen, TwinView, Unit } from '../../model/twin.ts'
import { UNKNOWN } from '../../model/unknown.ts'
import type { Detail, JudgeContext } from '../compiled.ts'

/** What a relation may look at beside the values. */
export interface RelationCall {
  readonly unit: Unit
  readonly view: TwinView
  readonly context: JudgeContext
}

/** Whether a relation holds between two values. Undefined: absent on that side. */
export type PairTest = (candidate: Seen | undefined, baseline: Seen | undefined, call: RelationCall) => boolean

/** Whether a relation holds for one value. It is asked only about values that are there. */
export type ValueTest = (seen: Seen, call: RelationCall) => boolean

interface Described {
  readonly name: string
  /** One sentence for the reference page: when it holds. */
  readonly doc: string
  /** What `with` takes beside `field`, for the reference page. */
  readonly takes?: Readonly<Record<string, string>>
  /** What is wrong with the values of `with`, as a clause; undefined when they are right. */
  readonly check?: (options: JsonObject) => string | undefined
  /**
   * Whether it surely holds for a value, told by what is written there alone, whatever the other side has. Left out: nothing is
   * sure without both. It spares making units of thousands of values in which nothing is to be found.
   */
  readonly clears?: (options: JsonObject, context: Pick<JudgeContext, 'now' | 'daysTo'>) => (raw: Json) => boolean
  /** Whether what `clears` says depends on the time. */
  readonly timed?: true
  /** Whether it surely holds where both sides have one member. */
  readonly holdsForOne?: true
  /** Whether of a record it looks at its secrets alone. */
  readonly looksAtSecrets?: true
}

/** A relation between the two sides. Fleets are judged over their distinct values, unless it asks for them whole. */
export interface PairRelation extends Described {
  readonly sides: 'two'
  readonly wholeFleet?: true
  /** What is absent counts as the default that its field declares: a number must be less or more than something. */
  readonly countsDefault?: true
  readonly compile: (options: JsonObject) => PairTest
  readonly detail?: (options: JsonObject) => (call: RelationCall) => Detail
}

/** A relation that one side's value has by itself. */
export interface ValueRelation extends Described {
  readonly sides: 'one'
  readonly wholeFleet?: true
  readonly compile: (options: JsonObject) => ValueTest
}

export type Relation = PairRelation | ValueRelation

/**
 * Whether two canonical values are the same. What cannot be known equals everything, because unknown never makes a finding.
 * Written out rather than by their texts, because it is asked for every change.
 */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b || a === UNKNOWN || b === UNKNOWN) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    const [left, right] = [a as readonly Json[], b as readonly Json[]]
    return left.every((item, i) => sameJson(item, right[i]))
  }
  const [left, right] = [a as JsonObject, b as JsonObject]
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length && keys.every((key) => key in right && sameJson(left[key], right[key]))
  )
}
