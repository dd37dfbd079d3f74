export type CollectionState = 'running' | 'published' | 'failed' | 'cancelled'

/** One place that a collection reads: the `index`-th of its plan. */
export interface PlannedScope {
  readonly index: number
  /** The source entry that it belongs to: its index in the environment's `sources`. */
  readonly source: number
  readonly collector: string
  readonly scope: string
}

export interface ScopeProgress extends PlannedScope {
  readonly state: 'waiting' | 'reading' | 'done'
  readonly resources: number
  /** One sentence; without secrets. */
  readonly problem?: string
}

export interface Collection {
  readonly id: string
  readonly environment: string
  readonly state: CollectionState
  readonly startedAt: string
  readonly endedAt?: string
  /** The snapshot that it came to; also where nothing had changed. */
  readonly seq?: number
  readonly problem?: string
  readonly scopes: readonly ScopeProgress[]
}

export interface Collections {
  /**
   * Begins a collection of an environment, or joins one: the one under way, or a published one that began at `freshFrom` or
   * later. Two at once never begin two.
   */
  readonly begin: (request: {
    readonly environment: string
    readonly scopes: readonly PlannedScope[]
    readonly at: Date
    readonly freshFrom: Date
  }) => Promise<{ readonly collection: Collection; readonly joined: boolean }>
  readonly get: (id: string) => Promise<Collection | undefined>
  /** Notes how far a scope is; ignored when the collection has ended. */
  readonly progress: (id: string, index: number, state: ScopeProgress['state'], resources: number) => Promise<void>
  /** Keeps what a scope gave (opaque texts) until the collection is published. Again: replaces it. Marks the scope `done`. */
  readonly keepYield: (id: string, index: number, given: ScopeTexts) => Promise<void>
  /** What the scopes gave, in the order of their index, part by part. */
  readonly yields: (id: string) => AsyncIterable<{ readonly index: number; readonly text: string }>
  /** Ends a collection without a snapshot, and forgets what its scopes gave. False: it had ended already. */
  readonly end: (id: string, state: 'failed' | 'cancelled', at: Date, problem?: string) => Promise<boolean>
  /** Ends a collection that read nothing because the environment is sent: with the snapshot that stands. False: it had ended already. */
  readonly stand: (id: string, seq: number, at: Date) => Promise<boolean>
  /** Those under way, oldest first: what a start after a crash looks after. */
  readonly running: () => Promise<readonly Collection[]>
}

export interface ScopeTexts {
  readonly parts: readonly string[]
  readonly resources: number
  readonly problem?: string
}
