import type { Head, Key, Origin } from './resource.ts'

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
}

/** Builds the index of one environment's heads. Pure; keeps the heads. */
export function buildIndex(heads: Iterable<Head>): EnvironmentIndex {
  const byKey = new Map<Key, Head>()
  // Nearly every word means one resource, and stands for it without a list.
  const byWord = new Map<string, Head | Head[]>()
  const add = (word: string, head: Head): void => {
    const others = byWord.get(word)
    if (others === undefined) byWord.set(word, head)
    else if (!Array.isArray(others)) {
      if (others !== head) byWord.set(word, [others, head])
    } else if (others.at(-1) !== head) others.push(head)
  }
  for (const head of heads) {
    byKey.set(head.key, head)
    add(head.id, head)
    for (const word of head.identifiers) add(word, head)
  }
  return {
    resolve: (kinds, identifier, from) => {
      const known = byWord.get(identifier)
      if (known === undefined) return undefined
      const wanted = (head: Head): boolean => kinds.length === 0 || kinds.includes(head.kind)
      if (!Array.isArray(known)) return wanted(known) ? known.key : undefined
      return nearest(known.filter(wanted), identifier, from)
    },
    head: (key) => byKey.get(key),
  }
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
