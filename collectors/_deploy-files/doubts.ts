import type { Pointer } from '../../src/model/pointer.ts'
import type { Problem } from '../_settings-files/problem.ts'
import type { Tree } from '../_settings-files/tree.ts'

/** A field of a workload of which nobody knows the value from its files, and why. */
export interface Doubt extends Problem {
  readonly field: Pointer
}

/** What is in doubt of one service. */
export class Doubts {
  readonly found: Doubt[] = []

  add(field: Pointer, tree: Tree, detail: string): void {
    const { line, column, file } = tree
    this.found.push({ field, line, column, ...(file === undefined ? {} : { file }), detail })
  }

  /** The text of a scalar; where a variable in it has no value here the field is in doubt, and there is none. */
  known(field: Pointer, tree: Tree | undefined): string | undefined {
    if (tree?.type !== 'scalar' || tree.text === '') return undefined
    if (tree.open === undefined) return tree.text
    this.add(field, tree, noValue(tree.open))
    return undefined
  }

  /** What a text comes to by `parse`; where it comes to nothing the field is in doubt. */
  parsed<T>(
    field: Pointer,
    tree: Tree | undefined,
    parse: (text: string) => T | undefined,
    what: string,
  ): T | undefined {
    const text = this.known(field, tree)
    if (text === undefined || tree === undefined) return undefined
    const value = parse(text)
    if (value === undefined) this.add(field, tree, `not ${what}`)
    return value
  }
}

/** `TAG and REGISTRY have no value here`. */
export function noValue(open: readonly string[]): string {
  const names = [...new Set(open)]
  const last = names.at(-1) ?? ''
  return names.length === 1
    ? `${last} has no value here`
    : `${names.slice(0, -1).join(', ')} and ${last} have no value here`
}
