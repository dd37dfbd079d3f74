import type { Coverage } from '../../model/coverage.ts'
import type { Head, Key, Origin } from '../../model/resource.ts'
import type { SnapshotAddress } from '../../model/snapshot-address.ts'
import type { Listing, Page } from './page.ts'

/** One resource as it is stored: its head, and the JSON text of `{ tags, asOf?, attributes }`. */
export interface StoredResource {
  readonly head: Head
  readonly body: string
}

export interface SnapshotWrite {
  readonly environment: string
  /** When its collection began: what is newer than this cannot be in it. */
  readonly startedAt: Date
  readonly publishedAt: Date
  readonly coverage: readonly Coverage[]
  /** Key of the fingerprints in it. */
  readonly keyId: string
  /** Taken one by one inside the transaction: it must not wait for the store itself, which may have but one connection. */
  readonly resources: Iterable<StoredResource> | AsyncIterable<StoredResource>
  /** The collection that it ends, in the same transaction. */
  readonly collection?: string
  /** How much may be gone at once. Left out: half of a kind in a place, and anything under five. */
  readonly expected?: Expected
}

/** What a reading may find gone before it is suspect. */
export interface Expected {
  /** Of what was there of a kind in a place before: 0.5 is half. */
  readonly share: number
  /** Fewer than this are never suspect. */
  readonly atLeast: number
  /** Whether somebody planned that there are fewer of a kind now. */
  readonly fewer: (kind: string) => boolean
}

/** Half of a kind in a place, and never fewer than five. */
export const usuallyGone = { share: 0.5, atLeast: 5 } as const

export interface Published {
  readonly seq: number
  /** False: nothing had changed, `seq` is the one before. */
  readonly changed: boolean
  readonly opened: number
  readonly closed: number
  /** Where too much was gone at once: `collector`, `scope` and `kind`. Nothing was written of these places; see the coverage. */
  readonly suspect?: readonly { readonly collector: string; readonly scope: string; readonly kind: string }[]
  /** A reading that began later was published before: nothing was written, `seq` is the one that stands. When that reading began. */
  readonly outdatedBy?: string
}

/** A place where too much was gone at once, so that its last complete reading is not believed yet. */
export interface Suspicion {
  readonly collector: string
  readonly scope: string
  readonly kind: string
  /** How many of the kind stood there before, and how many of them the reading did not see. */
  readonly before: number
  readonly gone: number
  /** When that reading began. */
  readonly since: string
  /** Somebody said that it is true. */
  readonly accepted?: Acceptance
}

/** Who took a suspect reading for true. */
export interface Acceptance {
  readonly by: string
  readonly at: string
  readonly reason: string
}

/** A suspect reading of a place that somebody took for true. */
export interface AcceptedReading extends Acceptance {
  readonly collector: string
  readonly scope: string
  readonly kind: string
  readonly before: number
  readonly gone: number
}

/** One published snapshot. */
export interface SnapshotRef {
  readonly environment: string
  readonly seq: number
  /** When it was published: since then, the environment is as it says. */
  readonly publishedAt: string
  /** When it was last found to be so: the beginning of that reading. Of an older one: the beginning of its own. */
  readonly readAt: string
  readonly keyId: string
  /** Only what such sources say. */
  readonly mode?: Origin['mode']
}

/** A version of a resource, by its key and the number of the snapshot that it came with. */
export interface VersionName {
  readonly key: Key
  readonly fromSeq: number
}

/** A stretch of the life of one resource in which it did not change. */
export interface ResourceVersion extends VersionName {
  /** When that snapshot was published. */
  readonly from: string
  /** Undefined: it is so now. */
  readonly toSeq?: number
  readonly to?: string
}

/** A resource that is not as it was: without `before` it was not there, without `after` it is gone. */
export interface ChangedResource {
  readonly before?: StoredResource
  readonly after?: StoredResource
}

/** A kind in a scope of a collector. */
export interface SeenPlace {
  readonly origin: Origin
  readonly kind: string
}

export interface Snapshots {
  /**
   * Publishes a reading of a whole environment. A resource whose content digest is the one that is stored costs no write; one that was
   * not seen is closed only where its scope was read completely (a scope that is not asked any more: where every scope of its collector
   * and kind was); coverage is written where it changed. Without any change there is no new snapshot. Readers see all of it or nothing.
   * A reading that began before the one that was published last writes nothing: see `outdatedBy`. The collection it ends is published
   * then too, with what stands; one that is published already stays as it is, and one that was cancelled or failed throws
   * `snapshot-collection-ended`.
   *
   * Where more than an expected share of a kind is gone from a place at once, the reading of that place is suspect: it is partial, and all
   * that was there stays as it was, until a second complete reading finds as much
   * gone. See docs/decisions/0017-a-reading-that-lost-too-much.md.
   */
  readonly publish: (write: SnapshotWrite) => Promise<Published>
  /** The places of an environment that are suspect, in one order. Throws `store-no-environment`. */
  readonly suspects: (environment: string) => Promise<readonly Suspicion[]>
  /**
   * Writes down that somebody takes all of them for true, and answers with them; the next complete reading of each is believed. None where
   * nothing is suspect. Throws `store-no-environment`.
   */
  readonly accept: (environment: string, acceptance: Acceptance) => Promise<readonly Suspicion[]>
  /** What was ever taken for true, newest first, at most a hundred. Throws `store-no-environment`. */
  readonly acceptances: (environment: string) => Promise<readonly AcceptedReading[]>
  /** Throws `store-no-environment`, `store-no-snapshot`. Not for files. */
  readonly resolve: (address: Extract<SnapshotAddress, { type: 'environment' }>) => Promise<SnapshotRef>
  readonly coverage: (ref: SnapshotRef) => Promise<readonly Coverage[]>
  /** Every resource of it, in batches, in the order of their keys. */
  readonly resources: (ref: SnapshotRef) => AsyncIterable<readonly StoredResource[]>
  /**
   * What is not as it was in the snapshot of the same environment with the number `since`, of which `ref` is a later one; undefined where
   * that are more than `most` resources.
   */
  readonly changes: (ref: SnapshotRef, since: number, most: number) => Promise<readonly ChangedResource[] | undefined>
  /** Some resources of it by their keys, in no order; what is not in it is left out. */
  readonly some: (ref: SnapshotRef, keys: readonly Key[]) => Promise<readonly StoredResource[]>
  /** The environments that were ever read, by name. */
  readonly environments: () => Promise<readonly EnvironmentState[]>
  /** Newest first. */
  readonly list: (environment: string, page: Page) => Promise<Listing<SnapshotRef>>
  /** When some resources became what, newest first. Keys that are not known have no history. */
  readonly history: (environment: string, keys: readonly Key[]) => Promise<readonly ResourceVersion[]>
  /** What the bodies of some versions are, in their order, as in StoredResource; undefined for one that there is not. */
  readonly bodiesThen: (
    environment: string,
    versions: readonly VersionName[],
  ) => Promise<readonly (string | undefined)[]>
  /**
   * For each place the number of the first snapshot in which this kind was completely read there; what was there then was so before. Null:
   * it never was.
   */
  readonly firstComplete: (environment: string, places: readonly SeenPlace[]) => Promise<readonly (number | null)[]>
}

export interface EnvironmentState {
  readonly name: string
  readonly seq: number
  readonly publishedAt: string
  readonly readAt: string
  readonly resources: number
}
