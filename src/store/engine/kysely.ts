import { Kysely, PostgresDialect } from 'kysely'
import type { Database } from '../database.ts'
import type { SqlClient, SqlPool } from '../pool.ts'
import type { Tables } from '../tables.ts'

type KyselyPool = Exclude<ConstructorParameters<typeof PostgresDialect>[0]['pool'], () => unknown>
type KyselyClient = Awaited<ReturnType<KyselyPool['connect']>>

/** Our tables on a pool whose names are looked up in our schema, and whose results are parsed by `ourParsers`. */
export function databaseOn(pool: SqlPool): Database {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: { connect: async () => kyselyClient(await pool.connect()), end: () => pool.end() },
    }),
  })
}

/** The little that Kysely asks of a client; cursors it is not given. */
function kyselyClient(client: SqlClient): KyselyClient {
  const query = (text: string, parameters?: readonly unknown[]) => client.query(text, parameters)
  return { query: query as KyselyClient['query'], release: () => client.release() }
}
