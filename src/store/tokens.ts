import type { Selectable } from 'kysely'
import { fail } from '../errors/catalogue.ts'
import type { TokenScope } from '../model/token.ts'
import type { TokenRow, Tokens } from './contract/tokens.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** The tokens of the API; of each only its hash. */
export function tokensOf(db: Database): Tokens {
  return {
    add: (token) =>
      inTransaction(db, async (trx) => {
        await freeName(trx, token.name, token.createdAt)
        const added = await trx
          .insertInto('token')
          .values({
            id: token.id,
            name: token.name,
            prefix: token.prefix,
            hash: token.hash,
            scopes: token.scopes.join(' '),
            created_at: token.createdAt,
            expires_at: token.expiresAt ?? null,
          })
          .onConflict((conflict) => conflict.column('name').where('revoked_at', 'is', null).doNothing())
          .executeTakeFirst()
        if (added.numInsertedOrUpdatedRows !== 1n) throw fail('store-token-exists', { name: token.name })
      }),
    byPrefix: async (prefix) => {
      const row = await db.selectFrom('token').selectAll().where('prefix', '=', prefix).executeTakeFirst()
      return row === undefined ? undefined : tokenOf(row)
    },
    list: async () => {
      const rows = await db.selectFrom('token').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(tokenOf)
    },
    revoke: async (id, at) => {
      const revoked = await db
        .updateTable('token')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return revoked.numUpdatedRows === 1n
    },
    used: async (ids, at) => {
      if (ids.length === 0) return
      await db
        .updateTable('token')
        .set({ last_used_at: at })
        .where('id', 'in', [...ids])
        // Two servers note it in their own time: the later moment stays.
        .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<', asMoment(at))]))
        .execute()
    },
  }
}

/** Whoever has expired is no longer in force: its name is free, and it is noted as revoked at the moment it ran out. */
async function freeName(trx: Database, name: string, at: string): Promise<void> {
  await trx
    .updateTable('token')
    .set((row) => ({ revoked_at: row.ref('expires_at') }))
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .where('expires_at', '<=', at)
    .execute()
}

/** Kysely compares a column with what it gives, and moments are given as texts. */
function asMoment(at: Date): string {
  return at.toISOString()
}

function tokenOf(row: Selectable<Tables['token']>): TokenRow {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    hash: row.hash,
    scopes: row.scopes.split(' ').filter((scope) => scope !== '') as TokenScope[],
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  }
}
