import type { TSchema } from 'typebox'
import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { nearest } from './nearest.ts'
import { joinPath, type ListTree, type MapTree, type ScalarTree, type Tree } from './tree.ts'

/** The words of JSON Schema that the configuration's declarations use. Any other is a defect, found by a test. */
interface SchemaView {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly SchemaView[]
  readonly properties?: Readonly<Record<string, SchemaView>>
  readonly patternProperties?: Readonly<Record<string, SchemaView>>
  readonly additionalProperties?: boolean | SchemaView
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: SchemaView
  readonly minItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly pattern?: string
  /** What the pattern asks for, in words; editors show it too. */
  readonly patternErrorMessage?: string
  readonly default?: unknown
}

const understood = new Set<string>([
  ...['type', 'const', 'enum', 'anyOf', 'properties', 'patternProperties', 'additionalProperties', 'required'],
  ...['minProperties', 'maxProperties', 'items', 'minItems', 'uniqueItems', 'minimum', 'maximum', 'exclusiveMinimum'],
  ...['minLength', 'pattern', 'patternErrorMessage'],
  // These only describe.
  ...['$id', '$schema', 'title', 'description', 'default', 'examples', 'deprecated', 'format', 'markdownDescription'],
])

/**
 * Holds a tree against a schema and says everything that is wrong, each with its place. The schemas are plain JSON
 * Schema; a validator of its own is worth it for what a general one cannot say: the nearest key, the quotes that are
 * missing around an account id, one sentence for a union instead of one per branch.
 */
export function checkTree(schema: TSchema, tree: Tree, path = ''): readonly EvenkeelError[] {
  return check(schema, tree, path)
}

function check(schema: SchemaView, tree: Tree, path: string): readonly EvenkeelError[] {
  for (const word of Object.keys(schema)) {
    if (!understood.has(word)) throw fail('config-internal', { what: `the schema at ${path} uses ${word}` })
  }
  if (tree.form === 'scalar' && tree.unfilled === true) return []
  if (schema.anyOf !== undefined) return checkUnion(schema.anyOf, tree, path)
  if ('const' in schema || schema.enum !== undefined) return checkChoice(choicesOf(schema), tree, path)
  if (schema.type === undefined) return []
  if (!fits(schema.type, tree)) return [wrongType([schema], tree, path)]
  switch (tree.form) {
    case 'map':
      return checkMap(schema, tree, path)
    case 'list':
      return checkList(schema, tree, path)
    case 'scalar':
      return checkScalar(schema, tree, path)
  }
}

function fits(type: string, tree: Tree): boolean {
  if (tree.form === 'map') return type === 'object'
  if (tree.form === 'list') return type === 'array'
  if (type === 'integer') return Number.isInteger(tree.value)
  if (type === 'null') return tree.value === null
  return typeof tree.value === type && tree.value !== null
}

function choicesOf(schema: SchemaView): readonly unknown[] {
  return schema.enum ?? [schema.const]
}

function isChoice(schema: SchemaView): boolean {
  return 'const' in schema || schema.enum !== undefined
}

/** Of a union, the branch that was probably meant says what is wrong. */
function checkUnion(branches: readonly SchemaView[], tree: Tree, path: string): readonly EvenkeelError[] {
  const flat = branches.flatMap((branch) => branch.anyOf ?? [branch])
  const choices = flat.filter(isChoice)
  const open = flat.filter((branch) => !isChoice(branch))
  if (choices.length > 0 && tree.form === 'scalar') {
    const problems = checkChoice(choices.flatMap(choicesOf), tree, path)
    if (problems.length === 0 || !open.some((branch) => branch.type !== undefined && fits(branch.type, tree)))
      return problems
  }
  const fitting = open.filter((branch) => branch.type === undefined || fits(branch.type, tree))
  if (fitting.length === 0) return [wrongType(flat, tree, path)]
  const outcomes = fitting.map((branch) => check(branch, tree, path))
  return outcomes.reduce((best, next) => (awayness(next) < awayness(best) ? next : best))
}

/** How far a value is from a branch: a wrong form counts more than a wrong key or value inside the right one. */
function awayness(problems: readonly EvenkeelError[]): number {
  const wrongForm = problems.filter(({ code }) => code === 'config-wrong-type' || code === 'config-unquoted').length
  return problems.length + 10 * wrongForm
}

