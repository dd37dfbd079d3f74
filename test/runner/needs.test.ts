import { describe, expect, it } from 'vitest'
import { needsOf } from './needs.mjs'

describe('what a test file needs', () => {
  it.each([
    [`import { startMoto } from '../support/moto.ts'`, ['moto']],
    [`import { startMinistack } from '../../support/ministack.ts'`, ['ministack']],
    [`import { startPostgres, type Postgres } from '../../support/postgres.ts'`, ['postgres']],
    [`import { startRedis } from '../support/redis.ts'`, ['redis']],
    [`import { startPostgres } from './postgres.ts'\nimport { startRedis } from './redis.ts'`, ['postgres', 'redis']],
    [`run('openssl', [])`, ['openssl']],
    [
      `// needs: moto, postgres and redis\nimport { startService } from '../support/service.ts'`,
      ['moto', 'postgres', 'redis'],
    ],
    [`/**\n * needs: redis\n */`, ['redis']],
    [`import { openPostgres } from '../../src/store/engine/postgres.ts'`, []],
    [`// Nothing of this needs postgres or moto.`, []],
  ])('%s', (text, expected) => {
    expect(needsOf(text)).toEqual(expected)
  })
})
