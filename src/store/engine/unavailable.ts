import { DatabaseError } from 'pg'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import type { SqlClient, SqlPool } from '../pool.ts'

/** SQLSTATEs with which a server ends a connection or refuses it: class 08, shutting down, too many clients. */
const refusals = /^(?:08...|57P0[1-5]|53300)$/

/** Whether a query failed because the engine could not be asked, and not because of what it was asked. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof EvenkeelError) return false
  if (error instanceof DatabaseError) return refusals.test(error.code ?? '')
  // What is no answer of the server comes from the connection: ECONNRESET, "Connection terminated unexpectedly".
  return error instanceof Error && !(error instanceof TypeError) && !(error instanceof RangeError)
}

/** The reason in words, from the code where there is one: it never holds an address or a password. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return 'unknown'
  return error.message === '' && 'code' in error ? String(error.code) : error.message.replaceAll(/[.\s]+$/g, '')
}

/** The error of a store that cannot be reached; an error of the catalogue stays what it is. */
export function unavailable(where: string, error: unknown): EvenkeelError {
  if (error instanceof EvenkeelError) return error
  return fail('store-unavailable', { where, reason: reasonOf(error) }, error)
}

/** The error of an embedded store whose files the engine does not open. */
export function unusable(directory: string, error: unknown): EvenkeelError {
  return fail('store-unusable', { directory, reason: reasonOf(error) }, error)
}

/** The same pool, with `store-unavailable` for all that goes wrong between us and the engine. */
export function sayingUnavailable(pool: SqlPool, where: string): SqlPool {
  const told = async <T>(work: () => Promise<T>, always: boolean): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw always || isUnreachable(error) ? unavailable(where, error) : error
    }
  }
  const clientOf = (client: SqlClient): SqlClient => ({
    ...handsOn(client),
    query: (text, parameters) => told(() => client.query(text, parameters), false),
  })
  const connect = async (): Promise<SqlClient> => clientOf(await told(() => pool.connect(), true))
  return {
    connect,
    // In two steps, so that a server that lets nobody in is not taken for a query that failed, whatever it says.
    query: async (text, parameters) => {
      const client = await connect()
      try {
        return await client.query(text, parameters)
      } finally {
        client.release()
      }
    },
    end: () => pool.end(),
    on: pool.on.bind(pool),
    removeAllListeners: pool.removeAllListeners.bind(pool),
  }
}

function handsOn(client: SqlClient): Omit<SqlClient, 'query'> {
  return {
    on: client.on.bind(client),
    removeListener: client.removeListener.bind(client),
    removeAllListeners: client.removeAllListeners.bind(client),
    release: client.release.bind(client),
  }
}
