import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { linesOf } from '../../../src/app/snapshot/write-lines.ts'
import { collectEnvironment } from '../../../src/collect/run.ts'
import { network } from '../../../src/model/kinds/network.ts'
import { collected } from '../../../src/model/resource.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { fakeCollector, source, yields } from '../../support/fake-collector.ts'
import { runEvenkeel } from '../../support/run-evenkeel.ts'
import { clientOf } from '../../support/service-client.ts'
import { startService, urlOf, type Service } from '../../support/service.ts'

interface Report {
  readonly drift: string
  readonly findings: readonly {
    readonly at: string
    readonly title: string
    readonly resource: { readonly name: string }
  }[]
  readonly summary: Readonly<Record<string, unknown>>
}

const environment = (name: string): string => `  ${name}:
    sources: [{ terraform: { state: ${name}.tfstate } }]
`
const configuration = `environments:
${environment('production')}${environment('staging')}comparisons: [{ candidate: staging, baseline: production }]
`
const nothing = JSON.stringify({ version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'shop', resources: [] })

const vpc = (id: string, tenancy: string, address?: string) =>
  collected(network, {
    id,
    ...{ address, identifiers: [id], account: '111111111111', region: 'eu-west-1' },
    attributes: { cidrs: ['10.1.0.0/16'], prefixLength: 16, tenancy },
  })

/** A snapshot of what an account has and of what a state says of it, as `evenkeel snapshot` writes one. */
async function snapshotOf(directory: string): Promise<string> {
  const [live, code] = [awsEc2, terraformState].map(({ id, family, mode }) => {
    const found =
      mode === 'observed'
        ? [vpc('vpc-1', 'default'), vpc('vpc-2', 'default')]
        : [vpc('vpc-1', 'dedicated', 'module.network.aws_vpc.main')]
    return fakeCollector({ id, family, mode, reads: [{ produces: [network], needs: [], read: yields(...found) }] })
  })
  if (live === undefined || code === undefined) throw new Error('there are two')
  const facts = { name: 'production', aliases: [], domains: [], accounts: {}, regions: {}, baseDirectory: directory }
  const { snapshot } = await collectEnvironment({
    facts,
    sources: [source('aws', { where: 'aws' }), source('terraform', { where: 'terraform' })],
    collectors: [live, code],
    services: [],
    signal: new AbortController().signal,
    fingerprint: createFingerprinter('key of the tests'),
    now: new Date('2026-11-01T00:00:00Z'),
    onCollect: () => {},
    everything: true,
  })
  const lines: string[] = []
  const about = { environment: 'production', takenAt: '2026-11-01T00:00:00Z', keyId: 'tests', program: 'tests' }
  for await (const line of linesOf(snapshot, about)) lines.push(line)
  return lines.join('')
}

describe('what is there against what code says of it', () => {
  let folder: string
  let service: Service
  let url: string
  let at: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-code-'))
    await writeFile(join(folder, 'evenkeel.yaml'), configuration)
    for (const name of ['production', 'staging']) await writeFile(join(folder, `${name}.tfstate`), nothing)
    service = startService(['serve', '--data', 'data', '--listen', '127.0.0.1:0'], { cwd: folder, env: {} })
    url = await urlOf(service)
    const sent = await fetch(`${url}/v1/snapshots`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: await snapshotOf(folder),
    })
    if (sent.status !== 201) throw new Error(await sent.text())
    // What the service reads by itself meanwhile is another snapshot.
    at = `#${((await sent.json()) as { readonly seq: number }).seq}`
  })

  afterAll(async () => {
    await service?.kill()
    await rm(folder, { recursive: true, force: true })
  })

  it.each([
    [
      'of the command',
      async () => {
        const args = [
          'diff',
          `production:observed${at}`,
          `production:declared${at}`,
          '--data',
          'data',
          '--format',
          'json',
        ]
        return JSON.parse((await runEvenkeel(args, { cwd: folder })).stdout) as Report
      },
    ],
    [
      'of the service',
      () =>
        clientOf(() => url).get<Report>(
          `/v1/diff?candidate=production:observed${encodeURIComponent(at)}&baseline=production:declared${encodeURIComponent(at)}`,
        ),
    ],
  ])('drift is called by its address in code, and what no code made is no finding: %s', async (_, ask) => {
    const { findings, summary } = await ask()
    expect(findings.map(({ at, resource }) => [resource.name, at])).toEqual([
      ['module.network.aws_vpc.main', '/tenancy'],
    ])
    expect(findings[0]?.title).toContain('production:observed')
    expect(findings[0]?.title).toContain('production:declared')
    // What no code made is neither missing nor too much.
    expect(summary).toMatchObject({ compared: 1, missing: 0, extra: 0 })
  })

  it('which is counted in one sentence', async () => {
    const { stdout, stderr } = await runEvenkeel(
      ['diff', `production:observed${at}`, `production:declared${at}`, '--data', 'data'],
      { cwd: folder },
    )
    expect(stdout + stderr).toContain('1 not managed by the code that was read: 1 network')
  })

  it('and against itself, code has no drift', async () => {
    const report = await clientOf(() => url).get<Report>(
      `/v1/diff?candidate=production:declared${encodeURIComponent(at)}&baseline=production:declared${encodeURIComponent(at)}`,
    )
    expect(report).toMatchObject({ drift: 'none', findings: [] })
  })
})
