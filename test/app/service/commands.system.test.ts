import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type Postgres } from '../../support/postgres.ts'
import { startRedis, type Redis } from '../../support/redis.ts'
import { runEvenkeel, type Outcome } from '../../support/run-evenkeel.ts'
import { eventually, freePort } from '../../support/server-process.ts'
import { clientOf, type ServiceClient } from '../../support/service-client.ts'
import { startService, urlOf, working, type Service } from '../../support/service.ts'

const shop = fileURLToPath(new URL('../../../examples/shop/', import.meta.url))
const comparison = 'staging..production'
const key = 'the same key for whoever reads a side'

interface Assessment {
  readonly id: string
  readonly state: string
}

/** What an operator types, on PostgreSQL and Redis with a worker beside: with the servers there, away, and back. */
describe('commands against a service', () => {
  let folder: string
  let postgres: Postgres
  let redis: Redis
  let databaseUrl: string
  let listen: string
  let url: string
  let client: ServiceClient
  const running: Service[] = []
  const shared = (): Record<string, string> => ({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    EVENKEEL_FINGERPRINT_KEY: key,
    EVENKEEL_DATA: join(folder, 'data'),
  })

  const start = (...args: string[]): Service => {
    const service = startService(args, { cwd: folder, env: shared() })
    running.push(service)
    return service
  }
  const evenkeel = (args: string, env: Record<string, string> = {}): Promise<Outcome> =>
    runEvenkeel(args.split(' '), { cwd: folder, env: { ...shared(), ...env } })
  const ended = (id: string): Promise<Assessment> =>
    eventually(
      async () => {
        const assessment = await client.get<Assessment>(`/v1/assessments/${id}`)
        return ['done', 'failed', 'cancelled'].includes(assessment.state) ? assessment : undefined
      },
      () => `the assessment does not end: ${running.map((one) => one.stderr().slice(-1000)).join('\n')}`,
      { seconds: 60 },
    )
  const ready = async (): Promise<unknown> => (await client.ask('GET', '/readyz')).body

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-commands-'))
    const started = await Promise.all([cp(shop, folder, { recursive: true }), startPostgres(), startRedis()])
    ;[, postgres, redis] = started
    databaseUrl = await postgres.freshDatabase()
    listen = `127.0.0.1:${await freePort()}`
    const serve = start('serve', '--listen', listen)
    url = await urlOf(serve)
    client = clientOf(() => url)
    await working(start('worker'))
  })

  afterAll(async () => {
    await Promise.all(running.map((one) => one.kill()))
    await Promise.all([redis.stop(), postgres.stop(), rm(folder, { recursive: true, force: true })])
  })

  it('gate, report, diff and check tell of one state', async () => {
    const gate = await evenkeel(`gate --comparison ${comparison} --wait 60 --format json`)
    expect(gate.code).toBe(1)
    expect(JSON.parse(gate.stdout)).toMatchObject({ passed: false, drift: 'drift', coverage: 'complete' })
    const [text, json, diff, snapshot] = await Promise.all([
      evenkeel('report'),
      evenkeel('report --format json'),
      evenkeel('diff staging production --format json'),
      evenkeel('snapshot --environment staging --output a.jsonl --quiet'),
    ])
    expect([text.code, json.code, diff.code, snapshot.code]).toEqual([0, 0, 1, 0])
    // What a score comes to changes with the rules; that all tell the same does not.
    const { score } = JSON.parse(diff.stdout) as { readonly score: number }
    expect(score).toBeGreaterThan(50)
    expect(text.stdout).toContain(`score ${score}, 13 open`)
    expect(JSON.parse(json.stdout)).toMatchObject({ standing: { score, drift: 'drift' } })
    expect(JSON.parse(diff.stdout)).toMatchObject({ score, drift: 'drift' })
    const [file, check, then] = await Promise.all([
      evenkeel('diff a.jsonl production --format json'),
      evenkeel('check --candidate a.jsonl --format json --quiet'),
      evenkeel('diff production#1 production'),
    ])
    expect([file.code, check.code, then.code]).toEqual([1, 1, 0])
    for (const { stdout } of [file, check]) expect(JSON.parse(stdout)).toMatchObject({ score })
    const { items } = await client.get<{ items: { kind: string; name: string; method: string }[] }>(
      `/v1/comparisons/${comparison}/pairs`,
    )
    const [pair] = items
    const [explained, moment, future, code, life] = await Promise.all([
      evenkeel(`explain ${pair?.kind}/${pair?.name} --quiet`),
      evenkeel('diff staging production@{2999-01-01} --format json'),
      evenkeel('diff production@{2001-01-01} production'),
      evenkeel('diff production:declared production:declared@{2999-01-01T00:00Z}'),
      evenkeel('diff staging:observed production:observed'),
    ])
    expect(explained.stdout).toContain(`paired by ${pair?.method}`)
    expect(explained.stdout).toContain(`by the service at ${url}`)
    expect(JSON.parse(moment.stdout)).toMatchObject({ score })
    expect([future.code, future.stderr]).toEqual([2, expect.stringMatching(/^error\[store-no-snapshot\]/)])
    // All sources of this example are files, which only say what is meant.
    expect([code.code, life.code, life.stderr]).toEqual([0, 2, expect.stringMatching(/^error\[[a-z-]+\]: /)])
  })

  it('a snapshot that is sent becomes the next one, and the one before is a change ago', async () => {
    const settings = join(folder, 'deploy/production/orders.env')
    const before = await readFile(settings, 'utf8')
    await writeFile(settings, `${before}\nBRAND_NEW=on\n`)
    expect((await evenkeel('snapshot --environment production --output p.jsonl --quiet')).code).toBe(0)
    const sent = await fetch(`${url}/v1/snapshots`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: await readFile(join(folder, 'p.jsonl')),
    })
    expect([sent.status, await sent.json()]).toEqual([201, { environment: 'production', seq: 2, changed: true }])
    const diff = await evenkeel('diff production production~1 --fail-on low')
    expect(diff.code).toBe(1)
    expect(diff.stdout).toContain('BRAND_NEW')
    const none = await evenkeel('diff staging production~2')
    expect(none).toMatchObject({ code: 2, stdout: '' })
    expect(none.stderr).toMatch(/^error\[store-no-snapshot\]: .*\n {2}.*\n$/)
  })

  it('Redis away and back: what is asked for meanwhile is kept, said to be waiting, and done', async () => {
    await redis.kill()
    await eventually(
      async () => ((await ready()) as { queue: string }).queue === 'failed' || undefined,
      () => 'it says that all is well',
    )
    expect(await ready()).toMatchObject({ status: 'not-ready', store: 'ok' })
    const { id } = await client.post<Assessment>('/v1/assessments', { comparison })
    expect(await client.get(`/v1/assessments/${id}`)).toMatchObject({ state: 'queued' })
    await redis.start()
    expect(await ended(id)).toMatchObject({ state: 'done' })
    expect(await ready()).toMatchObject({ status: 'ready' })
  })

  it('PostgreSQL away and back: every command says so in one sentence, and nothing has to be started anew', async () => {
    await postgres.interrupt()
    try {
      await eventually(
        async () => ((await ready()) as { store: string }).store === 'failed' || undefined,
        () => 'it says that all is well',
      )
      expect((await client.ask('GET', '/healthz')).status).toBe(200)
      const [diff, report, list] = await Promise.all([
        evenkeel('diff staging production'),
        evenkeel('report'),
        evenkeel('token list'),
      ])
      for (const said of [diff, report, list]) {
        expect(said).toMatchObject({ code: 3, stdout: '' })
        expect(said.stderr).toMatch(/^error\[store-unavailable\]: The store at .*\n {2}.*\n$/)
      }
    } finally {
      await postgres.resume()
    }
    const { id } = await client.post<Assessment>('/v1/assessments', { comparison })
    expect(await ended(id)).toMatchObject({ state: 'done' })
    expect(running.map((one) => one.code())).toEqual([undefined, undefined])
  })

  it('a token is needed as soon as there is one, and no longer good when it is revoked', async () => {
    const made = await evenkeel('token create --name ci --scope gate')
    expect(made.code).toBe(0)
    const ask = (env: Record<string, string>): Promise<Outcome> =>
      evenkeel(`gate --comparison ${comparison} --server ${url} --fail-on never`, env)
    expect((await ask({ EVENKEEL_TOKEN: made.stdout.trim() })).code).toBe(0)
    const without = await ask({})
    expect(without).toMatchObject({ code: 2, stdout: '' })
    expect(without.stderr).toContain('error[api-token-missing]')
    expect((await evenkeel('token list')).stdout).toMatch(/^ci +gate .* in force$/m)
    expect((await evenkeel('token revoke ci')).code).toBe(0)
    expect((await ask({ EVENKEEL_TOKEN: made.stdout.trim() })).stderr).toContain('error[api-token-ended]')
  })

  it('both end with 0 when they are told to, and say no stack', async () => {
    expect(await Promise.all(running.map((one) => one.stop()))).toEqual([0, 0])
    for (const one of running) expect(one.stderr()).not.toMatch(/^\s+at /m)
    const gone = await evenkeel('report')
    expect(gone).toMatchObject({ code: 0, stderr: '' })
  })
})
