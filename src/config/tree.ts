/** Where something stands; line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A value of the configuration with the place where it was written. */
export type Tree = ScalarTree | ListTree | MapTree

export interface ScalarTree {
  readonly form: 'scalar'
  readonly value: string | number | boolean | null
  /** As the file has it, before variables were filled in: safe to show where `value` may be a secret. */
  readonly written: string
  /** A placeholder in it could not be filled in: that was said, and nothing else can be said of its value. */
  readonly unfilled?: true
  readonly place: Place
}

export interface ListTree {
  readonly form: 'list'
  readonly items: readonly Tree[]
  readonly place: Place
}

export interface MapTree {
  readonly form: 'map'
  readonly entries: ReadonlyMap<string, MapEntry>
  readonly place: Place
}

export interface MapEntry {
  readonly keyPlace: Place
  readonly tree: Tree
}

/** The subtree of a key; undefined when the tree is no mapping or has no such key. */
export function child(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.form === 'map' ? tree.entries.get(key)?.tree : undefined
}

/** The items of a list; none when it is no list. */
export function items(tree: Tree | undefined): readonly Tree[] {
  return tree?.form === 'list' ? tree.items : []
}

/** The text of a scalar; undefined when it is none, or not known. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.form === 'scalar' && tree.unfilled !== true && typeof tree.value === 'string' ? tree.value : undefined
}

/** A path for people: `environments.production.sources[0]`. */
export function joinPath(path: string, part: string | number): string {
  if (typeof part === 'number') return `${path}[${part}]`
  return path === '' ? part : `${path}.${part}`
}

/** The plain value of a tree. Keys are own properties, whatever they are called. */
export function plain(tree: Tree): unknown {
  switch (tree.form) {
    case 'scalar':
      return tree.value
    case 'list':
      return tree.items.map(plain)
    case 'map':
      return Object.fromEntries([...tree.entries].map(([key, { tree: value }]) => [key, plain(value)]))
  }
}
