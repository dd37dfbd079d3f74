import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Delivery, Message } from '../model/message.ts'
import { batches } from '../platform/batches.ts'
import type { KeyedDelivery, Outbox, OutboxRow } from './contract/outbox.ts'
import type { Database } from './database.ts'
import { plainText } from './plain-text.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import type { Tables } from './tables.ts'

/**
 * The messages that are to leave. Who claims one has it for a while; when that is over without a word, another may take it, and
 * knows that the message may have arrived.
 */
export function outboxOf(db: Database): Outbox {
  return {
    add: async (deliveries, at) => {
      let added = 0n
      for (const batch of batches(deliveries, rowsAtOnce)) {
        const result = await db
          .insertInto('outbox')
          .values(batch.map((one) => rowOf(one, at)))
          .onConflict((conflict) => conflict.column('key').doNothing())
          .executeTakeFirst()
        added += result.numInsertedOrUpdatedRows ?? 0n
      }
      return Number(added)
    },
    claim: async (at, leaseSeconds, limit) => {
      const moment = at.toISOString()
      const rows = await db
        .updateTable('outbox')
        .set((row) => ({
          attempts: sql<number>`${row.ref('attempts')} + 1`,
          // Still leased to somebody: the lease ran out, and what became of the attempt was never told.
          uncertain: sql<boolean>`${row.ref('uncertain')} or ${row.ref('leased_until')} is not null`,
          leased_until: new Date(at.getTime() + leaseSeconds * 1000),
        }))
        .where('id', 'in', (due) =>
          due
            .selectFrom('outbox')
            .select('id')
            .where('sent_at', 'is', null)
            .where('failed_at', 'is', null)
            .where('due_at', '<=', moment)
            .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', moment)]))
            .orderBy('id')
            .limit(limit)
            .forUpdate()
            .skipLocked(),
        )
        .returningAll()
        .execute()
      return rows.map(claimedOf).sort((a, b) => a.id - b.id)
    },
    sent: async (id, at, externalRef) => {
      await db
        .updateTable('outbox')
        .set({ sent_at: at, external_ref: externalRef ?? null, leased_until: null, problem: null })
        .where('id', '=', id)
        .execute()
    },
    retry: async (id, dueAt, problem) => {
      await db
        .updateTable('outbox')
        .set({ due_at: dueAt, leased_until: null, problem: plainText(problem) })
        .where('id', '=', id)
        .where('sent_at', 'is', null)
        .execute()
    },
    giveUp: async (id, at, problem) => {
      await db
        .updateTable('outbox')
        .set({ failed_at: at, leased_until: null, problem: plainText(problem) })
        .where('id', '=', id)
        .where('sent_at', 'is', null)
        .execute()
    },
    counts: async () => {
      const row = await db
        .selectFrom('outbox')
        .select((all) => [
          all.fn.countAll<number>().filterWhere('sent_at', 'is not', null).as('sent'),
          all.fn.countAll<number>().filterWhere('failed_at', 'is not', null).as('failed'),
          all.fn.countAll<number>().as('all'),
        ])
        .executeTakeFirstOrThrow()
      return { waiting: row.all - row.sent - row.failed, failed: row.failed, sent: row.sent }
    },
    failed: async (limit) => {
      const rows = await db
        .selectFrom('outbox')
        .select(['key', 'problem', 'failed_at'])
        .where('failed_at', 'is not', null)
        .orderBy('failed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ key: row.key, problem: row.problem ?? '', at: row.failed_at ?? '' }))
    },
  }
}

function rowOf({ key, delivery }: KeyedDelivery, at: Date) {
  return {
    key,
    channel: delivery.channel,
    destination: delivery.destination,
    body: JSON.stringify(delivery.message),
    created_at: at,
    due_at: at,
    attempts: 0,
    uncertain: false,
  }
}

/** `attempts` counts the one that is now to be made; who makes it is told of those before. */
function claimedOf(row: Selectable<Tables['outbox']>): OutboxRow {
  return {
    id: row.id,
    key: row.key,
    delivery: {
      channel: row.channel as Delivery['channel'],
      destination: row.destination,
      message: JSON.parse(row.body) as Message,
    },
    attempts: row.attempts - 1,
    uncertain: row.uncertain,
    createdAt: row.created_at,
  }
}
