import type { Database } from './database.ts'

/** Does something in a transaction: in a new one, or in the one that it is handed. */
export function inTransaction<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
