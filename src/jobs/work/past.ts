import type { Comparison } from '../../compare/compare.ts'
import { partsOfKey, type Head, type Key, type Resource, type Side } from '../../model/resource.ts'
import type { Provenance } from '../../model/provenance.ts'
import type { ResourceVersion } from '../../store/contract/snapshots.ts'
import type { History } from './ask-history.ts'
import type { AskedUnit } from './asked-units.ts'
import type { HistoryPlace } from './tasks.ts'
import type { Then, VersionBodies } from './unit-values.ts'

/** What a resource was in the snapshot of its side with a number. */
export interface HeldBody {
  readonly seq: number
  readonly text: string
}

/** Where the past is looked up: in the store, but for the bodies of a resource that are at hand. */
export interface LookUpFrom {
  readonly history: History
  readonly held: (side: Side, key: Key) => readonly HeldBody[]
  /** Who moved, where that is known without looking anything up. */
  readonly justMoved?: (unit: AskedUnit) => Provenance | undefined
}

/** What is known of the past of one side. */
export interface Past extends VersionBodies {
  /** Oldest first. */
  readonly versions: ReadonlyMap<Key, readonly ResourceVersion[]>
  readonly first: (key: Key) => number | null
}

/** The past of some resources of one side, and of those that `isRead` names what they were. */
export async function pastOf(
  side: Side,
  comparison: Comparison,
  keys: readonly Key[],
  isRead: (key: Key) => boolean,
  from: LookUpFrom,
): Promise<Past> {
  const found = await from.history.versions(side, keys)
  const read = found.filter(({ key }) => isRead(key))
  const bodies = await bodiesOf(side, read, from)
  const versions = new Map<Key, ResourceVersion[]>()
  for (const version of found) {
    const known = versions.get(version.key)
    if (known === undefined) versions.set(version.key, [version])
    else known.push(version)
  }
  for (const known of versions.values()) known.sort((a, b) => a.fromSeq - b.fromSeq)
  return {
    versions,
    bodyOf: (version) => JSON.parse(bodies.get(version) ?? '') as Pick<Resource, 'tags' | 'attributes'>,
    first: await firstsOf(side, comparison, keys, from),
    units: new Map(),
  }
}

/** The bodies of versions: those that are at hand, and the others from the store. */
async function bodiesOf(
  side: Side,
  versions: readonly ResourceVersion[],
  { history, held }: LookUpFrom,
): Promise<ReadonlyMap<Then, string>> {
  const found = new Map<Then, string>()
  const missing: ResourceVersion[] = []
  for (const version of versions) {
    const { key, fromSeq, toSeq } = version
    const own = held(side, key).find(({ seq }) => fromSeq <= seq && (toSeq === undefined || seq < toSeq))
    if (own === undefined) missing.push(version)
    else found.set(version, own.text)
  }
  if (missing.length === 0) return found
  const texts = await history.bodiesThen(
    side,
    missing.map(({ key, fromSeq }) => ({ key, fromSeq })),
  )
  for (const [i, version] of missing.entries()) {
    const text = texts[i]
    // Without it, somebody else would be said to have moved.
    if (text === undefined) throw new Error(`nobody knows any more what ${version.key} was in #${version.fromSeq}`)
    found.set(version, text)
  }
  return found
}

/** When the place of each resource was first read completely. */
async function firstsOf(
  side: Side,
  comparison: Comparison,
  keys: readonly Key[],
  { history }: LookUpFrom,
): Promise<Past['first']> {
  const places = new Map<string, HistoryPlace>()
  const words = new Map<Key, string>()
  for (const key of keys) {
    const { kind, origin } = headOf(side, key, comparison)
    const word = JSON.stringify([kind, origin.collector, origin.scope])
    if (!places.has(word)) places.set(word, { kind, origin })
    words.set(key, word)
  }
  const numbers = await history.firsts(side, [...places.values()])
  const firsts = new Map([...places.keys()].map((word, i) => [word, numbers[i] ?? null]))
  return (key) => firsts.get(words.get(key) ?? '') ?? null
}

/** The head of a resource that is there, or what can be told of one that was. */
export function headOf(side: Side, key: Key, comparison: Comparison): Head {
  const known = comparison[side].index.head(key)
  if (known !== undefined) return known
  const { kind, collector, scope, id } = partsOfKey(key)
  const row = comparison[side].snapshot.coverage.find((one) => one.origin.collector === collector)
  const origin = { collector, scope, mode: row?.origin.mode ?? 'observed' }
  return { key, kind, id, origin, identifiers: [], contentDigest: '' }
}
