import { expect } from 'vitest'
import type { ServiceClient } from '../../support/service-client.ts'
import { eventually } from '../../support/server-process.ts'
import { leaks } from './canaries.ts'
import { comparison, type Story, type Told } from './telling.ts'

/** What is left at the end of a story, without moments and random ids: two stories that went well end alike. */
export interface Ending {
  readonly findings: readonly unknown[]
  /** By environment, the numbers of its snapshots. */
  readonly snapshots: Readonly<Record<string, readonly number[]>>
  /** Channel and words of every message, sorted. */
  readonly messages: readonly string[]
  /** By their Message-IDs. */
  readonly mails: readonly unknown[]
  /** Rows of the tables that grow by what happens, not by how often somebody looks. */
  readonly rows: Readonly<Record<string, number>>
}

interface FindingAnswer {
  readonly id: string
  readonly rule: string
  readonly at: string
  readonly status: string
  readonly severity: string
  readonly direction: string
  readonly reopened: number
  readonly service?: string
  readonly resource: { readonly name: string }
  readonly events?: readonly { readonly type: string; readonly detail?: string }[]
}

/** Reads the ending over HTTP, stops everything (which has to end well), and looks into the store. */
export async function endingOf(story: Story, { client }: Told): Promise<Ending & { readonly everything: string }> {
  const { installation, slack, smtp } = story
  await quiet(client)
  const findings = await findingsOf(client)
  const snapshots: Record<string, readonly number[]> = {}
  for (const environment of ['production', 'staging']) {
    const list = await client.get<{ items: readonly { seq: number }[] }>(`/v1/environments/${environment}/snapshots`)
    snapshots[environment] = list.items.map(({ seq }) => seq)
  }
  const queue = await installation.queue()
  expect(await installation.stop()).toEqual(installation.names.map(() => 0))
  const tables = await installation.tables()
  try {
    const rows: Record<string, number> = {}
    for (const name of ['finding', 'finding_event', 'outbox', 'resource', 'resource_version', 'snapshot', 'coverage']) {
      const [counted] = await tables.query(`select count(*)::int as count from evenkeel.${name}`)
      rows[name] = Number(counted?.count)
    }
    const left = await tables.query(
      'select key, channel, attempts, uncertain, problem from evenkeel.outbox where sent_at is null',
    )
    expect(left).toEqual([])
    return {
      findings,
      snapshots,
      messages: slack.posts.map((post) => `${post.channelName}: ${timeless(post.text)}`).sort(),
      mails: [...new Map(smtp.mails.map((mail) => [mail.parsed.messageId, mail])).values()].map((mail) => ({
        id: mail.parsed.messageId,
        subject: timeless(mail.parsed.subject ?? ''),
        to: mail.envelope.to,
      })),
      rows,
      everything: `${await tables.everything()}\n${queue}`,
    }
  } finally {
    await tables.close()
  }
}

/** Nothing waits any more: what will be sent has been sent. */
async function quiet(client: ServiceClient): Promise<void> {
  await eventually(
    async () => {
      const metrics = await client.get<string>('/metrics')
      const waiting = /^evenkeel_outbox_messages\{state="waiting"\} (\d+)$/m.exec(metrics)?.[1]
      if (waiting === undefined) throw new Error(`no count of waiting messages in: ${metrics}`)
      return waiting === '0' ? true : undefined
    },
    () => 'messages wait',
    { seconds: 180 },
  )
}

async function findingsOf(client: ServiceClient): Promise<readonly unknown[]> {
  const { items } = await client.get<{ items: readonly FindingAnswer[] }>(
    `/v1/findings?comparison=${encodeURIComponent(comparison)}`,
  )
  const whole = await Promise.all(items.map(({ id }) => client.get<FindingAnswer>(`/v1/findings/${id}`)))
  return whole
    .map(({ id, rule, at, status, severity, direction, reopened, service, resource, events }) => ({
      id,
      rule,
      at,
      status,
      severity,
      direction,
      reopened,
      service,
      resource: resource.name,
      events: events?.map(({ type, detail }) => ({ type, detail: timeless(detail ?? '') })),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Moments and random ids are of one story only. */
function timeless(text: string): string {
  return text
    .replace(/\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?UTC|Z)?)?/g, '(moment)')
    .replace(/\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b(?:,? \d{2}:\d{2})?/g, '(moment)')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '(id)')
}

/** What holds at the end of every story, whatever befell it. */
export function expectWell(
  story: Story,
  told: Told,
  ending: Ending & { readonly everything: string },
  crashes: number,
): void {
  const { slack, smtp, installation } = story
  const keys = slack.posts.map((post) => JSON.stringify(post.metadata))
  expect(new Set(keys).size, `messages came twice: ${keys.join()}`).toBe(keys.length)
  expect(slack.posts.map((post) => post.channelName).sort()).toEqual(['#orders', '#orders', '#parity', '#parity'])
  // Mail cannot be asked whether it arrived: where a crash took the answer it comes again, under the same id, and is shown once.
  expect(new Set(smtp.mails.map(({ parsed }) => parsed.messageId)).size).toBe(1)
  expect(smtp.mails.length).toBeLessThanOrEqual(1 + crashes)
  const [mail] = smtp.mails
  expect(mail?.envelope.to).toEqual(['team@shop.example'])
  // What came and went within the week is no news; what came and is there still is.
  for (const form of [mail?.parsed.text, mail?.parsed.html]) {
    expect(form).toContain('BASKET_LIMIT')
    expect(form).toContain('comes close to production')
    expect(form).not.toContain('max_connections')
  }
  expect(mail?.parsed.attachments.map(({ contentType }) => contentType)).toContain('image/png')
  expect(ending.snapshots).toEqual({ production: [3, 2, 1], staging: [1] })
  expect(ending.findings).toMatchObject([
    {
      rule: 'database/parameter-drift',
      status: 'resolved',
      direction: 'baseline-ahead',
      service: 'orders',
      events: [{ type: 'opened' }, { type: 'resolved' }],
    },
    {
      rule: 'configuration/missing-in-candidate',
      status: 'open',
      direction: 'baseline-ahead',
      events: [{ type: 'opened' }],
    },
  ])
  const places = {
    'the store and the queue': ending.everything,
    'what the processes said': installation.said(),
    'the answers of the API': told.client.heard(),
    'messages in Slack': JSON.stringify(slack.calls.map(({ method, body }) => [method, body])),
    mails: smtp.mails.map(({ raw, parsed }) => [raw, parsed.text, parsed.html].join('\n')).join('\n'),
  }
  // What was not looked at holds no secret either: each has to have what it certainly holds.
  expect(places['the store and the queue']).toContain('shop-production-orders')
  expect(places['what the processes said']).toContain('"msg":"listening"')
  for (const place of ['the answers of the API', 'messages in Slack'] as const)
    expect(places[place]).toContain('max_connections')
  expect(places.mails).toContain('BASKET_LIMIT')
  expect(leaks({ ...story.secrets, ...installation.secrets, token: told.token }, places)).toEqual([])
}
