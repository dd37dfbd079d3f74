import type { Static, TSchema } from 'typebox'
import type { Kind } from '../model/kind.ts'
import type { Pointer } from '../model/pointer.ts'
import type { CollectedResource, Mode } from '../model/resource.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import type { RateLimiter } from '../platform/rate-limiter.ts'

/** What a collector may know of the environment that it reads for. */
export interface EnvironmentFacts {
  readonly name: string
  readonly aliases: readonly string[]
  readonly domains: readonly string[]
  /** Account id by role. */
  readonly accounts: Readonly<Record<string, string>>
  /** Region name by role. */
  readonly regions: Readonly<Record<string, string>>
  /** Cluster name by role. Absent: none is named. */
  readonly clusters?: Readonly<Record<string, string>>
  /** Absolute path of the folder that relative paths are relative to. */
  readonly baseDirectory: string
}

/** One place to look in. Scopes are read in parallel, each with a deadline of its own. */
export interface ScopePlan {
  /** Unique within the environment and collector: `111111111111/eu-west-1`, `state/production.tfstate`. */
  readonly scope: string
  /** See Coverage.role: `{account:main}/{region:primary}`; '' for a source without places. */
  readonly role: string
  /** What the configuration names is required; what is only defaulted is optional. */
  readonly required: boolean
}

/** What a read is handed. */
export interface ReadRequest<Settings> {
  readonly scope: ScopePlan
  readonly settings: Settings
  readonly environment: EnvironmentFacts
  /** Aborted on interruption and when the scope's deadline passes. */
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  /** Shared by all that calls the same provider. Absent: nothing is held back. */
  readonly limiter?: RateLimiter | undefined
  /**
   * Says that what was found takes so many seconds more: each of many things has to be asked about by itself, no faster than the
   * provider allows. The deadline is put off by them, unless the configuration sets it. Absent: the deadline stays.
   */
  readonly needsTime?: ((seconds: number) => void) | undefined
  /**
   * Says that fields of a kind could not be read this time (a detail call was denied): they are unknown, never absent,
   * and the kind's coverage in this scope becomes partial. With an id they are unknown of that resource alone.
   */
  readonly unknown: (kind: Kind, fields: readonly Pointer[], reason: string, id?: string) => void
  /**
   * Says that this place is none where a kind would be looked for: a state in which no provider of it takes part. The place then
   * answers for nothing of it, rather than for its absence.
   */
  readonly passOver?: ((kind: Kind) => void) | undefined
  /** For a collector that stands in for others: reads a kind as they would, where it finds that it cannot tell it. */
  readonly byOthers?: ((kind: Kind) => AsyncIterable<CollectedResource>) | undefined
}

/**
 * One independent piece of reading. A read that throws costs only its own kinds in its own scope: what it throws should
 * be one of the `collect-*` errors (`fail('collect-denied', ...)`), which the runner turns into coverage. What it
 * yielded before stays, as partial.
 */
export interface Read<Settings> {
  readonly produces: readonly Kind[]
  /** Permissions that it uses, in the provider's words: printed into the policy and the docs. */
  readonly needs: readonly string[]
  /** Further ones, for what it does only where the settings ask for it (the values of secrets). In the policy only then. */
  readonly needsIf?: (settings: Settings) => readonly string[]
  /** Fields that this source can never know, by kind id. */
  readonly cannotKnow?: Readonly<Record<string, readonly Pointer[]>>
  readonly read: (request: ReadRequest<Settings>) => AsyncIterable<CollectedResource>
}

/** What a source is asked about one resource's past. */
export interface HistoryRequest<Settings> extends Omit<ReadRequest<Settings>, 'unknown' | 'passOver' | 'byOthers'> {
  readonly resource: { readonly kind: string; readonly id: string; readonly identifiers: readonly string[] }
  /** Nothing before it is asked for. */
  readonly from: Date
  readonly to: Date
}

