import { unknownFieldsOf } from '../model/coverage.ts'
import { buildIndex, ambiguous, type EnvironmentIndex } from '../model/environment-index.ts'
import { isFingerprint } from '../model/fingerprint.ts'
import type { Json } from '../model/json.ts'
import type { Lexicon } from '../model/lexicon.ts'
import { facingAlike, type Facing } from '../model/facing.ts'
import type { Pointer } from '../model/pointer.ts'
import type { Head, Key, Origin, Resource, Side } from '../model/resource.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Twin } from '../model/twin.ts'
import { UNKNOWN } from '../model/unknown.ts'
import type { CanonicalContext } from './canonical.ts'
import { canonicalHeads, type CanonicalHeads, type HeadParts } from './canonical-head.ts'
import { parseRange, type Range } from './cidr.ts'
import { peersOf, type Peers } from './peers.ts'
import { rangeSymbols, rangeText } from './range-text.ts'
import { createTranslator, type Translator } from './translator.ts'

/** One side of a comparison, canonicalised: what matching and diffing read. */
export interface ComparedSide {
  readonly side: Side
  readonly snapshot: Snapshot
  readonly lexicon: Lexicon
  readonly translator: Translator
  readonly index: EnvironmentIndex
  readonly networks: readonly Range[]
  /** What its networks are peered with. */
  readonly peers: Peers
  /** The configuration's own word for a range. */
  readonly symbolOfRange: (range: string) => string | undefined
  readonly canonical: CanonicalHeads
  /** Role by kind, collector and scope. */
  readonly roles: ReadonlyMap<string, string>
  /** How its places face those of the other side. */
  readonly facing: Facing
  /** The fields that the source of a resource cannot know, or could not read: unknown, never absent. */
  readonly unknownFields: (resource: Head) => readonly Pointer[]
  /** Where both sides are one environment: how it is compared with itself. */
  readonly itself?: Itself
}

/** What is another where an environment is compared with itself, then and now: nothing is only the environment's own. */
export interface Itself {
  /** The key of the fingerprints of both sides: under it a secret is compared too. Undefined: theirs are of two keys, so unknown. */
  readonly keyId: string | undefined
}

/** One side as pairing reads it: linear in its heads. Bodies are read when something asks for what only they say. */
export function canonicaliseSide(
  side: Side,
  snapshot: Snapshot,
  lexicon: Lexicon,
  { itself, facing = facingAlike }: { readonly itself?: Itself | undefined; readonly facing?: Facing } = {},
): ComparedSide {
  const translator = createTranslator(faced(lexicon, facing))
  const index = buildIndex(snapshot.heads(), snapshot.head)
  const networks = lexicon.entries
    .filter((e) => e.symbol === '{vpc}')
    .map((e) => parseRange(e.match))
    .filter((range) => range !== undefined)
  const peers = peersOf(snapshot, networks)
  const symbolOfRange = rangeSymbols(lexicon)
  const parts: HeadParts = {
    translator,
    bodyOf: (key) => only(snapshot.bodies([key]), key),
    slots: slotsOf({ index, networks, peers, translator, symbolOfRange }, itself),
  }
  const rows = new Map(snapshot.coverage.map((row) => [place(row.kind, row.origin), row]))
  return {
    side,
    snapshot,
    lexicon,
    translator,
    index,
    networks,
    peers,
    symbolOfRange,
    canonical: canonicalHeads(snapshot, index.head, parts),
    roles: new Map([...rows].map(([at, row]) => [at, row.role])),
    facing,
    unknownFields: (head) => {
      const row = rows.get(place(head.kind, head.origin))
      return row === undefined ? [] : unknownFieldsOf(row, head.id)
    },
    ...(itself === undefined ? {} : { itself }),
  }
}

/** What is called after one of several places is called after the one that faces it all. */
function faced(lexicon: Lexicon, { symbols }: Facing): Lexicon {
  if (symbols.size === 0) return lexicon
  const entries = lexicon.entries.map((entry) => ({ ...entry, symbol: symbols.get(entry.symbol) ?? entry.symbol }))
  return { ...lexicon, entries }
}

/** Ranges and secrets as they are written, where an environment is compared with itself: a network that moved has changed. */
export function literally(itself: Itself | undefined): Partial<Pick<CanonicalContext, 'range' | 'secret'>> {
  if (itself === undefined) return {}
  const { keyId } = itself
  return {
    range: (raw) => raw,
    secret: (raw) => (isFingerprint(raw) && raw.keyId === keyId ? `secret ${raw.hmac}` : UNKNOWN),
  }
}

function place(kind: string, origin: Origin): string {
  return `${kind}\n${origin.collector}\n${origin.scope}`
}

/** Canonical form with an empty slot for each reference. */
function slotsOf(
  {
    index,
    networks,
    peers,
    translator,
    symbolOfRange: symbol,
  }: Pick<ComparedSide, 'index' | 'networks' | 'peers' | 'translator' | 'symbolOfRange'>,
  itself: Itself | undefined,
): HeadParts['slots'] {
  return ({ origin }, found) => {
    const slot = (to: Key | null, raw: string): string => {
      found(to, raw)
      return '@'
    }
    return {
      translator,
      reference: (kinds, raw) => slot(resolve(index, kinds, raw, origin), raw),
      range: (raw) =>
        rangeText(raw, {
          networks,
          symbol,
          named: (range) => {
            const to = resolveRange(index, range, origin)
            return to === null ? undefined : slot(to, raw)
          },
          network: (range) => {
            const to = resolve(index, ['network'], range, origin)
            return to === null ? undefined : slot(to, raw)
          },
          peer: (range) => {
            const peer = peers(range)
            return peer === undefined ? undefined : { text: slot(peer.key, raw), within: peer.within }
          },
        }),
      ...literally(itself),
    }
  }
}

function only(bodies: Iterable<Resource>, key: Key): Resource {
  for (const body of bodies) return body
  throw new Error(`there is no body of ${key}`)
}

/** The resource that a reference means; null when it resolves nowhere, or to several. */
export function resolve(index: EnvironmentIndex, kinds: readonly string[], raw: string, from: Origin): Key | null {
  const found = index.resolve(kinds, raw, from)
  return found === undefined || found === ambiguous ? null : found
}

/** The subnet, or else the network, that has exactly this range. */
export function resolveRange(index: EnvironmentIndex, range: string, from: Origin): Key | null {
  return resolve(index, ['subnet'], range, from) ?? resolve(index, ['network'], range, from)
}

/** A resource's attributes as JSON. */
export function attributesOf(resource: Resource): Readonly<Record<string, Json | undefined>> {
  return resource.attributes as Readonly<Record<string, Json | undefined>>
}

/** What the place of a member is called, where its twin has members in several places of a side: `us-east-1`. */
export function placeName(
  side: ComparedSide,
  head: Head | undefined,
  { further = [] }: Pick<Twin, 'further'>,
): string | undefined {
  if (head === undefined || !further.some((key) => side.index.head(key) !== undefined)) return undefined
  const symbol = /\{(?:region|cluster):([^{}]*)\}$/.exec(roleOf(side, head))
  return side.lexicon.entries.find((entry) => entry.symbol === symbol?.[0])?.match ?? symbol?.[1]
}

/** The role of the scope that a resource was seen in; see Coverage.role. */
export function roleOf(side: Pick<ComparedSide, 'roles'>, head: Head): string {
  return side.roles.get(place(head.kind, head.origin)) ?? ''
}
