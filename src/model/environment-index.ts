import type { Head, Key, Origin } from './resource.ts'
import { WordIndex } from './word-index.ts'

/** The answer where several resources could be meant. No key is written like it: a key has `|` in it. */
export const ambiguous = 'ambiguous'

/** What a reference comes to: the key of a resource, {@link ambiguous}, or undefined (nothing that was read). */
export type Resolution = Key | undefined

/** Finds the resources of one environment by the words with which others refer to them. */
export interface EnvironmentIndex {
  /**
   * The resource of one of `kinds` (none given: of any kind) that `identifier` means when it is written in a resource of
   * origin `from`. The nearest place that knows the word decides: what the same collector read in the same scope, then
   * the same scope, then the whole environment; in each, ids come before other identifiers. {@link ambiguous}: the nearest
   * place knows several. Undefined: nobody who was read answers to it, which is unknown rather than gone.
   */
  readonly resolve: (kinds: readonly string[], identifier: string, from: Origin) => Resolution
  readonly head: (key: Key) => Head | undefined
  /** Whether some resource has the word as its id or an identifier. */
  readonly knows: (word: string) => boolean
  /** Whether a word in bytes, each of them a character, may be one that is known: never no for one that is. */
  readonly mayKnow: (bytes: Uint8Array, from: number, to: number) => boolean
}

/** Builds the index of one environment's heads. Pure; keeps the heads. `headOf`: finds a head by its key, where somebody can already. */
export function buildIndex(heads: Iterable<Head>, headOf?: (key: Key) => Head | undefined): EnvironmentIndex {
  const all = Array.isArray(heads) ? (heads as readonly Head[]) : [...heads]
  const index = new WordIndex(all)
  return {
    resolve: (kinds, identifier, from) => {
      const found = index.find(identifier, kinds)
      return isList(found) ? nearest(found, identifier, from) : found?.key
    },
    head: headOf ?? byKey(all),
    knows: (word) => index.find(word, []) !== undefined,
    mayKnow: (bytes, from, to) => index.mayHave(bytes, from, to),
  }
}

function isList(found: Head | readonly Head[] | undefined): found is readonly Head[] {
  return Array.isArray(found)
}

function byKey(heads: readonly Head[]): (key: Key) => Head | undefined {
  let found: Map<Key, Head> | undefined
  return (key) => (found ??= new Map(heads.map((head) => [head.key, head]))).get(key)
}

function nearest(found: readonly Head[], identifier: string, from: Origin): Resolution {
  const places = [
    found.filter(({ origin }) => origin.collector === from.collector && origin.scope === from.scope),
    found.filter(({ origin }) => origin.scope === from.scope),
    found,
  ]
  for (const place of places) {
    const ids = place.filter((head) => head.id === identifier)
    const answer = only(ids.length > 0 ? ids : place)
    if (answer !== undefined) return answer
  }
  return undefined
}

function only(found: readonly Head[]): Resolution {
  const keys = new Set(found.map((head) => head.key))
  if (keys.size > 1) return ambiguous
  return found[0]?.key
}
