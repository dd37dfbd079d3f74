/** What a query answers. */
export interface SqlResult<R = Record<string, unknown>> {
  /** `SELECT`, `INSERT`. */
  readonly command: string
  readonly rows: R[]
  readonly rowCount: number | null
}

export interface SqlNotification {
  readonly channel: string
  readonly payload?: string
}

/** One connection: what Kysely and BullMQ ask of `pg`'s. */
export interface SqlClient {
  query: <R = Record<string, unknown>>(text: string, parameters?: readonly unknown[]) => Promise<SqlResult<R>>
  on: {
    (event: 'notification', listener: (message: SqlNotification) => void): SqlClient
    (event: 'error', listener: (error: Error) => void): SqlClient
    (event: 'end', listener: () => void): SqlClient
  }
  removeListener: (event: 'notification', listener: (message: SqlNotification) => void) => SqlClient
  removeAllListeners: (event?: string) => SqlClient
  release: (destroy?: boolean) => void
}

/** The part of `pg.Pool` that we and BullMQ use: `pg`'s own has it, and so has our adapter over PGlite. */
export interface SqlPool {
  query: <R = Record<string, unknown>>(text: string, parameters?: readonly unknown[]) => Promise<SqlResult<R>>
  connect: () => Promise<SqlClient>
  end: () => Promise<void>
  on: {
    (event: 'error', listener: (error: Error) => void): SqlPool
    (event: 'connect', listener: (client: SqlClient) => void): SqlPool
  }
  removeAllListeners: (event?: string) => SqlPool
}
