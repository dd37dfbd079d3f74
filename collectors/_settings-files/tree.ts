/** What JSON and YAML files come to before they are settings. A part that an alias repeats is one object. */
export type Tree =
  | { readonly type: 'scalar'; readonly line: number; readonly column: number; readonly text: string }
  | { readonly type: 'list'; readonly line: number; readonly column: number; readonly items: readonly Tree[] }
  | { readonly type: 'map'; readonly line: number; readonly column: number; readonly members: readonly Member[] }

export interface Member {
  readonly key: string
  /** Where the key stands. */
  readonly line: number
  readonly column: number
  readonly value: Tree
}

/** One setting as its file has it. */
export interface Entry {
  readonly key: string
  readonly value: string
  readonly line: number
  readonly column: number
}

/** How deep a settings file may be nested: deeper than people write, shallower than a stack. */
export const deepest = 100
