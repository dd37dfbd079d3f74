import { buildApi } from '../../api/server.ts'
import { dataDirectoryOf } from '../data-directory.ts'
import { exits, type Surroundings } from '../surroundings.ts'
import { apiParts } from './api-parts.ts'
import { firstAssessments } from './first-assessments.ts'
import { checkReach, listen, readAddress } from './listen.ts'
import { serviceLog } from './log.ts'
import { openService, type Service } from './open-service.ts'
import { makeLocalToken, writeServerFile } from './server-file.ts'
import { graceMilliseconds, untilTold } from './until-told.ts'

export interface ServeOptions {
  readonly config?: string | undefined
  /** `--data`. */
  readonly data?: string | undefined
  /** `HOST:PORT`. */
  readonly listen?: string | undefined
}

/** What is done beside a service that listens at `url`. False: the service is to end now. */
export type Beside = (service: Service, url: string) => Promise<boolean>

/**
 * `evenkeel serve`: API, schedules and workers in one process, until SIGTERM or SIGINT. Prints its URL on stdout when it listens, and
 * nothing else there. Returns 0.
 */
export async function runServe(
  options: ServeOptions,
  surroundings: Surroundings,
  beside: Beside = async () => true,
): Promise<number> {
  surroundings.endsByItself?.(graceMilliseconds)
  const address = readAddress(options.listen)
  const log = serviceLog(surroundings)
  const directory = await dataDirectoryOf(options, surroundings)
  const service = await openService({ config: options.config, directory }, surroundings, log)
  try {
    const { store } = service
    await checkReach(address, store.tokens, surroundings.clock)
    const localToken = makeLocalToken()
    const api = await buildApi(apiParts(service, localToken, surroundings, log))
    try {
      const { local, shown } = await listen(api, address)
      const remove = await writeServerFile(directory, { url: local, token: localToken, pid: process.pid })
      try {
        surroundings.stdout.write(`${shown}\n`)
        log.info('listening', { url: shown, store: store.engine, data: directory })
        await firstAssessments(service, log)
        if (await beside(service, shown)) await untilTold(surroundings, log)
      } finally {
        await remove()
      }
    } finally {
      await api.close()
    }
  } finally {
    await service.close()
  }
  log.info('stopped')
  return exits.parity
}
