import { distance } from 'fastest-levenshtein'

/**
 * The word that was probably meant: the closest by edit distance, case aside, if at most a third of its letters (and at
 * least two) would have to change, or if one is the beginning of the other.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const lower = word.toLowerCase()
  let best: { readonly name: string; readonly away: number } | undefined
  for (const name of known) {
    const candidate = name.toLowerCase()
    const begins = lower.length >= 3 && (candidate.startsWith(lower) || lower.startsWith(candidate))
    const away = begins ? 1 : distance(lower, candidate)
    const bound = begins ? 1 : Math.max(Math.min(2, name.length - 1), Math.floor(name.length / 3))
    if (away <= bound && (best === undefined || away < best.away)) best = { name, away }
  }
  return best?.name
}
