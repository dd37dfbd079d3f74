import { startDeadline } from '../../platform/deadline.ts'
import type { Secret } from '../../platform/secret.ts'
import type { Channel } from '../contract.ts'
import { tell } from '../tell.ts'
import { slackText } from './blocks.ts'
import { type BotSettings, postAsBot } from './bot.ts'
import { postToWebhook } from './webhook.ts'

export type SlackChannelSettings =
  | { readonly way: 'webhook'; readonly webhook: Secret }
  | ({
      readonly way: 'token'
      /** For destinations that name no channel: `default`, and `webhook` of messages from before there was a token. */
      readonly channel: string
    } & BotSettings)

/**
 * Messages to Slack, by an incoming webhook (all to its one channel) or as a bot (to the channel that a delivery names).
 * An attempt takes at most `timeoutSeconds`.
 */
export function slackChannel(settings: SlackChannelSettings, timeoutSeconds = 20): Channel {
  return {
    id: 'slack',
    deliver: async (attempt, signal) => {
      const { message, destination } = attempt.delivery
      const text = slackText(tell(message))
      const deadline = startDeadline(signal, timeoutSeconds)
      try {
        if (settings.way === 'webhook') return await postToWebhook(settings.webhook, text, deadline)
        const channel = destination === 'default' || destination === 'webhook' ? settings.channel : destination
        return await postAsBot(settings, channel, text, attempt, deadline)
      } finally {
        deadline.clear()
      }
    },
  }
}
