import { Pool } from 'pg'
import type { PoolConfig } from 'pg'
import { fail } from '../../errors/catalogue.ts'
import type { SqlPool } from '../pool.ts'
import type { Parsers } from './parsers.ts'

/** A PostgreSQL that DATABASE_URL names. */
export interface PostgresPlace {
  readonly url: string
  /** In words, without the user and the password: `at db.shop.example:5432/evenkeel`. */
  readonly where: string
}

/** Reads DATABASE_URL. Throws `store-database-url`, and never shows the value. */
export function readDatabaseUrl(url: string): PostgresPlace {
  let read: URL
  try {
    read = new URL(url)
  } catch {
    throw fail('store-database-url', { problem: 'it is no URL' })
  }
  if (read.protocol !== 'postgres:' && read.protocol !== 'postgresql:')
    throw fail('store-database-url', { problem: 'it does not begin with postgres://' })
  const host = read.hostname === '' ? (read.searchParams.get('host') ?? 'localhost') : read.hostname
  return { url, where: `at ${host}:${read.port === '' ? 5432 : read.port}${read.pathname}` }
}

/**
 * A pool of connections that look names up in one schema. It opens them as they are needed and gives them back after 10 s of rest; one that
 * is lost is replaced.
 *
 * @param max how many it opens at most; a listener of BullMQ keeps one to itself
 */
export function openPostgresPool(
  { url }: PostgresPlace,
  view: { readonly searchPath: string; readonly parsers?: Parsers; readonly max: number },
): SqlPool {
  const { parsers, searchPath, max } = view
  const config: PoolConfig = {
    connectionString: withSearchPath(url, searchPath),
    max,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 10_000,
    ...(parsers === undefined ? {} : { types: { getTypeParser: parsers as TypeParsers } }),
  }
  const pool = new Pool(config)
  // Without listeners, a connection that is lost would end the process; the pool replaces it when one is needed.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  return pool as unknown as SqlPool
}

type TypeParsers = NonNullable<PoolConfig['types']>['getTypeParser']

/** What the address itself asks of the server stays, and comes first, so that our path has the last word. */
function withSearchPath(url: string, searchPath: string): string {
  const address = new URL(url)
  const given = address.searchParams.get('options')
  address.searchParams.set('options', `${given === null ? '' : `${given} `}-c search_path=${searchPath}`)
  return address.href
}
