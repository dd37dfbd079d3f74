import type { Meta } from './contract/store.ts'
import type { Database } from './database.ts'

/** What the store knows of itself, by name. */
export function metaOf(db: Database): Meta {
  const get = async (key: string): Promise<string | undefined> => {
    const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
    return row?.value
  }
  return {
    get,
    settle: async (key, value) => {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
      return (await get(key)) ?? value
    },
  }
}