function checkChoice(choices: readonly unknown[], tree: Tree, path: string): readonly EvenkeelError[] {
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

function checkMap(schema: SchemaView, tree: MapTree, path: string): readonly EvenkeelError[] {
  const problems: EvenkeelError[] = []
  const known = Object.keys(schema.properties ?? {})
  for (const [key, entry] of tree.entries) {
    const next = schemaOfKey(schema, key)
    if (next === false) {
      problems.push(
        fail('config-unknown-key', {
          ...entry.keyPlace,
          where: path,
          key,
          nearest: nearest(key, known),
          known: known.join(', '),
        }),
      )
    } else if (next !== true) {
      problems.push(...check(next, entry.tree, joinPath(path, key)))
    }
  }
  for (const key of schema.required ?? []) {
    if (!tree.entries.has(key) && schema.properties?.[key]?.default === undefined) {
      problems.push(fail('config-missing-key', { ...tree.place, where: path, key }))
    }
  }
  const size = tree.entries.size
  if (problems.length > 0) return problems
  if (size < (schema.minProperties ?? 0)) return [wrongCount(schema, tree, path, known)]
  if (size > (schema.maxProperties ?? Infinity)) return [wrongCount(schema, tree, path, known)]
  return problems
}

function wrongCount(schema: SchemaView, tree: MapTree, path: string, known: readonly string[]): EvenkeelError {
  const { minProperties: least, maxProperties: most } = schema
  const count = least === most ? `exactly ${least === 1 ? 'one key' : `${least} keys`}` : 'at least one entry'
  const expected = `a mapping with ${count}${known.length > 0 ? ` of ${known.join(', ')}` : ''}`
  return fail('config-wrong-type', { ...tree.place, where: path, expected, found: `one with ${tree.entries.size}` })
}

function schemaOfKey(schema: SchemaView, key: string): SchemaView | boolean {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key] ?? true
  for (const [pattern, value] of Object.entries(schema.patternProperties ?? {})) {
    if (new RegExp(pattern, 'u').test(key)) return value
  }
  return schema.additionalProperties ?? true
}

function checkList(schema: SchemaView, tree: ListTree, path: string): readonly EvenkeelError[] {
  if (tree.items.length < (schema.minItems ?? 0)) {
    return [
      fail('config-wrong-type', {
        ...tree.place,
        where: path,
        expected: 'a list with at least one item',
        found: 'an empty one',
      }),
    ]
  }
  const of = schema.items
  const problems = of === undefined ? [] : tree.items.flatMap((item, i) => check(of, item, joinPath(path, i)))
  if (schema.uniqueItems === true) problems.push(...repeated(tree, path))
  return problems
}

function repeated(tree: ListTree, path: string): readonly EvenkeelError[] {
  const seen = new Set<unknown>()
  return tree.items.flatMap((item, i) => {
    if (item.form !== 'scalar') return []
    const again = seen.has(item.value)
    seen.add(item.value)
    return again
      ? [
          fail('config-ambiguous', {
            ...item.place,
            where: joinPath(path, i),
            problem: 'the same value stands earlier in the list',
          }),
        ]
      : []
  })
}

function checkScalar(schema: SchemaView, tree: ScalarTree, path: string): readonly EvenkeelError[] {
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

function wrongType(branches: readonly SchemaView[], tree: Tree, path: string): EvenkeelError {
  const types = branches.map((branch) => branch.type)
  const found = formOf(tree)
  if (tree.form === 'scalar' && types.includes('string') && tree.value !== null) {
    return fail('config-unquoted', { ...tree.place, where: path, found })
  }
  const expected = [...new Set(types.map((type) => typeNames[type ?? ''] ?? 'something else'))].join(' or ')
  return fail('config-wrong-type', { ...tree.place, where: path === '' ? 'the file' : path, expected, found })
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'empty',
}

function formOf(tree: Tree): string {
  if (tree.form === 'map') return 'a mapping'
  if (tree.form === 'list') return 'a list'
  if (tree.value === null) return 'empty'
  if (typeof tree.value === 'number') return 'a number'
  return typeof tree.value === 'boolean' ? 'true or false' : 'text'
}

/** What may be quoted: short, and never what a variable or file put there. */
function shown(tree: ScalarTree): string | undefined {
  const same = typeof tree.value !== 'string' || tree.value === tree.written
  return same && tree.written.length <= 40 ? tree.written : undefined
}
