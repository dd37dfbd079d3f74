import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { runEvenkeel } from '../../support/run-evenkeel.ts'
import { eventually } from '../../support/server-process.ts'
import { clientOf, type ServiceClient } from '../../support/service-client.ts'
import type { Slack } from '../../support/slack-server.ts'
import type { Smtp } from '../../support/smtp.ts'
import type { Disturb } from './crashes.ts'
import type { Installation } from './installation.ts'
import type { StoryShop } from './shop.ts'
import { letTimePass } from './tables.ts'

export const comparison = 'staging..production'

export interface Story {
  readonly shop: StoryShop
  readonly installation: Installation
  readonly slack: Slack
  readonly smtp: Smtp
  /** Asks the gate by the program too, which takes a process each time. */
  readonly byProgram: boolean
  /** What must be found nowhere. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface Told {
  readonly client: ServiceClient
  /** A token of the service, which it has to keep for itself. */
  readonly token: string
}

interface AssessmentAnswer {
  readonly id: string
  readonly state: string
  readonly problem?: string
  readonly outcome?: { readonly drift: string; readonly coverage: string; readonly score: number | null }
}

/** The whole story, chapter by chapter; every chapter says what has to have come about by its end. */
export async function tell(story: Story, disturb: Disturb): Promise<Told> {
  const { shop, installation, slack, smtp } = story
  let token: string | undefined
  const client = clientOf(
    () => installation.url,
    () => token,
  )

  const stranger = clientOf(() => installation.url)

  await disturb('the first assessment, by itself: one summary', async () => {
    await installation.start()
    const first = await eventually(
      async () => {
        const list = await client.get<{ items: readonly AssessmentAnswer[] }>('/v1/assessments')
        return list.items.find(
          (one) => one.state !== 'queued' && one.state !== 'collecting' && one.state !== 'weighing',
        )
      },
      () => `nothing was assessed: ${installation.said()}`,
      { seconds: 180 },
    )
    expect(first).toMatchObject({ state: 'done', outcome: { drift: 'none', coverage: 'complete' } })
    await posted(slack, ['#parity'])
  })

  await disturb('a token: from now on nobody asks without one', async () => {
    token = await newToken(installation)
    await eventually(
      async () => ((await stranger.ask('GET', '/v1/findings')).status === 401 ? true : undefined),
      () => 'whoever has no token is let in',
    )
    await gateSays(story, client, true, token)
  })

  await disturb('twins are quiet', async () => {
    expect(await assess(client)).toMatchObject({ outcome: { drift: 'none', coverage: 'complete' } })
  })

  await disturb('two differences are found, each told once to its owner; one holds the gate', async () => {
    await shop.differ()
    const { id } = await assess(client)
    await posted(slack, ['#parity', '#orders', '#parity'])
    await gateSays(story, client, false, token, id)
  })

  await disturb('that one is taken back and told as resolved; the gate opens', async () => {
    await shop.agree()
    const { id } = await assess(client)
    await posted(slack, ['#parity', '#orders', '#parity', '#orders'])
    await gateSays(story, client, true, token, id)
  })

  // A day goes by without it: a report that was due meanwhile is made when it is back. Whenever this runs, one was due in 24 hours.
  expect(await installation.stop()).toEqual(installation.names.map(() => 0))
  const tables = await installation.tables()
  await letTimePass(tables, 25).finally(tables.close)

  await disturb('the weekly report comes', async () => {
    await installation.start()
    await eventually(
      () => (smtp.mails.length > 0 ? true : undefined),
      () => `no mail came: ${installation.said()}`,
      { seconds: 180 },
    )
  })
  if (token === undefined) throw new Error('no token was made')
  return { client, token }
}

/** Asks for an assessment, and waits for its end, which has to be a good one. */
async function assess(client: ServiceClient): Promise<AssessmentAnswer> {
  const asked = await client.post<AssessmentAnswer>('/v1/assessments', { comparison })
  const ended = await eventually(
    async () => {
      const row = await client.get<AssessmentAnswer>(`/v1/assessments/${asked.id}`)
      return ['done', 'failed', 'cancelled'].includes(row.state) ? row : undefined
    },
    () => `assessment ${asked.id} did not end`,
    { seconds: 180, everyMs: 100 },
  )
  expect(ended).toMatchObject({ state: 'done' })
  return ended
}

/** Waits until so many messages came, in whatever order those of one assessment did. */
async function posted(slack: Slack, channels: readonly string[]): Promise<void> {
  await eventually(
    () => (slack.posts.length >= channels.length ? true : undefined),
    () =>
      `only ${slack.posts.length} of ${channels.length} messages came: ${JSON.stringify(slack.posts.map((post) => post.text))}`,
    { seconds: 180 },
  )
  expect(slack.posts.map((post) => post.channelName).sort()).toEqual([...channels].sort())
}

async function gateSays(
  story: Story,
  client: ServiceClient,
  passed: boolean,
  token: string | undefined,
  assessment?: string,
): Promise<void> {
  // A gate answers from memory; what it knows is at most a moment behind.
  const verdict = await eventually(
    async () => {
      const said = await client.get<{ assessment?: string; passed: boolean | null }>(
        `/v1/gate?comparison=${encodeURIComponent(comparison)}`,
      )
      return assessment === undefined || said.assessment === assessment ? said : undefined
    },
    () => 'the gate does not know of the assessment',
    { seconds: 180 },
  )
  expect(verdict).toMatchObject({ passed })
  if (!story.byProgram) return
  const { code, stdout, stderr } = await runEvenkeel(['gate', '--comparison', comparison, '--max-age', '10m'], {
    cwd: story.shop.folder,
    env: { EVENKEEL_URL: story.installation.url, ...(token === undefined ? {} : { EVENKEEL_TOKEN: token }) },
  })
  expect({ code, stdout, stderr }).toMatchObject({ code: passed ? 0 : 1 })
}

/** Made with the secret of the run, which lies in the data directory. Asked apart from the rest, for the answer is a secret. */
async function newToken(installation: Installation): Promise<string> {
  let tries = 0
  const answer = await eventually(
    async () => {
      const text = await readFile(join(installation.data, 'server.json'), 'utf8')
      const { url, token } = JSON.parse(text) as { readonly url: string; readonly token: string }
      // Where an answer was lost, the token is there and nobody has it: each try has its own name.
      const response = await fetch(`${url}/v1/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ name: `story-${++tries}`, scopes: ['admin'] }),
      })
      // The file may be that of the process before.
      if (response.status === 503 || response.status === 401) return undefined
      return { status: response.status, body: (await response.json()) as { readonly token?: string } }
    },
    () => 'no token could be made',
    { seconds: 180 },
  )
  if (answer.body.token === undefined) throw new Error(`no token: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body.token
}
