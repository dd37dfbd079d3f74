import type { CollectorFacts } from '../../collect/contract.ts'
import type { Config, EnvironmentConfig } from '../../config/config.ts'
import type { SideKnowledge } from '../../jobs/load-side.ts'

/**
 * What is known of an environment that was read elsewhere or before: what the configuration says of the one of its name. One that the
 * configuration does not have is known by its name alone; its words are inferred from what was seen.
 *
 * @param config undefined: there is none, and resources keep the services that they came with
 */
export function knowledgeOf(
  config: Pick<Config, 'environments' | 'services' | 'directory'> | undefined,
  collectors: readonly CollectorFacts[],
  name: string,
): SideKnowledge {
  const found = config === undefined ? undefined : environmentCalled(config.environments, name)
  const nameless = { aliases: [], domains: [], accounts: {}, regions: {}, baseDirectory: config?.directory ?? '/' }
  return {
    facts: found?.facts ?? { name, ...nameless },
    symbols: found?.symbols ?? {},
    services: config?.services,
    collectors,
  }
}

function environmentCalled(
  environments: Config['environments'],
  name: string,
): Pick<EnvironmentConfig, 'facts' | 'symbols'> | undefined {
  return Object.hasOwn(environments, name) ? environments[name] : undefined
}
