import type { Notice } from '../model/assessment.ts'
import type { Severity } from '../model/severity.ts'
import type { EvenkeelError } from '../errors/catalogue.ts'
import type { Secret } from '../platform/secret.ts'
import { checkSchedule, checkTimeZone } from './check-schedule.ts'
import { checkTree } from './check-tree.ts'
import type { Config } from './config.ts'
import { type Interpolation, interpolate } from './interpolate.ts'
import { emailOf } from './notify-email.ts'
import { minimumDefault, notifySchema } from './notify-schema.ts'
import { slackOf } from './notify-slack.ts'
import { asError } from './problems.ts'
import { child, textOf } from './tree.ts'

export type SlackSettings = {
  /** The least severity that is told. */
  readonly minimum: Severity
} & (
  | { readonly way: 'webhook'; readonly webhook: Secret }
  | {
      readonly way: 'token'
      readonly token: Secret
      /** For what belongs to no service with a channel of its own. */
      readonly channel: string
      /** Base URL of the Slack API, with a slash at its end; undefined: Slack's own. */
      readonly endpoint?: string
    }
)

export interface EmailSettings {
  /** `smtps://user:password@host:465` or `smtp://host:587`, checked. */
  readonly smtp: Secret
  readonly from: string
  /** Each once; at least one. */
  readonly to: readonly string[]
  /** Five fields of cron, in the time zone. */
  readonly schedule: string
  /** IANA. */
  readonly timeZone: string
}

/** How people are told, with secrets filled in. */
export interface NotifySettings {
  readonly slack?: SlackSettings
  readonly email?: EmailSettings
  /** What the file says that has no effect on messages. */
  readonly notices: readonly Notice[]
}

/**
 * The settings under `notify:`, with variables and secret files filled in: what a server needs and `check` does not. Throws
 * one error, or an AggregateError with every problem, in the order of the file; no sentence quotes a secret.
 */
export async function notifySettings(
  config: Pick<Config, 'notify' | 'services' | 'file' | 'directory'>,
  from: Pick<Interpolation, 'env' | 'readFile'>,
): Promise<NotifySettings> {
  const { notify } = config
  if (notify === undefined) return { notices: [] }
  const { tree, problems } = await interpolate(notify, { ...from, directory: config.directory }, 'notify')
  const found: EvenkeelError[] = [...problems, ...checkTree(notifySchema, tree, 'notify')]
  const slackTree = child(tree, 'slack')
  const emailTree = child(tree, 'email')
  found.push(
    ...(await checkSchedule(child(emailTree, 'schedule'), 'notify.email.schedule')),
    ...checkTimeZone(child(emailTree, 'timeZone'), 'notify.email.timeZone'),
  )
  const slack = slackOf(slackTree, (textOf(child(slackTree, 'minimum')) as Severity | undefined) ?? minimumDefault)
  const email = emailOf(emailTree)
  const error = asError([...found, ...slack.problems, ...email.problems], config.file)
  if (error !== undefined) throw error
  return {
    ...(slack.settings === undefined ? {} : { slack: slack.settings }),
    ...(email.settings === undefined ? {} : { email: email.settings }),
    notices: channelsOfWebhook(slack.settings, config.services),
  }
}

/** A webhook has one channel, whatever the services say. */
function channelsOfWebhook(slack: SlackSettings | undefined, services: Config['services']): readonly Notice[] {
  const own = services.filter((service) => service.slack !== undefined)
  if (slack?.way !== 'webhook' || own.length === 0) return []
  const names = own.map((service) => service.name).join(', ')
  const message = `The Slack channels of services (${names}) have no effect: a webhook posts to its one channel; give notify.slack a bot token and a channel instead.`
  return [{ code: 'notify-one-channel', message }]
}
