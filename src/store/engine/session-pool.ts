import { EventEmitter } from 'node:events'
import { DatabaseError } from 'pg'
import type { SqlClient, SqlNotification, SqlPool, SqlResult } from '../pool.ts'
import { listening } from './listening.ts'
import { toWireValue } from './parameters.ts'
import type { Parser, Parsers } from './parsers.ts'
import type { SessionAnswer, WireError, WireResult } from './session.ts'
import type { Turns } from './turns.ts'

// What a listener is told follows from the event; the signatures that callers see say what.
type Listener = Parameters<EventEmitter['on']>[1]

/** How one user of the session sees it. */
export interface SessionView {
  readonly searchPath: string
  readonly parsers: Parsers
}

/** The one session of a PGlite in the shape of `pg.Pool`, as one of its users sees it. */
export interface SessionPool extends SqlPool {
  /** BullMQ reads it: nothing between us and the engine drops in silence, so it need not ask again and again. */
  readonly options: { readonly keepAlive: true }
  /** Hands a notification to the clients that listen to its channel. */
  readonly notify: (message: SqlNotification) => void
  /** Tells every client that is checked out that its connection is lost, as `pg` does. */
  readonly lose: (error: Error) => void
}

/** A pool over the turns of a session. Any number of clients: each has the session while it runs a statement or a transaction. */
export function createSessionPool(turns: Turns, view: SessionView): SessionPool {
  const clients = new Set<SessionClient>()
  const events = new EventEmitter()

  function connect(): SessionClient {
    const client = createClient(turns, view, () => clients.delete(client))
    clients.add(client)
    events.emit('connect', client)
    return client
  }

  const pool: SessionPool = {
    options: { keepAlive: true },
    connect: async () => connect(),
    query: async (text, parameters) => {
      const client = connect()
      try {
        return await client.query(text, parameters)
      } finally {
        client.release()
      }
    },
    // The session belongs to whoever opened it: a view of it ends with it.
    end: async () => {},
    on: (event: string, listener: Listener) => {
      events.on(event, listener)
      return pool
    },
    removeAllListeners: (event) => {
      events.removeAllListeners(event)
      return pool
    },
    notify: (message) => {
      for (const client of clients) client.notify(message)
    },
    lose: (error) => {
      for (const client of clients) client.lose(error)
      clients.clear()
      if (events.listenerCount('error') > 0) events.emit('error', error)
    },
  }
  return pool
}

interface SessionClient extends SqlClient {
  readonly notify: (message: SqlNotification) => void
  readonly lose: (error: Error) => void
}

function createClient(turns: Turns, view: SessionView, forget: () => void): SessionClient {
  const channels = new Set<string>()
  const events = new EventEmitter()
  const asker = {}
  let released = false
  let lost: Error | undefined
  const client: SessionClient = {
    query: async <R>(text: string, parameters?: readonly unknown[]) => {
      if (released) throw new Error('this client was released')
      // What follows in its transaction must not be done outside of one, by the session that takes the place of the lost one.
      if (lost !== undefined) throw lost
      const answer = await turns.run(asker, {
        text,
        ...(parameters === undefined || parameters.length === 0 ? {} : { parameters: parameters.map(toWireValue) }),
        searchPath: view.searchPath,
      })
      const result = resultOf<R>(answer, view.parsers)
      listening(text, channels)
      return result
    },
    on: (event: string, listener: Listener) => {
      events.on(event, listener)
      return client
    },
    removeListener: (event, listener) => {
      events.removeListener(event, listener)
      return client
    },
    removeAllListeners: (event) => {
      events.removeAllListeners(event)
      return client
    },
    release: () => {
      if (released) return
      released = true
      channels.clear()
      forget()
      // Nobody waits for it: where the session is lost, so is the transaction.
      turns.leave(asker, view.searchPath).catch(() => {})
    },
    notify: (message) => {
      if (channels.has(message.channel)) events.emit('notification', message)
    },
    lose: (error) => {
      lost = error
      channels.clear()
      if (events.listenerCount('error') > 0) events.emit('error', error)
      events.emit('end')
    },
  }
  return client
}

/** The last result, as rows of objects. Throws what PostgreSQL says, as `pg` would. */
function resultOf<R>(answer: SessionAnswer, parsers: Parsers): SqlResult<R> {
  if (answer.error !== undefined) throw toDatabaseError(answer.error)
  const last = answer.results.at(-1)
  if (last === undefined) return { command: '', rows: [], rowCount: null }
  return { command: last.command, rowCount: last.rowCount, rows: rowsOf(last, parsers) as R[] }
}

function rowsOf({ fields, rows }: WireResult, parsers: Parsers): Record<string, unknown>[] {
  const columns = fields.map(({ name, type }) => [name, parsers(type)] as const satisfies readonly [string, Parser])
  return rows.map((row) =>
    Object.fromEntries(columns.map(([name, parse], index) => [name, parsed(row[index] ?? null, parse)])),
  )
}

function parsed(text: string | null, parse: Parser): unknown {
  return text === null ? null : parse(text)
}

function toDatabaseError(error: WireError): DatabaseError {
  return Object.assign(new DatabaseError(error.message, error.message.length, 'error'), error)
}
