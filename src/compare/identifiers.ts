import type { EnvironmentIndex } from '../model/environment-index.ts'

/** Words that are looked up. */
export interface WordSet {
  readonly has: (word: string) => boolean
  /** Whether a word in bytes, each of them a character, may be one: never no for one that is. Left out: that cannot be told. */
  readonly mayHave?: (bytes: Uint8Array, from: number, to: number) => boolean
}

/** Those ids, ARNs and endpoints of an environment that no other can have by chance. Nothing is made of them. */
export function unmistakableWords({ knows, mayKnow }: Pick<EnvironmentIndex, 'knows' | 'mayKnow'>): WordSet {
  return { has: (word) => knows(word) && isUnmistakable(word), mayHave: mayKnow }
}

function isUnmistakable(word: string): boolean {
  if (/^[a-z]+-[0-9a-f]{8,17}$/.test(word) || word.startsWith('arn:')) return true
  return /[a-z]/i.test(word) && /^[a-z0-9-]+(\.[a-z0-9-]+){3,}(:\d+)?$/i.test(word)
}
