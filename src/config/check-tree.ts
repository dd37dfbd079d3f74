import type { TSchema } from 'typebox'
import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { nearest } from './nearest.ts'
import { checkChoice, checkScalar } from './check-scalar.ts'
import { wrongType } from './form-words.ts'
import { type SchemaView, understood } from './schema-view.ts'
import { joinPath, type ListTree, type MapTree, type Tree } from './tree.ts'

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
