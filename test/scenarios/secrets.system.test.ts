import { createServer, type Server } from 'node:http'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startKubeApi, type KubeApi, type KubeApiObject } from '../support/kube-api.ts'
import { runEvenkeel } from '../support/run-evenkeel.ts'
import { eventually } from '../support/server-process.ts'
import { startService, urlOf } from '../support/service.ts'
import { startSlack, type Slack } from '../support/slack-server.ts'
import { objects, plan, planted, planter, state } from './secrets/places.ts'

/** Of production from files, of staging from a cluster and over HTTP. */
const production = planter('production')
const staging = planter('staging')

const env = { EVENKEEL_FINGERPRINT_KEY: 'a-key-of-this-test-and-of-no-other-one', EVENKEEL_LOG_LEVEL: 'debug' }

let folder: string
let api: KubeApi
let states: Server
let slack: Slack

/** All that came out, by where: what was printed, kept, answered and sent. */
const came = new Map<string, string>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-secrets-'))
  slack = await startSlack()
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
  await write(
    'shop.yaml',
    objects(production)
      .map((one) => JSON.stringify(one))
      .join('\n---\n'),
  )
  await write('shop.tfstate', state(production))
  await write('plan.json', plan(production))
  api = await startKubeApi({
    types: [
      ['v1', 'secrets', 'Secret'],
      ['v1', 'configmaps', 'ConfigMap'],
      ['apps/v1', 'deployments', 'Deployment'],
      ['networking.k8s.io/v1', 'ingresses', 'Ingress'],
      ['storage.k8s.io/v1', 'storageclasses', 'StorageClass', 'cluster'],
      ['shop.example/v1', 'baskets', 'Basket'],
    ],
    objects: objects(staging) as readonly KubeApiObject[],
    token: staging('the token of a kubeconfig'),
  })
  await write('kubeconfig', kubeconfig(api.url, 'the token of a kubeconfig'))
  const text = state(staging)
  const password = staging('the password of a state')
  states = createServer((request, response) => {
    const asked = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString()
    response.writeHead(asked === `evenkeel:${password}` ? 200 : 401).end(text)
  })
  await new Promise<void>((resolve) => states.listen(0, '127.0.0.1', resolve))
  await write('evenkeel.yaml', configuration(`http://127.0.0.1:${(states.address() as AddressInfo).port}`, password))
})

afterAll(async () => {
  states?.closeAllConnections()
  states?.close()
  await api?.stop()
  await slack?.stop()
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
})

function kubeconfig(server: string, place: string): string {
  const token = `${planted}${String(staging.places.indexOf(place) + 1).padStart(3, '0')}s`
  return JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'shop' },
    clusters: [{ name: 'one', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'reader', user: { token } }],
    contexts: [{ name: 'shop', context: { cluster: 'one', user: 'reader' } }],
  })
}

function configuration(url: string, password: string): string {
  const http = { url: `${url}/s?key=${password}`, username: 'evenkeel', password }
  return JSON.stringify({
    environments: {
      production: {
        sources: [{ kubernetes: { manifests: 'shop.yaml' } }, { terraform: { state: ['shop.tfstate', 'plan.json'] } }],
      },
      staging: {
        sources: [{ kubernetes: { kubeconfig: 'kubeconfig', context: 'shop' } }, { terraform: { http } }],
      },
    },
    comparisons: [{ candidate: 'staging', baseline: 'production' }],
    notify: {
      slack: {
        token: slack.token,
        channel: `#${slack.channels[0]?.name ?? ''}`,
        endpoint: slack.apiUrl,
        minimum: 'low',
      },
    },
  })
}

interface Checked {
  readonly coverage: { readonly scopes: readonly { readonly kind: string; readonly reason?: string }[] }
}

async function printed(...args: readonly string[]): Promise<void> {
  const { stdout, stderr } = await runEvenkeel(args, { cwd: folder, env })
  came.set(`evenkeel ${args.join(' ')}`, stdout)
  came.set(`evenkeel ${args.join(' ')} (stderr)`, stderr)
}

/** A service that reads both, tells Slack, and is asked for all it knows; then what it kept. */
async function served(): Promise<void> {
  const service = startService(['serve', '--data', 'data', '--listen', '127.0.0.1:0'], { cwd: folder, env })
  try {
    const origin = await urlOf(service)
    const told = (): string | undefined => (slack.posts.length > 0 ? 'told' : undefined)
    await eventually(told, () => `nothing was told: ${service.stderr().slice(-2000)}`, { seconds: 60 })
    const comparison = encodeURIComponent('staging..production')
    const paths = [
      ...['/v1/findings', '/v1/snapshots/staging', '/v1/snapshots/production', '/v1/assessments', '/metrics'],
      `/v1/comparisons/${comparison}/report`,
      ...['json', 'html', 'text'].map((format) => `/v1/reports/weekly?comparison=${comparison}&format=${format}`),
    ]
    for (const path of paths) {
      const answer = await fetch(`${origin}${path}`)
      came.set(path, await answer.text())
      expect([path, answer.status]).toEqual([path, 200])
    }
  } finally {
    await service.stop()
  }
  came.set('the log', service.stderr())
  came.set('Slack', JSON.stringify(slack.posts.map(({ body }) => body)))
  for (const entry of await readdir(join(folder, 'data'), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    came.set(path.slice(folder.length + 1), await readFile(path, 'latin1'))
  }
}

it('no password of a cluster, a manifest, a state or a plan gets out, wherever it stands', async () => {
  await Promise.all([
    served(),
    (async () => {
      await printed('check', '--format', 'json')
      await printed('snapshot', '--environment', 'staging')
    })(),
  ])
  // It looked, and had much to say.
  const { coverage } = JSON.parse(came.get('evenkeel check --format json') ?? '') as Checked
  expect(coverage.scopes.flatMap(({ kind, reason }) => (reason === undefined ? [] : [`${kind}: ${reason}`]))).toEqual(
    [],
  )
  expect(came.get('evenkeel snapshot --environment staging')).toContain('shop_api_key')
  expect(came.get('Slack')).toContain('web')
  expect(came.get('the log')).toContain('"level":"debug"')
  expect(production.places.length + staging.places.length).toBeGreaterThan(150)

  const leaks = [production, staging].flatMap(({ places }, i) =>
    places.flatMap((place, n) => {
      const secret = `${planted}${String(n + 1).padStart(3, '0')}${i === 0 ? 'p' : 's'}`
      const forms = [secret, Buffer.from(secret).toString('base64').slice(0, 20), encodeURIComponent(`:${secret}`)]
      return [...came].filter(([, text]) => forms.some((form) => text.includes(form))).map(([at]) => `${place}: ${at}`)
    }),
  )
  expect(leaks).toEqual([])
})
