import { describe, expect, it } from 'vitest'
import { families } from '../../../collectors/families.ts'
import { collectors } from '../../../collectors/index.ts'
import { loadConfig } from '../../../src/config/load.ts'
import { linesOf } from '../../../src/app/snapshot/write-lines.ts'
import { snapshotParts } from '../../../src/app/snapshot/parts.ts'
import { memorySnapshot } from '../../../src/collect/memory-snapshot.ts'
import type { Coverage } from '../../../src/model/coverage.ts'
import { snapshotsOf } from '../../../src/store/snapshots.ts'
import { twoFiles } from '../../cli/support.ts'
import { attributesAt, idsAt, minute, reading, row, thing, type Thing } from '../../store/snapshots/readings.ts'
import { useMemoryDatabase } from '../../store/support/databases.ts'

const database = useMemoryDatabase()
const config = await loadConfig('evenkeel.yaml', {
  families,
  env: {},
  cwd: '/nowhere',
  readFile: async () => twoFiles,
})

function parts(now = 30) {
  const snapshots = snapshotsOf(database().db)
  const surroundings = { cwd: '/nowhere', clock: { now: () => minute(now) }, signal: new AbortController().signal }
  return { snapshots, ...snapshotParts({ store: { snapshots }, config, collectors, surroundings }) }
}

function sent(
  n: number,
  things: readonly Thing[],
  { environment = 'production', coverage = [row(environment)] as readonly Coverage[], keyId = 'key-1' } = {},
) {
  const snapshot = memorySnapshot({ environment, takenAt: minute(n), coverage, resources: things.map(thing) })
  return linesOf(snapshot, { environment, takenAt: snapshot.takenAt, keyId, program: '0.1.0' })
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const line of lines) text += line
  return text
}

const web = { id: 'sg-1', name: 'web', attributes: { network: 'vpc-1' } }

describe('a snapshot that is sent', () => {
  it('is published as if it had been read here', async () => {
    const { takeSnapshot, snapshots } = parts()
    expect(await takeSnapshot(sent(1, [web, { id: 'sg-2' }]))).toEqual({
      environment: 'production',
      seq: 1,
      publishedAt: minute(30).toISOString(),
      readAt: minute(1).toISOString(),
      keyId: 'key-1',
      changed: true,
    })
    expect(await idsAt(snapshots, 'production')).toEqual(['sg-1', 'sg-2'])
    expect(await attributesAt(snapshots, 'production', 'sg-1')).toEqual({ network: 'vpc-1' })
    expect(await takeSnapshot(sent(2, [web, { id: 'sg-2' }]))).toMatchObject({ seq: 1, changed: false })
    expect(await takeSnapshot(sent(3, [web]))).toMatchObject({ seq: 2, changed: true })
    expect(await idsAt(snapshots, 'production')).toEqual(['sg-1'])
  })

  it('comes out as it went in', async () => {
    const { takeSnapshot, giveSnapshot } = parts()
    const odd = { id: 'sg-\0\ud800', name: 'a"\\\n', tags: { a: 'b' }, attributes: { description: 'x\u2028' } }
    const things = [web, odd].sort((a, b) => (thing(a).key < thing(b).key ? -1 : 1))
    await takeSnapshot(sent(1, things))
    const again = await textOf(await giveSnapshot('production'))
    const { version: _version, ...rest } = JSON.parse(again.split('\n')[0] ?? '') as Record<string, unknown>
    expect(rest).toMatchObject({ evenkeel: 'snapshot', environment: 'production', takenAt: minute(1).toISOString() })
    const parsed = (text: string): readonly unknown[] =>
      text
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line): unknown => JSON.parse(line))
    expect(parsed(again)).toEqual(parsed(await textOf(sent(1, things))))
  })

  it('of older facts, or of the future, is refused', async () => {
    const { takeSnapshot, snapshots } = parts(30)
    await takeSnapshot(sent(20, [web]))
    await expect(takeSnapshot(sent(10, []))).rejects.toMatchObject({ code: 'snapshot-outdated' })
    await expect(takeSnapshot(sent(36, []))).rejects.toMatchObject({ code: 'snapshot-line' })
    expect(await idsAt(snapshots, 'production')).toEqual(['sg-1'])
    // A clock that is a little ahead does not keep out what is read here in the meantime.
    expect(await takeSnapshot(sent(34, [web]))).toMatchObject({ changed: false, readAt: minute(30).toISOString() })
    expect(await snapshots.publish(reading(31, []))).toMatchObject({ closed: 1 })
  })

  it('that breaks off has sent nothing, and asked the store for nothing', async () => {
    const { takeSnapshot, snapshots } = parts()
    async function* broken(): AsyncIterable<string> {
      let left = 3
      for await (const line of sent(1, [web, { id: 'sg-2' }])) if (left-- > 0) yield line
      throw new Error('the connection broke')
    }
    await expect(takeSnapshot(broken())).rejects.toThrow('the connection broke')
    async function* cut(): AsyncIterable<string> {
      let left = 3
      for await (const line of sent(1, [web, { id: 'sg-2' }])) if (left-- > 0) yield line
    }
    await expect(takeSnapshot(cut())).rejects.toMatchObject({ code: 'snapshot-cut-off' })
    expect(await snapshots.environments()).toEqual([])
  })
})

