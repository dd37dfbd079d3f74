import { Type } from '../model/schema.ts'
import { scheduleForm } from './check-schedule.ts'

const text = (description: string, extra: Record<string, unknown> = {}) =>
  Type.String({ description, minLength: 1, ...extra })
const closed = { additionalProperties: false } as const

/** What the report's schedule and zone are where nothing is said. */
export const reportDefaults = { schedule: '0 8 * * 1', timeZone: 'UTC' } as const

/** The least severity that is told in Slack where nothing is said. */
export const minimumDefault = 'medium'

const Slack = Type.Object(
  {
    webhook: Type.Optional(
      text('URL of an incoming webhook: all messages go to its channel. A secret: write `${env:NAME}`.'),
    ),
    token: Type.Optional(
      text('A bot token (`xoxb-…`): messages go to the channels of the services. A secret: write `${env:NAME}`.'),
    ),
    channel: Type.Optional(
      text('With a token: the channel for what belongs to no service with a channel, `#name` or its id.'),
    ),
    endpoint: Type.Optional(
      text('With a token: the base URL of the Slack API, for a proxy.', { default: 'https://slack.com/api/' }),
    ),
    minimum: Type.Optional(
      Type.Union(
        (['critical', 'high', 'medium', 'low'] as const).map((severity) => Type.Literal(severity)),
        { description: 'The least severity that is told.', default: minimumDefault },
      ),
    ),
  },
  { ...closed, minProperties: 1, description: 'Messages to Slack: by a webhook, or by a bot token.' },
)

const address = (description: string) => text(description)

const Email = Type.Object(
  {
    smtp: text(
      'The mail server: `smtps://user:password@mail.shop.example:465`, or `smtp://…:587`. A secret: write `${env:NAME}`.',
    ),
    from: address('The sender: `evenkeel@shop.example`, or `Evenkeel <evenkeel@shop.example>`.'),
    to: Type.Union([address('The receiver.'), Type.Array(address('A receiver.'), { minItems: 1 })], {
      description: 'Who gets the weekly report: one address, or several; each gets a mail of its own.',
    }),
    schedule: Type.Optional(
      text('When the report is sent: five fields of cron; at most once a day.', {
        default: reportDefaults.schedule,
        ...scheduleForm,
      }),
    ),
    timeZone: Type.Optional(
      text('The IANA time zone of the schedule and of the dates in the report.', { default: reportDefaults.timeZone }),
    ),
  },
  { ...closed, description: 'The weekly report by e-mail.' },
)

/** `notify:` of evenkeel.yaml. Secrets have no pattern: what is wrong with one is said without quoting it. */
export const notifySchema = Type.Object(
  { slack: Type.Optional(Slack), email: Type.Optional(Email) },
  { ...closed, description: 'Where a server tells what it found. `check` does not use it.' },
)
