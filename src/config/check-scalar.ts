import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { formOf, shown } from './form-words.ts'
import { nearest } from './nearest.ts'
import type { SchemaView } from './schema-view.ts'
import type { ScalarTree, Tree } from './tree.ts'

/** Whether a value is one of some constants. */
export function checkChoice(choices: readonly unknown[], tree: Tree, path: string): readonly EvenkeelError[] {
  if (tree.form === 'scalar' && choices.includes(tree.value)) return []
  const words = choices.map(String)
  const expected = words.length === 1 ? `\`${words[0]}\`` : `one of ${words.join(', ')}`
  if (tree.form !== 'scalar' || tree.value === null) {
    return [fail('config-wrong-type', { ...tree.place, where: path, expected, found: formOf(tree) })]
  }
  const found = shown(tree)
  return [
    fail('config-wrong-value', {
      ...tree.place,
      where: path,
      expected,
      found,
      nearest: found === undefined ? undefined : nearest(found, words),
    }),
  ]
}

/** What a scalar of the right type has wrong: its bounds, its length, its pattern. */
export function checkScalar(schema: SchemaView, tree: ScalarTree, path: string): readonly EvenkeelError[] {
  const expected = wantedOf(schema, tree)
  if (expected === undefined) return []
  return [fail('config-wrong-value', { ...tree.place, where: path, expected, found: shown(tree) })]
}

/** What a scalar of the right type still lacks; undefined when nothing. */
function wantedOf(schema: SchemaView, tree: ScalarTree): string | undefined {
  const { value } = tree
  if (typeof value === 'number') {
    if (value < (schema.minimum ?? -Infinity)) return `at least ${schema.minimum}`
    if (value > (schema.maximum ?? Infinity)) return `at most ${schema.maximum}`
    if (value <= (schema.exclusiveMinimum ?? -Infinity)) return `more than ${schema.exclusiveMinimum}`
  }
  if (typeof value === 'string') {
    if (value.length < (schema.minLength ?? 0)) return 'text that is not empty'
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) {
      return schema.patternErrorMessage ?? `text that matches ${schema.pattern}`
    }
  }
  return undefined
}
