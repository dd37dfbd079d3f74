import type { Coverage } from './coverage.ts'
import type { Head, Key, Resource } from './resource.ts'

/** The resources of one environment with what was and was not read. Streams: nothing takes a whole environment as an array. */
export interface Snapshot {
  readonly environment: string
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly coverage: readonly Coverage[]
  readonly heads: () => Iterable<Head>
  /** The head of a resource that is in it. Left out: whoever needs one by its key looks through all. */
  readonly head?: (key: Key) => Head | undefined
  readonly bodies: (keys: Iterable<Key>) => Iterable<Resource>
  /**
   * The body of a resource as JSON text without white space, `{"tags":{},"attributes":{}}`, for whoever need not parse it. Left out: it is
   * not kept as text.
   */
  readonly bodyText?: (key: Key) => BodyText
}

/** A body as it is written. */
export interface BodyText {
  readonly text: string
  /** The same in UTF-8 where it is kept so: what is in `bytes` from one place to another. Nobody writes into them. */
  readonly utf8?: { readonly bytes: Buffer; readonly from: number; readonly to: number }
  /** The head of the resource, where what is written is all that its body has. Left out: it has to be asked for as a whole. */
  readonly head?: Head | undefined
}
