import type { Log } from '../../platform/log.ts'
import type { Service } from './open-service.ts'

/** Asks at once for an assessment of each comparison that was never done. Whoever starts a service wants to see something. */
export async function firstAssessments(
  { configuration, store, jobs }: Pick<Service, 'configuration' | 'store' | 'jobs'>,
  log: Log,
): Promise<void> {
  for (const { config } of configuration.comparisons) {
    if ((await store.assessments.latest(config.name)) !== undefined) continue
    const { joined } = await jobs.assess(config.name, 'start')
    if (!joined) log.info('a first assessment was asked for', { comparison: config.name })
  }
}
