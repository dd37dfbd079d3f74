/** What every part of a tree says of itself. */
interface Part {
  readonly line: number
  readonly column: number
  /** Where a tree is made of several files: the one that it stands in. */
  readonly file?: string
  /** A YAML tag of the file's own: `!reset`. */
  readonly tag?: string
}

/** What JSON and YAML files come to before they are settings. A part that an alias repeats is one object. */
export type Tree =
  | (Part & {
      readonly type: 'scalar'
      readonly text: string
      readonly open?: readonly string[]
      /** Nothing stands there, not even an empty text. */
      readonly absent?: true
    })
  | (Part & { readonly type: 'list'; readonly items: readonly Tree[] })
  | (Part & { readonly type: 'map'; readonly members: readonly Member[] })

/** A text. `open`: the variables in it of which nobody knows the values here. */
export type Scalar = Extract<Tree, { type: 'scalar' }>

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
  /** Where settings are of several files: the one that it stands in. */
  readonly file?: string
  /** Written so that nothing in it is replaced: in single quotation marks. */
  readonly literal?: true
}

/** How deep a settings file may be nested: deeper than people write, shallower than a stack. */
export const deepest = 100
