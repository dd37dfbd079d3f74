import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { configFiles } from '../../../collectors/config-files/collector.ts'
import type { Collector, Diagnosis } from '../../../src/collect/contract.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { canary, collectorContract, type Setup } from '../../contracts/collector-contract.ts'
import { collectWith, facts, source, type Collected } from '../../support/fake-collector.ts'

const collector = configFiles as unknown as Collector
const folders: string[] = []

async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'config-files-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function collect(
  settings: string | string[],
  files: Readonly<Record<string, string | Buffer>>,
  signal?: AbortSignal,
): Promise<Collected> {
  const baseDirectory = await folderOf(files)
  return collectWith([collector], {
    facts: { ...facts, baseDirectory },
    sources: [source('files', { settings: { settings } })],
    ...(signal === undefined ? {} : { signal }),
  })
}

const world = async (files: Readonly<Record<string, string>> = {}): Promise<Setup & { readonly folder: string }> => {
  const folder = await folderOf({
    'orders.env': `HOST=db\nDB_PASSWORD=${canary}\nSETTING="${canary}"\nDATABASE_URL=postgres://app:${canary}@db/orders\n`,
    'orders.yaml': `stripe:\n  key: ${canary}\nurl: https://${canary}@shop.example/\nlist: [a, ${canary}]\n`,
    'compose.yaml': `services:\n  web:\n    image: web:1\n    command: run --token ${canary}\n    environment: { DB_PASSWORD: ${canary} }\n    labels: { token: ${canary} }\n`,
    'orders.json': `{"token": "${canary}", "mail": {"from": "orders@shop.example"}}`,
    ...files,
  })
  return { folder, settings: { settings: ['*'] }, environment: { baseDirectory: folder } }
}

const local = 'a local file answers at once, and there is no service in between'
const isRoot = process.getuid?.() === 0

collectorContract('config-files', {
  collector,
  good: () => world(),
  faults: {
    denied: isRoot
      ? { impossible: 'no file is denied to root, who runs these tests' }
      : async () => {
          const made = await world({ 'closed.env': 'A=1' })
          await chmod(join(made.folder, 'closed.env'), 0)
          return { ...made, scope: 'closed.env', affects: { 'setting-group': 'denied' as const } }
        },
    throttled: { impossible: local },
    timedOut: { impossible: local },
    malformed: async () => ({
      ...(await world({ 'broken.json': `{"token": "${canary}` })),
      scope: 'broken.json',
      affects: { 'setting-group': 'partial' as const },
    }),
    emptyPageWithToken: { impossible: 'a file has no pages' },
    cancelled: { impossible: local },
  },
})

