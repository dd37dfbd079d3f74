import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { type NotifySettings, notifySettings } from '../../src/config/notify.ts'
import { load, valid, problems as problemsOfLoading } from './support.ts'

const canary = 'CANARY-7f3a'
const env = {
  HOOK: `https://hooks.slack.com/services/T0/B0/${canary}`,
  TOKEN: `xoxb-${canary}`,
  SMTP: `smtps://robot:${canary}@mail.shop.example:465`,
}

async function settings(notify: string, more: Readonly<Record<string, string>> = {}): Promise<NotifySettings> {
  const config = await load(valid + notify)
  return notifySettings(config, {
    env: { ...env, ...more },
    readFile: async (path) => {
      if (path === '/etc/shop/secrets/smtp') return `${env.SMTP}\n`
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
    },
  })
}

/** What is said of wrong settings, `sentence | remedy`; never a secret. */
async function said(notify: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  try {
    await settings(notify, more)
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [error]
    expect(inspect(error, { depth: 10 })).not.toContain(canary)
    return all.map((one) => {
      if (!(one instanceof EvenkeelError)) throw one
      return `${one.message} | ${one.remedy}`
    })
  }
  return []
}

describe('settings of Slack', () => {
  it('are a webhook, its secret sealed', async () => {
    const { slack } = await settings('notify: { slack: { webhook: "${env:HOOK}" } }\n')
    expect(slack?.way === 'webhook' && slack.webhook.reveal()).toBe(env.HOOK)
    expect(slack?.minimum).toBe('medium')
    expect(JSON.stringify(slack) + inspect(slack) + String(slack?.way === 'webhook' && slack.webhook)).not.toContain(
      canary,
    )
  })

  it('are a bot token with a channel', async () => {
    const { slack } = await settings(
      'notify: { slack: { token: "${env:TOKEN}", channel: "#ops", minimum: low, endpoint: "http://127.0.0.1:9/api" } }\n',
    )
    expect(slack).toMatchObject({ way: 'token', channel: '#ops', minimum: 'low', endpoint: 'http://127.0.0.1:9/api/' })
    expect(slack?.way === 'token' && slack.token.reveal()).toBe(env.TOKEN)
  })

  it.each([
    ['{ minimum: high }', 'evenkeel.yaml:16:18: notify.slack has neither a webhook nor a token.'],
    ['{ webhook: "${env:HOOK}", token: "${env:TOKEN}" }', 'notify.slack.webhook stands beside a token'],
    ['{ token: "${env:TOKEN}" }', 'notify.slack has a token and no channel.'],
    ['{ webhook: "${env:HOOK}", channel: "#ops" }', 'notify.slack.channel has no effect with a webhook.'],
    ['{ webhook: "${env:PLAIN}" }', 'would send a secret in the clear over http.'],
    ['{ webhook: "${env:BROKEN}" }', 'notify.slack.webhook is no URL of the web.'],
    ['{ token: "${env:TOKEN}", channel: ops }', 'notify.slack.channel is no Slack channel. | Write "#ops", in quotes.'],
    ['{ token: "${env:TWO}", channel: "#ops" }', 'notify.slack.token holds characters that no token has.'],
    ['{ token: "${env:APP}", channel: "#ops" }', 'notify.slack.token is an app-level token'],
    ['{ token: "${env:TOKEN}", channel: "#ops", endpoint: "shop" }', 'notify.slack.endpoint is no URL of the web.'],
    ['{ webhook: "${env:NOBODY}" }', 'notify.slack.webhook needs the environment variable NOBODY, which is not set.'],
    ['{ webhook: "${env:EMPTY}" }', 'notify.slack.webhook must be text that is not empty.'],
  ])('%s: %s', async (slack, sentence) => {
    const found = await said(`notify: { slack: ${slack} }\n`, {
      PLAIN: `http://hooks.slack.com/services/${canary}`,
      BROKEN: `hooks ${canary}`,
      TWO: `xoxb-${canary}\nxoxb-2`,
      APP: `xapp-${canary}`,
      EMPTY: '',
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^evenkeel\.yaml:16:\d+: /)
    expect(found[0]).toContain(sentence)
  })

  it('say that a webhook leaves the channels of services without effect', async () => {
    const services =
      'services: { orders: { match: { names: [orders] }, slack: "#orders" }, web: { match: { names: [w] } } }\n'
    const { notices } = await settings(`${services}notify: { slack: { webhook: "\${env:HOOK}" } }\n`)
    expect(notices.map((one) => one.message)).toEqual([
      'The Slack channels of services (orders) have no effect: a webhook posts to its one channel; give notify.slack a bot token and a channel instead.',
    ])
    const withToken = await settings(`${services}notify: { slack: { token: "\${env:TOKEN}", channel: "#ops" } }\n`)
    expect(withToken.notices).toEqual([])
  })
})

describe('settings of e-mail', () => {
  it('have a usual schedule, and one mail for each receiver', async () => {
    const { email } = await settings(
      'notify: { email: { smtp: "${file:secrets/smtp}", from: "Evenkeel <evenkeel@shop.example>", to: [a@shop.example, b@shop.example, a@shop.example] } }\n',
    )
    expect(email).toMatchObject({
      from: 'Evenkeel <evenkeel@shop.example>',
      to: ['a@shop.example', 'b@shop.example'],
      schedule: '0 8 * * 1',
      timeZone: 'UTC',
    })
    expect(email?.smtp.reveal()).toBe(env.SMTP)
    expect(inspect(email)).not.toContain(canary)
  })

  const email = (change: Readonly<Record<string, string>>): string => {
    const all = { smtp: '"${env:SMTP}"', from: 'e@shop.example', to: 'ops@shop.example', ...change }
    return `notify: { email: { ${Object.entries(all)
      .map(([key, value]) => `${key}: ${value}`)
      .join(', ')} } }\n`
  }

  it.each([
    [{ smtp: '"${env:HTTP}"' }, 'notify.email.smtp is no URL of a mail server.'],
    [{ smtp: '"${env:QUERY}"' }, 'notify.email.smtp has something after its host.'],
    [{ smtp: '"${env:HALF}"' }, 'notify.email.smtp has only one of user and password.'],
    [{ smtp: '"${env:PERCENT}"' }, 'notify.email.smtp has a % that begins no percent-encoded character.'],
    [{ from: 'evenkeel' }, 'notify.email.from must be an e-mail address, such as'],
    [{ from: '"a@shop.example\\nBcc: x@shop.example"' }, 'notify.email.from must be an e-mail address'],
    [{ to: '[ops@shop.example, "x, y@shop.example"]' }, 'notify.email.to[1] must be an e-mail address'],
    [{ to: '[]' }, 'notify.email.to must be a list with at least one item'],
    [{ schedule: '"0 8 31 2 *"' }, 'that day of that month never comes'],
    [{ timeZone: 'Europe/Berln' }, 'Did you mean "Europe/Berlin"?'],
  ])('%o: %s', async (change, sentence) => {
    const found = await ('to' in change && change.to === '[]'
      ? problemsOfLoading(valid + email(change))
      : said(email(change), more))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain('evenkeel.yaml:16:')
    expect(found[0]).toContain(sentence)
  })
  const more = {
    HTTP: `https://robot:${canary}@mail.shop.example`,
    QUERY: `smtp://robot:${canary}@mail.shop.example/?x=1`,
    HALF: `smtp://${canary}@mail.shop.example`,
    PERCENT: `smtp://robot:${canary}%zz@mail.shop.example`,
  }

  it('say every problem at once, in the order of the file', async () => {
    const found = await said('notify:\n  slack: { token: "${env:TOKEN}" }\n  email: { smtp: x, from: y, to: z }\n')
    expect(found.map((one) => /^evenkeel\.yaml:(\d+)/.exec(one)?.[1])).toEqual(['17', '18', '18', '18'])
  })
})

describe('a configuration for a single check', () => {
  it('needs none of the secrets, and still has the shape checked', async () => {
    await expect(load(`${valid}notify: { slack: { webhook: "\${env:NOBODY}" } }\n`)).resolves.toBeDefined()
    const [problem] = await problemsOfLoading(`${valid}notify: { slack: { webhok: "x" } }\n`)
    expect(problem).toContain('unknown key "webhok" in notify.slack')
    const [channel] = await problemsOfLoading(
      `${valid}services: { orders: { match: { names: [o] }, slack: orders } }\n`,
    )
    expect(channel).toContain('services.orders.slack is no Slack channel. | Write "#orders", in quotes.')
  })

  it('without notify has no settings', async () => {
    expect(await settings('')).toEqual({ notices: [] })
  })
})
