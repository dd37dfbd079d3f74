import { fail } from '../errors/catalogue.ts'
import type { ExceptionRecord } from '../model/exception.ts'
import type { StoredExceptions } from './contract/exceptions.ts'
import type { Database } from './database.ts'

/** The exceptions that were made over the API; those of files are not here. */
export function exceptionsOf(db: Database): StoredExceptions {
  return {
    add: async ({ record, comparison, createdBy, createdAt }) => {
      const added = await db
        .insertInto('stored_exception')
        .values({
          id: record.id,
          comparison: comparison ?? null,
          body: JSON.stringify(record),
          created_by: createdBy,
          created_at: createdAt,
        })
        // One that was removed keeps its row, and its id is free.
        .onConflict((conflict) => conflict.column('id').where('removed_at', 'is', null).doNothing())
        .executeTakeFirst()
      if (added.numInsertedOrUpdatedRows !== 1n) throw fail('store-exception-exists', { id: record.id })
    },
    list: async () => {
      const rows = await db
        .selectFrom('stored_exception')
        .selectAll()
        .where('removed_at', 'is', null)
        .orderBy('number')
        .execute()
      return rows.map((row) => ({
        record: JSON.parse(row.body) as ExceptionRecord,
        ...(row.comparison === null ? {} : { comparison: row.comparison }),
        createdBy: row.created_by,
        createdAt: row.created_at,
      }))
    },
    remove: async (id, by, at) => {
      const removed = await db
        .updateTable('stored_exception')
        .set({ removed_by: by, removed_at: at })
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
      return removed.numUpdatedRows === 1n
    },
  }
}
