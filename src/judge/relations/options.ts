import type { JsonObject } from '../../model/json.ts'
import { nearest } from '../nearest.ts'
import type { UnitForm } from '../unit-form.ts'
import { fieldsOf } from './members.ts'
import type { Relation } from './relation.ts'

const misplaced = '"field" is for elements of a keyed field, and for records'

/** What is wrong with the `with` of a rule, each with the nearest right word. */
export function withProblems(
  relation: Relation,
  options: JsonObject,
  unit: UnitForm | undefined,
): readonly (readonly [problem: string, near: string | undefined])[] {
  const taken = [...Object.keys(relation.takes ?? {}), 'field']
  const unknown = Object.keys(options).find((key) => !taken.includes(key))
  if (unknown !== undefined) {
    const what = relation.takes === undefined ? 'only "field"' : taken.map((key) => `"${key}"`).join(', ')
    return [[`"${relation.name}" takes ${what}, not "${unknown}"`, nearest(unknown, taken)]]
  }
  const wrong = relation.check?.(options)
  if (wrong !== undefined) return [[wrong, undefined]]
  const { field } = options
  if (field === undefined) return []
  const names = fieldsOf(options)
  if (names.length === 0 || names.some((name) => typeof name !== 'string'))
    return [['"field" must be a name, or a list of names', undefined]]
  if (unit === undefined || unit.what === 'any' || unit.what === 'resource') return [[misplaced, undefined]]
  const shape = unit.what === 'element' ? unit.of : unit.field.form === 'record' ? unit.field.of : undefined
  if (shape === undefined) return [[misplaced, undefined]]
  const stray = names.find((name) => !Object.hasOwn(shape, name))
  return stray === undefined
    ? []
    : [[`"field" names "${stray}", which the unit has not`, nearest(stray, Object.keys(shape))]]
}
