import type { EnvironmentIndex } from '../model/environment-index.ts'

/** Words that are looked up, and gone through once at most. */
export interface WordSet extends Iterable<string> {
  readonly has: (word: string) => boolean
}

/** Those ids, ARNs and endpoints of an environment that no other can have by chance. Nothing is made of them before somebody asks. */
export function unmistakableWords({ knows, words }: Pick<EnvironmentIndex, 'knows' | 'words'>): WordSet {
  return {
    has: (word) => knows(word) && isUnmistakable(word),
    *[Symbol.iterator]() {
      for (const word of words()) if (isUnmistakable(word)) yield word
    },
  }
}

function isUnmistakable(word: string): boolean {
  if (/^[a-z]+-[0-9a-f]{8,17}$/.test(word) || word.startsWith('arn:')) return true
  return /[a-z]/i.test(word) && /^[a-z0-9-]+(\.[a-z0-9-]+){3,}(:\d+)?$/i.test(word)
}
