import { CreateVpcCommand, EC2Client, ModifyVpcTenancyCommand } from '@aws-sdk/client-ec2'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { collectEnvironment } from '../../../src/collect/run.ts'
import type { Collector, EnvironmentFacts } from '../../../src/collect/contract.ts'
import { memorySnapshot } from '../../../src/collect/memory-snapshot.ts'
import { unmanagedNotices } from '../../../src/jobs/verdicts.ts'
import { comparisonOf, type WeighedSide } from '../../../src/jobs/weigh.ts'
import type { Mode } from '../../../src/model/resource.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { source } from '../../support/fake-collector.ts'
import { startMoto, type Moto } from '../../support/moto.ts'
import { stateText } from './states.ts'

const collectors = [awsEc2, terraformState] as unknown as readonly Collector[]
const region = 'eu-west-1'
const facts: EnvironmentFacts = {
  name: 'production',
  aliases: [],
  domains: [],
  accounts: {},
  regions: { primary: region },
  baseDirectory: '/',
}

let moto: Moto
const ids: string[] = []
const before = { ...process.env }

beforeAll(async () => {
  moto = await startMoto()
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' })
  const config = { region, endpoint: moto.url }
  const ec2 = new EC2Client(config)
  for (const CidrBlock of ['10.1.0.0/16', '10.9.0.0/16']) {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock, InstanceTenancy: 'dedicated' }))
    ids.push(Vpc?.VpcId ?? '')
  }
  // By hand, after it was applied.
  await ec2.send(new ModifyVpcTenancyCommand({ VpcId: ids[0], InstanceTenancy: 'default' }))
  const s3 = new S3Client({ ...config, forcePathStyle: true })
  await s3.send(
    new CreateBucketCommand({ Bucket: 'shop-states', CreateBucketConfiguration: { LocationConstraint: region } }),
  )
  const vpc = (id: string, cidr_block: string) => ({
    type: 'aws_vpc',
    name: 'main',
    module: 'module.network',
    attributes: { id, cidr_block, instance_tenancy: 'dedicated', tags: {} },
  })
  for (const [Key, Body] of [
    ['production/network.tfstate', stateText(vpc(ids[0] ?? '', '10.1.0.0/16'))],
    ['production/network.tfstate.tflock', 'somebody applies'],
    ['production/broken.tfstate', '{'],
  ] as const) {
    await s3.send(new PutObjectCommand({ Bucket: 'shop-states', Key, Body }))
  }
}, 90_000)

afterAll(async () => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
  await moto.stop()
})

async function collect(s3: Readonly<Record<string, string>>, everything: boolean) {
  const { snapshot } = await collectEnvironment({
    facts,
    sources: [
      source('aws', { settings: { endpoint: moto.url, services: ['ec2'], maxAttempts: 2 }, where: 'aws' }),
      source('terraform', {
        settings: { s3: { bucket: 'shop-states', endpoint: moto.url, ...s3 } },
        where: 'terraform',
      }),
    ],
    collectors,
    services: [],
    signal: new AbortController().signal,
    fingerprint: createFingerprinter('key of the tests'),
    now: new Date('2026-11-01T00:00:00Z'),
    onCollect: () => {},
    everything,
  })
  return {
    coverage: [...snapshot.coverage],
    resources: [...snapshot.bodies([...snapshot.heads()].map(({ key }) => key))],
  }
}

describe('a state in S3 beside the account that it made', () => {
  it('gives what is observed its address, and is otherwise no part of the environment', async () => {
    const { resources, coverage } = await collect({ key: 'production/network.tfstate' }, false)
    const networks = resources.filter(({ kind }) => kind === 'network')
    expect(networks.map(({ id, origin, address }) => [id, origin.mode, address]).sort()).toEqual(
      [
        [ids[0], 'observed', 'module.network.aws_vpc.main'],
        [ids[1], 'observed', undefined],
      ].sort(),
    )
    expect(coverage.filter(({ kind }) => kind === 'network').map(({ origin }) => origin.collector)).toEqual(['aws-ec2'])
  })

  it('is the code of what is there: what moved is told by its address, what no code made is counted', async () => {
    const { resources, coverage } = await collect({ key: 'production/network.tfstate' }, true)
    const sideOf = (mode: Mode): WeighedSide => {
      const own = {
        coverage: coverage.filter(({ origin }) => origin.mode === mode),
        resources: resources.filter(({ origin }) => origin.mode === mode),
      }
      const snapshot = memorySnapshot({ environment: 'production', takenAt: new Date('2026-11-01T00:00:00Z'), ...own })
      return { facts, symbols: {}, snapshot, notices: [], mode }
    }
    const input = { candidate: sideOf('observed'), baseline: sideOf('declared'), pairs: [], shared: [] }
    const comparison = comparisonOf(input)
    const changed = [...comparison.views()].filter(({ changes }) => changes.length > 0)
    expect(changed.map(({ twin, changes }) => [twin.name, changes.map(({ at }) => at)])).toEqual([
      ['module.network.aws_vpc.main', ['/tenancy']],
    ])
    const counted = comparison.pairing.unmanaged?.filter(({ kind }) => kind === 'network') ?? []
    expect(counted).toHaveLength(1)
    expect(unmanagedNotices(comparison)[0]?.message).toContain('1 network')
  })

  it('is read below a prefix: locks are passed over, and one that is broken costs no other', async () => {
    const { resources, coverage } = await collect({ prefix: 'production/' }, true)
    const declared = resources.filter(({ origin, kind }) => origin.mode === 'declared' && kind === 'network')
    expect(declared.map(({ id }) => id)).toEqual([ids[0]])
    const row = coverage.find(({ origin, kind }) => origin.mode === 'declared' && kind === 'network')
    expect(row).toMatchObject({ status: 'partial', origin: { scope: 's3://shop-states/production/*' } })
    expect(row?.reason).toContain('s3://shop-states/production/broken.tfstate:1:2 cannot be understood')
  })

  it.each([{ key: 'production/other.tfstate' }, { prefix: 'staging/' }])(
    'that is not there is no empty one: %j',
    async (s3) => {
      const { coverage } = await collect(s3, true)
      const row = coverage.find(({ origin, kind }) => origin.mode === 'declared' && kind === 'network')
      expect(row?.status).not.toBe('complete')
      expect(row?.reason).toContain('Nothing matches s3://shop-states/')
    },
  )
})
