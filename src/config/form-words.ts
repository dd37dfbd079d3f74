import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import type { SchemaView } from './schema-view.ts'
import type { ScalarTree, Tree } from './tree.ts'

/** The problem of a value whose form none of the branches takes. */
export function wrongType(branches: readonly SchemaView[], tree: Tree, path: string): EvenkeelError {
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

/** The form of a value, for a sentence. */
export function formOf(tree: Tree): string {
  if (tree.form === 'map') return 'a mapping'
  if (tree.form === 'list') return 'a list'
  if (tree.value === null) return 'empty'
  if (typeof tree.value === 'number') return 'a number'
  return typeof tree.value === 'boolean' ? 'true or false' : 'text'
}

/** What may be quoted: short, and never what a variable or file put there. */
export function shown(tree: ScalarTree): string | undefined {
  const same = typeof tree.value !== 'string' || tree.value === tree.written
  return same && tree.written.length <= 40 ? tree.written : undefined
}