describe('config-files', () => {
  it('makes a setting group of each file, with its path, format and lines', async () => {
    const { resources, coverage } = await collect(['deploy/staging.env', 'config/*.yaml'], {
      'deploy/staging.env': '# orders\nHOST=db.staging.shop.example\nAPI_TOKEN=hunter2\n',
      'config/orders.yaml': 'pool:\n  size: 5\n',
    })
    expect(coverage).toMatchObject([
      { kind: 'setting-group', status: 'complete', role: '', required: true, origin: { mode: 'declared' } },
      { kind: 'setting-group', status: 'complete' },
    ])
    const [yaml, env] = [...resources].sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(yaml).toMatchObject({
      id: 'config/orders.yaml',
      name: 'config/orders.yaml',
      attributes: { format: 'yaml', settings: [{ key: 'pool.size', value: '5', shape: 'integer', line: 2 }] },
    })
    expect(env).toMatchObject({
      id: 'deploy/staging.env',
      attributes: {
        format: 'dotenv',
        settings: [
          { key: 'HOST', value: 'db.staging.shop.example', shape: 'host', line: 2 },
          { key: 'API_TOKEN', shape: 'word', line: 3 },
        ],
      },
    })
    expect(JSON.stringify(resources)).not.toContain('hunter2')
  })

  it('takes a folder, dot files among them', async () => {
    const { resources } = await collect('config', {
      'config/.env': 'A=1',
      'config/.env.local': 'A=1',
      'config/deep/a.yml': 'a: 1',
      'config/notes.txt': 'none',
    })
    expect(resources.map(({ id }) => id).sort()).toEqual(['config/.env', 'config/.env.local', 'config/deep/a.yml'])
  })

  it('says with its name that a file is not there, and reads the others', async () => {
    const { resources, coverage } = await collect(['a.env', 'missing.env', 'none/*.env'], { 'a.env': 'A=1' })
    expect(resources).toHaveLength(1)
    const reasons = coverage.map(({ origin, status, reason }) => [origin.scope, status, reason])
    expect(reasons).toContainEqual(['a.env', 'complete', undefined])
    expect(reasons).toContainEqual(['missing.env', 'partial', 'Nothing matches missing.env.'])
    expect(reasons).toContainEqual(['none/*.env', 'partial', 'Nothing matches none/*.env.'])
  })

  it('keeps what it understands of a broken file; the rest is unknown, never missing', async () => {
    const { resources, coverage } = await collect('a.env', { 'a.env': 'A=1\nB: hunter2\nC=2\nC=3\n' })
    expect(resources[0]?.attributes).toMatchObject({ settings: [{ key: 'A' }, { key: 'C' }] })
    expect(coverage).toMatchObject([
      {
        status: 'partial',
        reason: 'a.env:2:1 cannot be understood (neither KEY=value nor a comment; 1 more in this file).',
        unknownFields: ['/settings/B', '/settings/C'],
      },
    ])
  })

  it('yields nothing of a file that it does not understand at all', async () => {
    const { resources, coverage } = await collect('a.json', { 'a.json': '{"a": hunter2}' })
    expect(resources).toEqual([])
    expect(coverage[0]?.reason).toBe('a.json:1:7 cannot be understood (no JSON value).')
  })

  it('reads an empty file as a group without settings', async () => {
    const { resources, coverage } = await collect('a.env', { 'a.env': '# later\n' })
    expect(resources[0]?.attributes).toEqual({ format: 'dotenv', settings: [] })
    expect(coverage[0]?.status).toBe('complete')
  })

  it('takes a byte order mark off and refuses what is no text', async () => {
    const { resources, coverage } = await collect('*.env', {
      'a.env': '\uFEFFA=1\r\nB=2\r\n',
      'b.env': Buffer.from([0x41, 0x3d, 0xff, 0xfe]),
    })
    expect(resources[0]?.attributes).toMatchObject({
      settings: [
        { key: 'A', value: '1' },
        { key: 'B', value: '2' },
      ],
    })
    expect(coverage.find(({ origin }) => origin.scope === 'b.env')?.reason).toMatch(/not UTF-8/)
  })

  it('reads a file of ten megabytes', async () => {
    const value = 'x'.repeat(1000)
    const text = Array.from({ length: 10_000 }, (_, i) => `KEY_${i}=${value}`).join('\n')
    const { resources, coverage } = await collect('a.env', { 'a.env': text })
    expect(coverage[0]?.status).toBe('complete')
    expect((resources[0]?.attributes as { readonly settings: readonly unknown[] }).settings).toHaveLength(10_000)
  }, 60_000)

  it('stops when it is interrupted between two settings', async () => {
    const controller = new AbortController()
    const text = Array.from({ length: 100_000 }, (_, i) => `KEY_${i}=https://shop.example/${i}`).join('\n')
    const collecting = collect('a.env', { 'a.env': text }, controller.signal)
    setTimeout(() => controller.abort(), 300)
    await expect(collecting).rejects.toMatchObject({ code: 'collect-cancelled' })
  }, 60_000)

  it('is diagnosed in one line', async () => {
    const baseDirectory = await folderOf({ 'a.env': 'A=1\nB=2', 'b.env': 'hunter2' })
    const environment = { ...facts, baseDirectory }
    const settings = { settings: ['a.env', 'b.env', 'c.env'] }
    const lines: Diagnosis[] = []
    for (const scope of await configFiles.scopes(settings, environment)) {
      const request = {
        scope,
        settings,
        environment,
        fingerprint: createFingerprinter('x'),
        signal: AbortSignal.timeout(9000),
      }
      for await (const line of configFiles.diagnose(request)) lines.push(line)
    }
    expect(lines).toMatchObject([
      { what: 'a.env', ok: true, detail: '2 settings (dotenv)' },
      {
        what: 'b.env',
        ok: false,
        detail: expect.stringContaining('b.env:1:1') as string,
        remedy: expect.any(String) as string,
      },
      { what: 'c.env', ok: false, detail: 'Nothing matches c.env.' },
    ])
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })
})
