import type { Coverage } from './coverage.ts'
import type { Head, Key, Resource } from './resource.ts'

/** The resources of one environment with what was and was not read. Streams: nothing takes a whole environment as an array. */
export interface Snapshot {
  readonly environment: string
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly coverage: readonly Coverage[]
  readonly heads: () => Iterable<Head>
  readonly bodies: (keys: Iterable<Key>) => Iterable<Resource>
}
