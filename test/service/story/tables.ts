import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import { join } from 'node:path'

/** The tables of a store that nobody uses at the moment. */
export interface StoryTables {
  /** Every row of every table, the queue's included, as text. */
  readonly everything: () => Promise<string>
  readonly query: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly close: () => Promise<void>
}

export async function postgresTables(url: string): Promise<StoryTables> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const query: StoryTables['query'] = async (text) => (await client.query<Record<string, unknown>>(text)).rows
  return { query, everything: () => everything(query), close: () => client.end() }
}

/** Of a data directory: the engine takes no lock, so the service has to have ended. */
export async function embeddedTables(data: string): Promise<StoryTables> {
  const engine = await PGlite.create(join(data, 'store'))
  const query: StoryTables['query'] = async (text) => (await engine.query<Record<string, unknown>>(text)).rows
  return { query, everything: () => everything(query), close: () => engine.close() }
}

/** As if so much time had gone by since: every moment of our tables lies that much further back. */
export async function letTimePass({ query }: StoryTables, hours: number): Promise<void> {
  const columns = await query(
    `select format('%I.%I', table_schema, table_name) as name, string_agg(format('%1$I = %1$I - interval ''${hours} hours''', column_name), ', ') as sets
     from information_schema.columns where table_schema = 'evenkeel' and data_type = 'timestamp with time zone' group by 1`,
  )
  for (const { name, sets } of columns) await query(`update ${String(name)} set ${String(sets)}`)
  // Since when there is a weekly report: a moment as text.
  await query(
    `update evenkeel.meta set value = to_char((value::timestamptz - interval '${hours} hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
     where key like 'report-schedule %'`,
  )
}

async function everything(query: StoryTables['query']): Promise<string> {
  const tables = await query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const rows: string[] = []
  for (const { name } of tables)
    for (const { row } of await query(`select t::text as row from ${String(name)} t`))
      rows.push(`${String(name)} ${String(row)}`)
  return rows.join('\n')
}
