import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Our tables, through Kysely. A transaction is one too: what takes it can be part of a larger one. */
export type Database = Kysely<Tables>
