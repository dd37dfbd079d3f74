import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, setParameters, type Built } from '../../scenarios/shop/build.ts'
import { production, staging, template, type Place, type Shop } from '../../scenarios/shop/template.ts'
import type { Slack } from '../../support/slack-server.ts'
import type { Smtp } from '../../support/smtp.ts'
import type { Canaries } from './canaries.ts'

/** Two environments of one template in the simulator, the settings that lie beside them, and a configuration that reads both. */
export interface StoryShop {
  /** Holds `evenkeel.yaml`. */
  readonly folder: string
  /** What the configuration takes from the environment. */
  readonly variables: Readonly<Record<string, string>>
  /** Production moves on alone, twice: a parameter of the database of orders, and a setting that nobody owns. */
  readonly differ: () => Promise<void>
  /** The parameter is taken back; the setting, which holds no gate, stays. */
  readonly agree: () => Promise<void>
  readonly remove: () => Promise<void>
}

/** A region for each story: the simulator keeps regions apart, so several can be told at the same time. */
export async function storyShop(
  moto: string,
  region: string,
  people: { readonly slack: Slack; readonly smtp: Smtp },
  canaries: Canaries,
): Promise<StoryShop> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-story-'))
  const places = { production: { ...production, region }, staging: { ...staging, region } }
  const made: Partial<Record<Place['environment'], Built>> = {}
  const settings = (place: Place, more = ''): Promise<void> =>
    writeFile(join(folder, place.environment, 'web.env'), settingsText(place, canaries) + more)
  for (const place of Object.values(places)) {
    made[place.environment] = await build(moto, small(template(place)), () =>
      Promise.reject(new Error('no certificate')),
    )
    await mkdir(join(folder, place.environment))
    await settings(place)
  }
  await writeFile(join(folder, 'evenkeel.yaml'), configuration(Object.values(places)))
  const connections = async (value: string): Promise<void> => {
    const built = made.production
    if (built === undefined) throw new Error('production was not built')
    await setParameters(built.clients, 'shop-production-orders', { max_connections: value })
  }
  return {
    folder,
    variables: {
      AWS_ENDPOINT: moto,
      SLACK_API: people.slack.apiUrl,
      SLACK_TOKEN: people.slack.token,
      SMTP_URL: people.smtp.url,
      AWS_ACCESS_KEY_ID: 'AKIASTORY00000000000',
      AWS_SECRET_ACCESS_KEY: canaries.awsSecret,
    },
    differ: async () => {
      await connections('900')
      await settings(places.production, 'BASKET_LIMIT=40\n')
    },
    agree: () => connections('500'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Small, so that the story is about the service: a network, three firewalls, two instances and a database each. */
function small(shop: Shop): Shop {
  const parts = ['web', 'api', 'db', 'lb', 'bastion']
  return {
    ...shop,
    firewalls: shop.firewalls.filter(({ part }) => parts.includes(part)),
    instances: shop.instances.filter(({ name }) => /-(web-1|api-1)$/.test(name)),
    databases: shop.databases.filter(({ name }) => name.endsWith('-orders')),
    certificates: [],
  }
}

function settingsText({ environment, domain }: Place, canaries: Canaries): string {
  return `NODE_ENV=${environment}
DATABASE_HOST=db.${domain}
DATABASE_PASSWORD=${canaries.setting}-${environment}
DATABASE_URL=postgres://shop:${canaries.settingUrl}-${environment}@db.${domain}:5432/shop
SEARCH_URL=https://search.${domain}/v1/
SESSION_TTL=30m
`
}

function configuration(places: readonly Place[]): string {
  const environment = ({ environment, account, domain, region }: Place): string => `
  ${environment}:
    domains: [${domain}]
    accounts: { main: "${account}" }
    regions: { primary: ${region} }
    sources:
      - aws: { assumeRole: "arn:aws:iam::${account}:role/evenkeel", endpoint: "\${env:AWS_ENDPOINT}", services: [ec2, rds] }
      - files: { settings: ${environment}/*.env }`
  return `environments:${places.map(environment).join('')}
comparisons:
  - { candidate: staging, baseline: production }
services:
  orders: { match: { names: ["*orders*"] }, owner: team-orders, slack: "#orders" }
notify:
  slack: { token: "\${env:SLACK_TOKEN}", channel: "#parity", endpoint: "\${env:SLACK_API}", minimum: low }
  email:
    smtp: "\${env:SMTP_URL}"
    from: "Evenkeel <evenkeel@shop.example>"
    to: [team@shop.example]
    schedule: "0 8 * * *"
    timeZone: Europe/Berlin
`
}
