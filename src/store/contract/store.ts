import type { SqlPool } from '../pool.ts'
import type { Assessments } from './assessments.ts'
import type { Collections } from './collections.ts'
import type { StoredExceptions } from './exceptions.ts'
import type { Findings } from './findings.ts'
import type { Gates } from './gates.ts'
import type { Outbox } from './outbox.ts'
import type { Snapshots } from './snapshots.ts'
import type { Tokens } from './tokens.ts'

/**
 * What the service remembers. One set of SQL on two engines: PGlite in a thread of its own, or PostgreSQL. Every method
 * rejects with `store-unavailable` when the engine cannot be reached. Moments go in as `Date` and come out as ISO 8601, UTC.
 */
export interface Store {
  readonly engine: 'pglite' | 'postgresql'
  /** What the queue of jobs shares with us. */
  readonly pool: SqlPool
  readonly collections: Collections
  readonly snapshots: Snapshots
  readonly assessments: Assessments
  readonly findings: Findings
  readonly exceptions: StoredExceptions
  readonly outbox: Outbox
  readonly tokens: Tokens
  readonly gates: Gates
  readonly meta: Meta
  /** Resolves when the engine answers. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface Meta {
  readonly get: (key: string) => Promise<string | undefined>
  /** Sets it unless it is set; what it is afterwards. */
  readonly settle: (key: string, value: string) => Promise<string>
}
