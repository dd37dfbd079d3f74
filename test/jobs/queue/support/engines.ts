import pg from 'pg'
import { startPostgres } from '../../../support/postgres.ts'
import { startRedis } from '../../../support/redis.ts'
import type { Store } from '../../../../src/store/contract/store.ts'
import { memoryStore } from './memory-store.ts'

/** A place for the queue, and a store. */
export interface Ground {
  readonly store: Store
  readonly redisUrl?: string
  readonly close: () => Promise<void>
}

export interface Engine {
  readonly name: string
  readonly start: () => Promise<{ readonly fresh: () => Promise<Ground>; readonly stop: () => Promise<void> }>
}

export const engines: readonly Engine[] = [
  {
    name: 'Redis',
    start: async () => {
      const redis = await startRedis()
      return {
        fresh: async () => {
          await redis.flush()
          return { store: memoryStore().store, redisUrl: redis.url, close: async () => undefined }
        },
        stop: redis.stop,
      }
    },
  },
  {
    name: 'PostgreSQL',
    start: async () => {
      const postgres = await startPostgres()
      return {
        fresh: async () => {
          const pool = new pg.Pool({
            connectionString: await postgres.freshDatabase(),
            options: '-c search_path=bullmq',
          })
          pool.on('error', () => undefined)
          return {
            store: { ...memoryStore().store, engine: 'postgresql', pool: pool as unknown as Store['pool'] },
            close: () => pool.end(),
          }
        },
        stop: postgres.stop,
      }
    },
  },
]