describe('a diff', () => {
  it('of then and now is exactly what changed', async () => {
    const { takeSnapshot, diff } = parts()
    const rest = Array.from({ length: 20 }, (_, i) => ({ id: `sg-x${i}`, name: `shop-${i}` }))
    const rule = { protocol: 'tcp', ports: '443', cidr: '10.0.0.0/8' }
    await takeSnapshot(sent(1, [{ ...web, attributes: { ingress: [rule] } }, ...rest]))
    await takeSnapshot(sent(2, [{ ...web, attributes: { ingress: [{ ...rule, cidr: '0.0.0.0/0' }] } }, ...rest]))
    const now = await diff('production', 'production~1')
    expect(now.comparison).toEqual({ candidate: 'production', baseline: 'production~1' })
    expect(new Set(now.twins.map(({ method }) => method))).toEqual(new Set(['same-id']))
    expect(now.findings.map(({ resource }) => resource.name)).toEqual(now.findings.map(() => 'web'))
    expect(now.findings.map(({ at }) => at).join()).toContain('/ingress/tcp~1443~10.0.0.0~10')
    expect((await diff('production', 'production')).findings).toEqual([])
    expect((await diff('production~1', 'production~1')).findings).toEqual([])
  })

  it('shows what came and what went', async () => {
    const { takeSnapshot, diff } = parts()
    await takeSnapshot(sent(1, [web]))
    await takeSnapshot(sent(2, [{ id: 'sg-9', name: 'other' }]))
    const { findings } = await diff('production', 'production~1')
    expect(findings.map(({ at, resource }) => [resource.name, at]).sort()).toEqual([
      ['other', ''],
      ['web', ''],
    ])
    for (const { title } of findings) expect(title).not.toMatch(/undefined|null|^ /)
  })

  it('calls nothing the environment’s own: an address that became another has changed', async () => {
    const { takeSnapshot, diff } = parts()
    const things = (cidr: string, word: string) => [
      { kind: 'network', id: 'vpc-1', name: 'main', attributes: { cidrs: [cidr] } },
      { kind: 'database-instance', id: 'db-1', name: 'orders', attributes: { databaseName: word } },
      { ...web, attributes: { ingress: [{ protocol: 'tcp', ports: '443', cidr }] } },
    ]
    const coverage = ['database-instance', 'firewall', 'network'].map((kind) => row('production', { kind }))
    await takeSnapshot(sent(1, things('10.0.0.0/16', 'web-production'), { coverage }))
    await takeSnapshot(sent(2, things('10.1.0.0/16', 'web-prod'), { coverage }))
    const places = (await diff('production', 'production~1')).findings.map(({ at }) => at)
    expect(places.some((at) => at.startsWith('/ingress/'))).toBe(true)
    expect(places).toContain('/databaseName')
  })

  it('of code and life is what differs from code', async () => {
    const { takeSnapshot, diff } = parts()
    const code = { collector: 'terraform-state', scope: 'production.tfstate', mode: 'declared' } as const
    const coverage = [row('production'), row('production', { ...code, role: '' })]
    const things = [web, { ...web, ...code, attributes: { network: 'vpc-2' } }, { id: 'sg-2', ...code }]
    await takeSnapshot(sent(1, things, { coverage }))
    const drift = await diff('production:observed', 'production:declared')
    expect(drift.findings.map(({ at, resource }) => [resource.name, at]).sort()).toEqual([['sg-2', '']])
    // What an observed source answers for is no part of the environment as code says it.
    const whole = await diff('production', 'production:observed')
    expect(whole.findings).toEqual([])
    expect(whole.coverage.scopes).toHaveLength(2)
  })

  it('of two environments is judged as a comparison', async () => {
    const { takeSnapshot, diff } = parts()
    await takeSnapshot(sent(1, [web]))
    await takeSnapshot(sent(1, [web], { environment: 'staging' }))
    const { comparison, findings } = await diff('staging', 'production')
    expect(comparison).toEqual({ candidate: 'staging', baseline: 'production' })
    expect(findings.filter(({ rule }) => rule.startsWith('diff/'))).toEqual([])
  })

  it.each([
    ['a.jsonl', 'snapshot-address'],
    ['production~x', 'snapshot-address'],
    ['nowhere', 'store-no-environment'],
    ['production~7', 'store-no-snapshot'],
  ])('of %s is refused', async (address, code) => {
    const { takeSnapshot, diff, giveSnapshot } = parts()
    await takeSnapshot(sent(1, [web]))
    await expect(diff(address, 'production')).rejects.toMatchObject({ code })
    await expect(giveSnapshot(address)).rejects.toMatchObject({ code })
  })
})
