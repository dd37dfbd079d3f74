import type { Json } from '../model/json.ts'
import type { CollectedResource } from '../model/resource.ts'
import { referencesIn } from './derive.ts'
import type { Found } from './read-scope.ts'

/** What one place gave before and after narrowing. */
interface Narrowed {
  readonly found: readonly Found[]
  readonly kept: readonly Found[]
}

/**
 * Leaves out what has no tags of its own and is used only by what was left out: where two environments share an account and are told
 * apart by tags, the parameter group of the other's database is the other's. What nobody uses stays, for nobody can say whose it is.
 */
export function withoutOthers({ found, kept }: Narrowed): readonly Found[] {
  if (kept.length === found.length || kept.every(({ kind }) => kind.taggable)) return kept
  const stays = new Set(kept)
  const ours = wordsUsed(kept)
  const theirs = wordsUsed(found.filter((one) => !stays.has(one)))
  return kept.filter(({ kind, resource }) => {
    if (kind.taggable) return true
    const words = wordsOf(kind.id, resource)
    return words.some((word) => ours.has(word)) || !words.some((word) => theirs.has(word))
  })
}

/** The words by which kinds without tags are referred to, each with the kind. */
function wordsUsed(found: readonly Found[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const { kind, resource } of found) {
    for (const { to, raw } of referencesIn(kind, resource.attributes as Json)) {
      for (const one of to) words.add(`${one}\n${raw}`)
    }
  }
  return words
}

function wordsOf(kind: string, { id, identifiers = [] }: CollectedResource): readonly string[] {
  return [id, ...identifiers].map((word) => `${kind}\n${word}`)
}
