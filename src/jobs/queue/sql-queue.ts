import { runMigrations } from 'bullmq'
import type { Log } from '../../platform/log.ts'
import type { Store } from '../../store/contract/store.ts'
import type { QueueConnection } from './backend.ts'

/**
 * BullMQ's PostgreSQL backend on the store: its tables are in a schema of their own, `bullmq`. Its migrations take a lock, so any number
 * of processes may start at once.
 */
export async function openSqlQueue(store: Store, _log: Log): Promise<QueueConnection> {
  const client = await store.pool.connect()
  try {
    await runMigrations(client)
  } finally {
    client.release()
  }
  return {
    where: store.engine === 'pglite' ? 'in the data directory' : 'in PostgreSQL',
    connection: store.pool,
    ping: store.ping,
    // The store closes its own pool.
    close: async () => undefined,
  }
}
