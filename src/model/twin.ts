import type { Json } from './json.ts'
import type { ExplicitPair } from './plan.ts'
import type { Pointer } from './pointer.ts'
import type { Digest, Key, Resource, Side } from './resource.ts'

export const pairingMethods = [
  'explicit',
  'same-id',
  'address',
  'name',
  'tags',
  'carried',
  'singleton',
  'referrer',
] as const

/**
 * How a pair was found, from the surest. `carried`: an earlier assessment made it, and nothing else would make it now.
 * `similarity` never pairs: it only suggests.
 */
export type PairingMethod = (typeof pairingMethods)[number]

/** The resources on both sides that play the same part. One-sided when a resource has no twin, so that its finding has an identity too. */
export interface Twin {
  /** A digest of the kind and the canonical name (or address): survives re-creation. */
  readonly id: string
  readonly kind: string
  /** The canonical name: `shop-orders`. */
  readonly name: string
  readonly candidate: readonly Key[]
  readonly baseline: readonly Key[]
  readonly method: PairingMethod | 'alone'
  /** 0 to 1. */
  readonly confidence: number
  /** What a person would check: `canonical name "shop-orders" is unique on both sides`. */
  readonly evidence: readonly string[]
  /** For a one-sided twin: gone there, or nobody (completely) looked there. */
  readonly alone?: 'absent-there' | 'not-covered'
  /** Those of its members that stand in further places (a second region, a second cluster) than the one that is faced first. */
  readonly further?: readonly Key[]
}

/** A resource that several could answer to. */
export interface Ambiguity {
  readonly kind: string
  readonly name: string
  readonly candidate: readonly Key[]
  readonly baseline: readonly Key[]
  readonly reason: string
}

/** A pair that looks likely and is not sure: printed as a `pairs:` line to paste, never used. */
export interface PairSuggestion {
  readonly kind: string
  readonly candidate: Key
  readonly baseline: Key
  /** 0 to 1. */
  readonly similarity: number
}

export interface Pairing {
  readonly twins: readonly Twin[]
  /** Where what is there is compared with code: what no code made. They are no twins of anything. */
  readonly unmanaged?: readonly Twin[]
  readonly ambiguous: readonly Ambiguity[]
  readonly suggestions: readonly PairSuggestion[]
  /** What the configuration pairs and nobody answers to. */
  readonly idle: readonly IdlePair[]
}

/** A pair of the configuration that has no effect. */
export interface IdlePair {
  readonly pair: ExplicitPair
  /** A clause without a full stop: `no firewall called "web" was read in staging`. */
  readonly reason: string
}

/** A word in a value that belongs to the other environment. */
export interface Foreign {
  /** The environment that it belongs to. */
  readonly environment: string
  /** What gave it away: a host, an account, an id. */
  readonly word: string
  /** The kind of word: 'domain', 'account', 'resource', 'network', 'name'. */
  readonly by: 'domain' | 'account' | 'resource' | 'network' | 'name'
}

/** One value as one side has it. */
export interface Seen {
  /** As collected; secrets are fingerprints. */
  readonly raw: Json
  /** After symbols, with references shown as `@kind/name`. */
  readonly canonical: Json
  readonly foreign?: readonly Foreign[]
  /** Members of a fleet that disagree: each distinct value. `raw` and `canonical` are then those of the first. */
  readonly mixed?: readonly Seen[]
}

/** The unit that rules judge: the resource itself (''), a field, or one element of a keyed field. */
export interface Unit {
  readonly at: Pointer
  /** Undefined: absent on that side. */
  readonly candidate?: Seen
  readonly baseline?: Seen
}

/** One differing unit of a twin. `leaves` are the differing pointers inside it, relative to the unit ('' for a scalar). */
export interface Change extends Unit {
  readonly leaves: readonly Pointer[]
}

/** What a judge has to know of a pair that is surely equal, so as to pass it over without a look at its units. */
export interface Asked {
  /** Whether a word of the other environment in it would be something to say. */
  readonly reach: boolean
  /** By the name of a field. */
  readonly fields: ReadonlyMap<string, FieldAsked>
}

/** What is to be known of one field. */
export interface FieldAsked {
  readonly tests: readonly WrittenTest[]
  /**
   * Asked of an element of one side's keyed field that a test does not clear: whether there is nothing to say of it all the same. `key` is
   * its canonical key, which no other element of the field has.
   */
  readonly element?: (side: Side, raw: Json, key: string) => boolean
}

/** A test of what is written in one place. */
export interface WrittenTest {
  /** The member of each element; `*`: each member that is a record; left out: the whole value of the field. */
  readonly member?: string
  readonly side: Side | 'both'
  /** True: there is nothing to say. The answer depends on the value alone. What is absent is not asked about. */
  readonly clears: (raw: Json) => boolean
}

/** What a judge sees of a twin. */
export interface TwinView {
  readonly twin: Twin
  /** The first member of each side; undefined where the twin is one-sided. */
  readonly candidate?: Resource | undefined
  readonly baseline?: Resource | undefined
  readonly changes: readonly Change[]
  /**
   * Whether it is a pair of one and one that surely has no change, and nothing of what is asked about. Told by what is written, which
   * costs less than to read it. Left out: nobody knows.
   */
  readonly isQuiet?: (asked: Asked) => boolean
  /**
   * Whether a field of a pair that is not quiet surely has no change, and nothing of what `isQuiet` was asked about, but for words of the other
   * environment; '': the same of the resource as one. Left out: nobody knows.
   */
  readonly isQuietAt?: (field: string) => boolean
  /** Whether a value of it may hold a word of the other environment. Left out: it may. */
  readonly mayReachOther?: boolean
  /** The elements of a field as they are written, of all members of one side or both. */
  readonly written?: (field: string, side: Side | 'both') => readonly Json[]
  /** The units that answer to a pattern (`/settings/*`), changed or not. Elements of both sides are merged by key. */
  readonly units: (pattern: Pointer) => Iterable<Unit>
  /**
   * The units of those elements of a keyed field of which either side's value is wanted, by what is written there; undefined where they
   * cannot be told without all of them. Left out: they never can.
   */
  readonly unitsWhere?: (field: string, isWanted: (raw: Json) => boolean) => readonly Unit[] | undefined
  readonly members: Readonly<Record<Side, readonly { readonly key: Key; readonly name: string; readonly id: string }[]>>
  /** What uses the members, where their kind is there to be used: the databases of a parameter group. Left out: nothing is known. */
  readonly users?: TwinView['members']
}

/** What pairing reads of one resource, with the digest that decides whether its body is read at all. */
export interface CanonicalHead {
  readonly key: Key
  readonly kind: string
  /** The canonical names, from the most literal to the most forgiving; empty for a resource that has only an id. */
  readonly names: readonly string[]
  /** The address in code after symbols. */
  readonly address?: string | undefined
  /** The tags that say which part it plays, canonical and joined; '' when it has none. */
  readonly tagKey: string
  /** Kind version and canonical body with every reference replaced by an empty slot: no other resource's name enters it. */
  readonly bodyDigest: Digest
  readonly refs: readonly Ref[]
  /** The references of one field, without a look at the others. */
  readonly refsIn: (field: string) => readonly Ref[]
}

/** A reference of one resource. `to` is null when it resolves nowhere. */
export interface Ref {
  /** The field it stands in. */
  readonly field: string
  readonly to: Key | null
  readonly raw: string
}
