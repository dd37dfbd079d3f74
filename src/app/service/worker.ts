import { fail } from '../../errors/catalogue.ts'
import { dataDirectoryOf } from '../data-directory.ts'
import { exits, type Surroundings } from '../surroundings.ts'
import { readAddress } from './listen.ts'
import { serviceLog } from './log.ts'
import { openService } from './open-service.ts'
import { graceMilliseconds, untilTold } from './until-told.ts'
import { answerHealth } from './worker-health.ts'

export interface WorkerOptions {
  readonly config?: string | undefined
  /** `HOST:PORT` where it answers `/healthz` and `/readyz`. Left out: nowhere. */
  readonly health?: string | undefined
}

/** `evenkeel worker`: workers alone, beside a server on the same database, until SIGTERM or SIGINT. Returns 0. */
export async function runWorker(options: WorkerOptions, surroundings: Surroundings): Promise<number> {
  surroundings.endsByItself?.(graceMilliseconds)
  if ((surroundings.env['DATABASE_URL'] ?? '').trim() === '')
    throw fail('server-worker-store', { missing: 'DATABASE_URL' })
  const address = options.health === undefined ? undefined : readAddress(options.health, '--health')
  const log = serviceLog(surroundings)
  const directory = await dataDirectoryOf(options, surroundings)
  const service = await openService({ config: options.config, directory }, surroundings, log)
  try {
    const health = address === undefined ? undefined : await answerHealth(address, service)
    try {
      log.info('working', { comparisons: service.configuration.comparisons.length })
      await untilTold(surroundings, log)
    } finally {
      await health?.close()
    }
  } finally {
    await service.close()
  }
  log.info('stopped')
  return exits.parity
}