/** How a resource stood from a moment on, until the next one. */
export interface PastState {
  /** ISO 8601: when the source recorded it. */
  readonly from: string
  /** Undefined: it did not exist then. */
  readonly resource: CollectedResource | undefined
  /** The source had not known it before. */
  readonly first: boolean
}

/** One line of `evenkeel doctor`. */
export interface Diagnosis {
  readonly what: string
  readonly ok: boolean
  /** When it is well: what was found. Otherwise one sentence of what is wrong. */
  readonly detail: string
  readonly remedy?: string
}

/** The code that reads one kind of source. Its folder, its file's export (camelCased) and its id are one name. */
export interface Collector<S extends TSchema = TSchema> {
  readonly id: string
  /** The key of a source entry: `aws`, `terraform`, `files`, `tls`, `kubernetes`. */
  readonly family: string
  /** Where a family has several collectors: the name by which `services: [ec2]` selects this one. */
  readonly service?: string
  readonly title: string
  readonly mode: Mode
  /**
   * For an observed collector: the families whose declared resources are the same things as it sees, and give way to it
   * kind by kind. Absent: every family. A collector that reads only what the configuration names (an endpoint, a file)
   * lists nothing of its kinds, so it says `[]` and hides nothing.
   */
  readonly supersedes?: readonly string[]
  /** What a source entry of the family takes; the same object for all collectors of a family. */
  readonly settings: S
  /**
   * For a family whose entries have several forms (files, a cluster): whether an entry is this collector's to read. Absent:
   * every one.
   */
  readonly takes?: (settings: Static<S>) => boolean
  /**
   * The kinds (ids) that it reads in the place of the other collectors of its family, under these settings: those do not read them
   * then, and it reads no others. Whether it takes part at all, the settings say, not `services`.
   */
  readonly standsInFor?: (settings: Static<S>) => readonly string[]
  /** Reads of its kinds what no other collector of the family can tell: nobody stands in for it. */
  readonly irreplaceable?: true
  /** How long one scope may take that does not ask for more (`needsTime`); a source entry may override it by `deadlineSeconds`. */
  readonly deadlineSeconds: number
  /**
   * The places that a source entry names. May look at the file system (globs), never at the network. Throws
   * `collect-*` errors, which become coverage of every kind the collector produces.
   */
  readonly scopes: (settings: Static<S>, environment: EnvironmentFacts) => Promise<readonly ScopePlan[]>
  readonly reads: readonly Read<Static<S>>[]
  /** Checks credentials, permissions and reachability of one scope, without reading it all. */
  readonly diagnose: (request: Omit<ReadRequest<Static<S>>, 'unknown' | 'passOver'>) => AsyncIterable<Diagnosis>
  /** For a source that keeps the past: how a resource of its family stood, newest first. Throws `collect-*` errors. */
  readonly history?: (request: HistoryRequest<Static<S>>) => AsyncIterable<PastState>
  /** Permissions that `history` uses; in the policy where it would be asked. */
  readonly historyNeeds?: readonly string[]
}

/** What has to be known of a collector where nothing is read: whose resources stand in for whose. */
export type CollectorFacts = Pick<Collector, 'id' | 'family' | 'supersedes'>

/** A collector of the list, whose code is loaded when it is to read something. */
export interface CollectorEntry extends CollectorFacts {
  readonly load: () => Promise<Collector>
}

/** Declares a collector; gives its reads the type of its settings. */
export function defineCollector<const S extends TSchema>(collector: Collector<S>): Collector<S> {
  return Object.freeze(collector)
}

/** The kinds that a collector produces, each once. */
export function producesOf(collector: Collector): readonly Kind[] {
  return [...new Set(collector.reads.flatMap((read) => read.produces))]
}

/** The permissions that a collector uses, each once, sorted. */
export function needsOf(collector: Collector): readonly string[] {
  return [...new Set(collector.reads.flatMap((read) => read.needs))].sort()
}
