import { distance } from 'fastest-levenshtein'

/** The word that was probably meant: within a third of its length in typing errors, and never further than 3. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Infinity
  for (const candidate of words) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase())
    if (far < least) [best, least] = [candidate, far]
  }
  return least <= Math.min(3, Math.max(1, Math.ceil(word.length / 3))) ? best : undefined
}
