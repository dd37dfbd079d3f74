import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runEvenkeel } from '../../support/run-evenkeel.ts'
import { eventually } from '../../support/server-process.ts'
import { clientOf } from '../../support/service-client.ts'
import { startService, urlOf, type Service } from '../../support/service.ts'

const shop = fileURLToPath(new URL('../../../examples/shop/', import.meta.url))
const env = { EVENKEEL_FINGERPRINT_KEY: 'a-key-of-this-test-and-of-no-other-one' }

interface Row {
  readonly id: string
  readonly state: string
  readonly problem?: string
}

describe('an environment that others read, and send', () => {
  let folder: string
  let service: Service
  let staging: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-sent-'))
    await cp(shop, folder, { recursive: true })
    const written = await runEvenkeel(['snapshot', '--environment', 'staging', '--quiet'], { cwd: folder, env })
    expect(written.code).toBe(0)
    staging = written.stdout
    const config = join(folder, 'evenkeel.yaml')
    const text = await readFile(config, 'utf8')
    const [before = '', after = ''] = text.split(/(?<= {2}staging:\n)/)
    await writeFile(config, before + after.replace(/ {4}sources:\n(?: {6}.*\n)+/, '    sources: sent\n'))
    service = startService(['serve', '--data', 'data', '--listen', '127.0.0.1:0'], { cwd: folder, env })
    await urlOf(service)
  })

  afterAll(async () => {
    await service.kill()
    await rm(folder, { recursive: true, force: true })
  })

  const client = clientOf(() => urlOf(service))
  const ended = (before?: string): Promise<Row> =>
    eventually(
      async () => {
        const [row] = (await client.get<{ readonly items: readonly Row[] }>('/v1/assessments?limit=1')).items
        return row !== undefined && row.id !== before && ['done', 'failed'].includes(row.state) ? row : undefined
      },
      () => `the assessment does not end: ${service.stderr().slice(-2000)}`,
      { seconds: 60 },
    )

  it('cannot be assessed before anything was sent, and the sentence says what to do', async () => {
    expect(await ended()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('No snapshot of staging was ever sent') as string,
    })
  })

  it('is assessed as it was sent, against what is read here', async () => {
    const before = await ended()
    const headers = { 'content-type': 'application/x-ndjson' }
    const taken = await fetch(`${await urlOf(service)}/v1/snapshots`, { method: 'POST', headers, body: staging })
    expect([taken.status, await taken.json()]).toMatchObject([201, { environment: 'staging', changed: true }])
    await client.post('/v1/assessments', { comparison: 'staging..production' })
    expect(await ended(before.id)).toMatchObject({ state: 'done' })
    const { findings } = await client.get<{ readonly findings: readonly { readonly status: string }[] }>(
      '/v1/comparisons/staging..production/report',
    )
    expect(findings.filter(({ status }) => status === 'open')).toHaveLength(13)
  })

  it('is no side of a check that would have to read it', async () => {
    const checked = await runEvenkeel(['check', '--quiet'], { cwd: folder, env })
    expect([checked.code, checked.stderr]).toEqual([2, expect.stringContaining('sources: sent')])
    await writeFile(join(folder, 'staging.jsonl'), staging)
    const sides = ['--candidate', 'staging.jsonl', '--baseline', 'production', '--fail-on', 'never', '--quiet']
    expect((await runEvenkeel(['check', ...sides], { cwd: folder, env })).code).toBe(0)
  })
})
