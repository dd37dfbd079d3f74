import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runEvenkeel } from '../../support/run-evenkeel.ts'
import { eventually } from '../../support/server-process.ts'
import { startService, urlOf, type Service } from '../../support/service.ts'

const shop = fileURLToPath(new URL('../../../examples/shop/', import.meta.url))

interface Found {
  readonly id: string
  readonly status: string
  readonly direction: string
  readonly title: string
}

interface Row {
  readonly id: string
  readonly state: string
  readonly requestedBy: string
  readonly seqs?: unknown
  readonly problem?: string
}

describe('the service on files and its own store', () => {
  let folder: string
  let service: Service
  let url: string

  const start = async (): Promise<void> => {
    service = startService(['serve', '--data', 'data', '--listen', '127.0.0.1:0'], { cwd: folder, env: {} })
    url = await urlOf(service)
  }
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url}${path}`)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  const assessments = async (): Promise<readonly Row[]> =>
    (await get<{ readonly items: readonly Row[] }>('/v1/assessments')).items
  const ended = (id: string): Promise<Row> =>
    eventually(
      async () => {
        const row = await get<Row>(`/v1/assessments/${id}`)
        return ['done', 'failed', 'cancelled'].includes(row.state) ? row : undefined
      },
      () => `the assessment does not end: ${service.stderr().slice(-2000)}`,
      { seconds: 60 },
    )
  const assess = async (): Promise<Row> => {
    const response = await fetch(`${url}/v1/assessments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ comparison: 'staging..production' }),
    })
    expect(response.status).toBe(202)
    return ended(((await response.json()) as Row).id)
  }
  const findings = async (): Promise<readonly Found[]> =>
    (await get<{ readonly findings: readonly Found[] }>('/v1/comparisons/staging..production/report')).findings

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-serve-'))
    await cp(shop, folder, { recursive: true })
    await start()
  })

  afterAll(async () => {
    await service.kill()
    await rm(folder, { recursive: true, force: true })
  })

  it('assesses at once, and finds what `check` finds', async () => {
    const [first] = await eventually(
      async () => ((await assessments()).length > 0 ? await assessments() : undefined),
      () => 'no assessment was asked for at the start',
      { seconds: 60 },
    )
    expect(first).toMatchObject({ requestedBy: 'start' })
    expect(await ended(first?.id ?? '')).toMatchObject({ state: 'done', seqs: { candidate: 1, baseline: 1 } })
    const { stdout } = await runEvenkeel(['check', '--config', `${shop}evenkeel.yaml`, '--format', 'json'])
    const checked = (JSON.parse(stdout) as { readonly findings: readonly Found[] }).findings
    const words = (all: readonly Found[]): readonly string[] => all.map((f) => `${f.status} ${f.id} ${f.title}`).sort()
    expect(words(await findings())).toEqual(words(checked))
    expect(checked.filter(({ status }) => status === 'open')).toHaveLength(13)
    expect(checked.filter(({ status }) => status === 'excepted')).toHaveLength(2)
  })

  it('says where it is to its owner alone', async () => {
    expect(service.stdout()).toBe(`${url}\n`)
    const file = join(folder, 'data', 'server.json')
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ url, pid: service.pid })
    for (const name of ['server.json', 'fingerprint.key']) {
      expect((await stat(join(folder, 'data', name))).mode & 0o777).toBe(0o600)
    }
  })

  it('lets no second one on the same data, and says who has it', async () => {
    const second = startService(['serve', '--data', 'data', '--listen', '127.0.0.1:0'], { cwd: folder, env: {} })
    await expect(
      eventually(
        () => second.code(),
        () => 'it goes on',
        { seconds: 60 },
      ),
    ).resolves.toBe(2)
    expect(second.stderr()).toMatch(/^error\[store-locked\]: .*\n {2}.*\n$/)
    expect(second.stderr()).toContain(String(service.pid))
    expect(second.stdout()).toBe('')
  })

  it('remembers nothing new where nothing changed', async () => {
    const events = async (): Promise<number> => {
      const all = await Promise.all(
        (await findings()).map(({ id }) => get<{ events: unknown[] }>(`/v1/findings/${id}`)),
      )
      return all.reduce((sum, { events: own }) => sum + own.length, 0)
    }
    const before = await events()
    expect(await assess()).toMatchObject({ state: 'done', seqs: { candidate: 1, baseline: 1 } })
    expect(await events()).toBe(before)
  })

  it('knows who moved: what the candidate changed waits for its promotion, a hotfix of the baseline counts', async () => {
    const edit = async (file: string, from: RegExp, to: string): Promise<void> => {
      const path = join(folder, file)
      const text = await readFile(path, 'utf8')
      expect(text).toMatch(from)
      await writeFile(path, text.replace(from, to))
    }
    const known = new Set((await findings()).map(({ id }) => id))
    await edit('deploy/staging/orders.env', /$/, '\nBRAND_NEW_SWITCH=on\n')
    await edit('deploy/production/catalog.env', /$/, '\nHOTFIX_SWITCH=on\n')
    expect(await assess()).toMatchObject({ state: 'done', seqs: { candidate: 2, baseline: 2 } })
    const fresh = (await findings()).filter(({ id }) => !known.has(id))
    expect(fresh.map(({ status, direction }) => `${status} ${direction}`).sort()).toEqual([
      'open baseline-ahead',
      'pending candidate-ahead',
    ])
    expect(await assess()).toMatchObject({ state: 'done' })
    expect((await findings()).filter(({ id }) => !known.has(id))).toEqual(fresh)
  })

  it('ends an assessment with the sentence of a broken file of exceptions, and takes it mended without a new start', async () => {
    const path = join(folder, 'exceptions.yaml')
    const text = await readFile(path, 'utf8')
    await writeFile(path, `${text}\n- { rule: no/such-rule, reason: r, owner: o, created: 2026-01-01 }\n`)
    const broken = await assess()
    expect(broken).toMatchObject({ state: 'failed' })
    expect(broken.problem).toMatch(/exceptions\.yaml:\d+:\d+/)
    await writeFile(path, text)
    expect(await assess()).toMatchObject({ state: 'done' })
  })

  it('ends with 0 on SIGTERM, and goes on where it was when it is started again', async () => {
    const before = await assessments()
    expect(await service.stop()).toBe(0)
    await expect(stat(join(folder, 'data', 'server.json'))).rejects.toThrow('ENOENT')
    expect(service.stderr()).not.toMatch(/^\s+at /m)
    await start()
    expect((await assessments()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(await assess()).toMatchObject({ state: 'done', seqs: { candidate: 2, baseline: 2 } })
  })
})
