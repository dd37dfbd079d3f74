import type { ServiceConfiguration } from './configuration.ts'
import type { Routes } from '../../jobs/announce.ts'

/** Who is told of what an assessment found. A webhook has one channel, whatever the services say. */
export function routesOf({ config, notify }: Pick<ServiceConfiguration, 'config' | 'notify'>): Routes {
  const { slack } = notify
  if (slack === undefined) return { channels: [], byService: {}, minimum: 'medium' }
  const channels = ['slack'] as const
  if (slack.way === 'webhook') return { channels, default: 'webhook', byService: {}, minimum: slack.minimum }
  const owned = config.services.flatMap(({ name, slack: channel }) => (channel === undefined ? [] : [[name, channel]]))
  return {
    channels,
    default: slack.channel,
    byService: Object.fromEntries(owned) as Routes['byService'],
    minimum: slack.minimum,
  }
}
