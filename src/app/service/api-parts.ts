import type { ApiParts } from '../../api/contract.ts'
import { digestOf } from '../../model/digest.ts'
import type { Delivery } from '../../model/message.ts'
import type { Log } from '../../platform/log.ts'
import { documentOf } from '../../report/json.ts'
import { weeklyAs } from '../../report/weekly/render.ts'
import { packageVersion } from '../root.ts'
import { snapshotParts } from '../snapshot/parts.ts'
import type { Surroundings } from '../surroundings.ts'
import { exceptionFrom } from './exception-of.ts'
import type { Service } from './open-service.ts'
import { routesOf } from './routes.ts'

/** What the API is made of. */
export function apiParts(
  { configuration, store, jobs }: Service,
  localToken: string,
  surroundings: Surroundings,
  log: Log,
): ApiParts {
  const { config, collectors, comparisons, judgement } = configuration
  const { clock } = surroundings
  return {
    version: packageVersion(),
    clock,
    store,
    jobs,
    localToken,
    environments: Object.values(config.environments).map(({ facts: { name, aliases }, sources }) => {
      return { name, aliases, sources: [...new Set(sources.map(({ family }) => family))] }
    }),
    comparisons: comparisons.map(({ config: { name, candidate, baseline, profile, schedule, timeZone } }) => {
      return {
        name,
        candidate,
        baseline,
        profile: profile.base,
        ...(schedule === undefined ? {} : { schedule, timeZone }),
      }
    }),
    services: config.services.map(({ name }) => name),
    rules: judgement.written,
    exceptions: judgement.exceptions,
    exceptionOf: exceptionFrom(configuration, clock),
    reportAs: weeklyAs,
    ...snapshotParts({ store, config, collectors, surroundings }),
    overridden: tellOverride({ configuration, store }, surroundings),
    document: documentOf,
    log,
  }
}

/** Somebody let a deployment pass: those are told who answer for the service, and the default. */
function tellOverride(
  { configuration, store }: Pick<Service, 'configuration' | 'store'>,
  { clock }: Surroundings,
): ApiParts['overridden'] {
  const routes = routesOf(configuration)
  return async (override) => {
    const message = { type: 'override', ...override } as const
    const owner = override.service === undefined ? undefined : routes.byService[override.service]
    const destinations = new Set([owner, routes.default].filter((one) => one !== undefined))
    const deliveries = routes.channels.flatMap((channel) =>
      [...destinations].map((destination) => {
        const delivery: Delivery = { channel, destination, message }
        const { comparison, by, reason, service = '', at } = override
        return { key: digestOf(['override', comparison, service, by, reason, at, destination]), delivery }
      }),
    )
    if (deliveries.length > 0) await store.outbox.add(deliveries, clock.now())
  }
}
