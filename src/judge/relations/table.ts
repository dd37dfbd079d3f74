import { notOlderThan } from './age.ts'
import { mustNotReference } from './boundary.ts'
import { equal, presentInBoth, subset, superset } from './equality.ts'
import { expiresWithin } from './expiry.ts'
import { sameCount, samePlurality, uniform } from './fleets.ts'
import { sameFamily, sameSize } from './instance-types.ts'
import { atLeast, atMost, ratio } from './order.ts'
import type { Relation } from './relation.ts'
import { mustDiffer } from './secrets.ts'
import { notReversed } from './sequence.ts'
import { sameShape } from './shape.ts'
import { matches, matchesNot, oneOf } from './values.ts'
import { sameMajor, sameMinor } from './versions.ts'
import { notNarrower, notWider } from './width.ts'

/** Every relation, by its name in a rule. */
export const relations: readonly Relation[] = [
  atLeast,
  atMost,
  equal,
  expiresWithin,
  oneOf,
  matches,
  matchesNot,
  mustDiffer,
  mustNotReference,
  notNarrower,
  notOlderThan,
  notReversed,
  notWider,
  presentInBoth,
  ratio,
  sameCount,
  sameFamily,
  sameMajor,
  sameMinor,
  samePlurality,
  sameShape,
  sameSize,
  subset,
  superset,
  uniform,
]

const byName = new Map(relations.map((relation) => [relation.name, relation]))

/** The relation of a name; undefined when there is none. */
export function relationOf(name: string): Relation | undefined {
  return byName.get(name)
}
