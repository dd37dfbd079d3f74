import type { SqlNotification } from '../pool.ts'

/** A parameter as it goes over the wire: text, or bytes. */
export type WireValue = string | Uint8Array | null

export interface SessionRequest {
  readonly text: string
  /** Undefined: the text may hold several statements. */
  readonly parameters?: readonly WireValue[]
  /** Where names without a schema are looked up. Takes effect outside a transaction only. */
  readonly searchPath: string
}

/** The result of one statement as it came over the wire: every value is text. */
export interface WireResult {
  readonly command: string
  readonly rowCount: number | null
  readonly fields: readonly { readonly name: string; readonly type: number }[]
  readonly rows: readonly (readonly (string | null)[])[]
}

/** What PostgreSQL says of a statement that failed. `code`: its SQLSTATE. */
export type WireError = Readonly<Record<string, string | undefined>> & { readonly message: string }

export interface SessionAnswer {
  readonly results: readonly WireResult[]
  readonly error?: WireError
  /** A transaction is open now, also one that failed. */
  readonly inTransaction: boolean
  /** What arrived meanwhile for the channels that the session listens to. */
  readonly notifications: readonly SqlNotification[]
}

/**
 * The one session of a PGlite, wherever it runs. It does one request after the other. `run` rejects only when the session itself is
 * lost; a statement that fails is an answer.
 */
export interface SqlSession {
  readonly run: (request: SessionRequest) => Promise<SessionAnswer>
  readonly close: () => Promise<void>
}
