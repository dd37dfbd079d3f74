import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { records } from '../../../collectors/aws-config/recorded.ts'
import { parseRow } from '../../../collectors/aws-config/row.ts'
import { recordedTypes } from '../../../collectors/aws-config/types.ts'
import { awsConfig } from '../../../collectors/aws-config/collector.ts'
import { explainSource } from '../../../collectors/aws-config/stands-in.ts'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { policyFor } from '../../../src/app/policy.ts'
import { producesOf, type Collector, type Diagnosis } from '../../../src/collect/contract.ts'
import { assign } from '../../../src/collect/tasks.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { within } from '../../contracts/subject.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { collectWith, source, type Collected } from '../../support/fake-collector.ts'
import { plain, readCollector } from '../../support/read-collector.ts'
import { readRecordings } from '../../support/replay-recording.ts'
import { collectors } from '../../support/collectors.ts'

const recordings = [
  ...shopRecordings,
  ...readRecordings(fileURLToPath(new URL('../../recordings/aws-config/', import.meta.url))),
]

let world: AwsWorld | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

async function open(options: Parameters<typeof awsWorld>[0] = {}): Promise<AwsWorld> {
  world = await awsWorld({ recordings, ...options })
  return world
}

const aggregator = { name: 'all' }

describe('what AWS Config tells', () => {
  it('says what it does not know of a group that names a prefix list, and when each was recorded', async () => {
    const told = await readCollector(awsConfig, await open())
    expect(told.unknown).toContainEqual({
      kind: 'firewall',
      fields: ['/ingress', '/egress'],
      reason: expect.stringContaining('prefix list') as string,
      id: 'sg-0aaa0000000000001',
    })
    expect(new Set(told.resources.map(({ asOf }) => asOf))).toEqual(new Set(['2026-11-02T09:58:00.000Z']))
  })

  it('comes out the same through an aggregator', async () => {
    const direct = await readCollector(awsConfig, await open())
    await world?.close()
    const through = await readCollector(awsConfig, await open({ settings: { aggregator } }))
    expect(through.errors).toEqual([])
    expect(plain(through.resources)).toEqual(plain(direct.resources))
    expect(world?.replay.actions().filter((one) => one.startsWith('config:'))).toEqual([
      'config:DescribeConfigurationAggregatorSourcesStatus',
      'config:SelectAggregateResourceConfig',
    ])
  })
})

describe('what is not recorded', () => {
  it.each([
    ['no recorder', { ConfigurationRecorders: [] }, /not set up/],
    [
      'a recorder of other types',
      {
        ConfigurationRecorders: [
          { name: 'default', recordingGroup: { allSupported: false, resourceTypes: ['AWS::SNS::Topic'] } },
        ],
      },
      /not among those/,
    ],
    ['a recorder that nobody started', { ConfigurationRecorders: [{ name: 'other' }] }, /stopped/],
  ])('is could not look, never nothing there: %s', async (_, body, words) => {
    const own = recordings.filter(({ action }) => action !== 'config:DescribeConfigurationRecorders')
    const given = await open({ recordings: [...own, { action: 'config:DescribeConfigurationRecorders', body }] })
    const { errors, resources } = await readCollector(awsConfig, given)
    expect(resources).toEqual([])
    expect(errors).toHaveLength(recordedTypes.length)
    for (const error of errors) {
      expect(error).toMatchObject({ code: 'collect-not-recorded', message: expect.stringMatching(words) as string })
    }
    expect(given.replay.actions()).not.toContain('config:SelectResourceConfig')
  })

  it.each([
    ['us-east-1', /could not read it the last time/],
    ['eu-central-1', /does not collect from it/],
  ])('is said of a region that the aggregator does not have: %s', async (region, words) => {
    const given = await open({ settings: { aggregator, regions: [region] } })
    const { errors } = await readCollector(awsConfig, given)
    for (const error of errors) expect(String(error)).toMatch(words)
    expect(errors).toHaveLength(recordedTypes.length)
  })

  it('goes by the strategy of the recorder', () => {
    const type = 'AWS::EC2::VPC'
    const exclusion = { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } as const
    const group = (resourceTypes: readonly 'AWS::EC2::VPC'[]) => ({
      recordingGroup: {
        allSupported: false,
        recordingStrategy: exclusion,
        exclusionByResourceTypes: { resourceTypes: [...resourceTypes] },
      },
    })
    expect(records(group([]), type)).toBe(true)
    expect(records(group([type]), type)).toBe(false)
    expect(records({}, type)).toBe(true)
  })
})

describe('a row', () => {
  it('of something that was deleted tells nothing, not even that it was', async () => {
    const gone = recordings.map((one) =>
      one.action === 'config:SelectResourceConfig' && 'Results' in one.body
        ? {
            ...one,
            body: {
              Results: (one.body['Results'] as readonly string[]).map((text) =>
                text.replace('"configurationItemStatus":"OK"', '"configurationItemStatus":"ResourceDeleted"'),
              ),
            },
          }
        : one,
    )
    const { errors, resources } = await readCollector(awsConfig, await open({ recordings: gone }))
    expect([errors, resources]).toEqual([[], []])
  })

  const row = (configuration: unknown): string => JSON.stringify({ resourceId: 'x', configuration })

  it.each(['', 'nonsense', '[]', '{}', row(undefined), row('nonsense'), row([])])(
    'that is none is refused: %s',
    (text) => {
      expect(parseRow(text)).toBeUndefined()
    },
  )

  it('may have its configuration as a text', () => {
    expect(parseRow(row(JSON.stringify({ dBInstanceClass: 'db.m6g.large' })))?.configuration).toEqual({
      DBInstanceClass: 'db.m6g.large',
    })
  })

  it('with an older item has ranges without descriptions', () => {
    const [firewall] = recordedTypes.filter(({ kind }) => kind.id === 'firewall')
    const read = parseRow(
      row({
        groupName: 'web',
        ipPermissions: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: ['10.0.0.0/8'] }],
      }),
    )
    if (read === undefined) throw new Error('the row was refused')
    expect(
      firewall?.normalise(read, { fingerprint: createFingerprinter('a key'), beside: () => undefined })[0]?.attributes,
    ).toMatchObject({
      ingress: [{ protocol: 'tcp', ports: '443', cidr: '10.0.0.0/8' }],
    })
  })
})

describe('source', () => {
  const readersOf = (settings: object): Readonly<Record<string, readonly string[]>> => {
    const readers: Record<string, string[]> = {}
    for (const { collector, reads, wants } of assign([source('aws', { settings })], collectors)) {
      for (const kind of new Set(reads.flatMap((read) => read.produces.map((one) => one.id)).filter(wants))) {
        readers[kind] = [...(readers[kind] ?? []), collector.id]
      }
    }
    return readers
  }

  it('asks the services unless something else is said', () => {
    expect(Object.values(readersOf({})).flat()).not.toContain('aws-config')
    expect(readersOf({})).toEqual(readersOf({ source: 'describe' }))
  })

  it('asks AWS Config for what it can tell, and the services for the rest, each kind once', () => {
    const readers = readersOf({ source: 'config' })
    expect(readers).toMatchObject({
      firewall: ['aws-config'],
      network: ['aws-config'],
      'database-parameters': ['aws-rds'],
    })
    for (const who of Object.values(readers)) expect(who.length).toBe(new Set(who).size)
    expect(Object.keys(readers).sort()).toEqual(Object.keys(readersOf({})).sort())
  })

  it.each([{}, { aggregator }])('leaves to the services what it does not know whole, by kind: %j', (more) => {
    const readers = readersOf({ source: 'auto', ...more })
    expect(readers).toMatchObject({
      'network-acl': ['aws-config'],
      subnet: ['aws-config'],
      network: ['aws-ec2'],
      'compute-instance': ['aws-ec2'],
      firewall: ['aws-ec2'],
      'database-instance': ['aws-rds'],
      'load-balancer': ['aws-elb', 'aws-elbv2'],
      'route-table': ['aws-ec2'],
    })
  })

  it('reads no more of AWS Config than the services that are chosen would', () => {
    const readers = readersOf({ source: 'config', services: ['rds'] })
    expect(readers['database-instance']).toEqual(['aws-config'])
    expect(readers['firewall']).toBeUndefined()
  })

  const ofNetworks = ['firewall', 'network', 'network-acl', 'subnet']
  /** EC2, as far as it reads networks and firewalls: the rest of it is many calls, and none of what is asked here. */
  const ec2 = {
    ...(awsEc2 as unknown as Collector),
    reads: (awsEc2 as unknown as Collector).reads.filter(({ produces }) =>
      produces.some(({ id }) => ofNetworks.includes(id)),
    ),
  }
  /** Reads as the runner does, with EC2 beside AWS Config. A connection that a slow machine left idle too long is tried again. */
  const collect = async (given: AwsWorld): Promise<Collected> =>
    within(given, () =>
      collectWith([ec2, awsConfig as unknown as Collector], {
        facts: given.environment,
        sources: [
          source('aws', { settings: { ...given.settings, services: ['ec2'], maxAttempts: 3, deadlineSeconds: 300 } }),
        ],
      }),
    )
  const readBy = ({ resources }: Collected, kind: string): readonly unknown[] =>
    resources
      .filter((one) => one.kind === kind)
      .map(({ id, origin, asOf }) => [id, origin.collector, asOf !== undefined])

  it('reads each kind from whom it is asked of, in one environment', async () => {
    const mixed = await collect(await open({ settings: { source: 'auto' } }))
    expect(mixed.coverage.filter((row) => row.status !== 'complete').map((row) => [row.kind, row.reason])).toEqual([])
    expect(readBy(mixed, 'network-acl')).toEqual([['acl-0aaa0000000000002', 'aws-config', true]])
    expect(readBy(mixed, 'network')).toEqual([['vpc-0aaa0000000000001', 'aws-ec2', false]])
    expect(new Set(readBy(mixed, 'firewall').map((one) => (one as string[])[1]))).toEqual(new Set(['aws-ec2']))
  })

  it.each([
    [
      'does not record it',
      { settings: { source: 'auto' } },
      'config:DescribeConfigurationRecorders',
      { ConfigurationRecorders: [] },
    ],
    [
      'has nothing of it, through an aggregator',
      { settings: { source: 'auto', aggregator } },
      'config:SelectAggregateResourceConfig',
      { Results: [] },
    ],
  ])('asks the service after all where AWS Config %s', async (_, options, action, body) => {
    const own = recordings.filter((one) => one.action !== action)
    const found = await collect(await open({ ...options, recordings: [...own, { action, body }] }))
    expect(found.coverage.filter((row) => row.status !== 'complete').map((row) => [row.kind, row.reason])).toEqual([])
    expect(readBy(found, 'network-acl')).toEqual([['acl-0aaa0000000000002', 'aws-config', false]])
    const described = await (async () => {
      await world?.close()
      return collect(await open())
    })()
    const plainly = ({ resources }: Collected): unknown =>
      resources
        .filter(({ kind }) => ['network-acl', 'subnet'].includes(kind))
        .map((one) => [one.kind, one.id, one.attributes])
        .sort()
    expect(plainly(found)).toEqual(plainly(described))
  })

  it('tells what the service does not tell either', async () => {
    const own = recordings.filter((one) => one.action !== 'config:DescribeConfigurationRecorders')
    const none = { action: 'config:DescribeConfigurationRecorders', body: { ConfigurationRecorders: [] } }
    const faults = [{ action: 'ec2:DescribeNetworkAcls', does: 'denied' as const }]
    const found = await collect(await open({ settings: { source: 'auto' }, recordings: [...own, none], faults }))
    expect(found.coverage.find((row) => row.kind === 'network-acl')).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('ec2:DescribeNetworkAcls') as string,
    })
  })

  it('allows in the policy what it may give way to, and the history exactly where explain asks for it', () => {
    const actions = (settings: object): readonly string[] =>
      policyFor(assign([source('aws', { settings })], collectors), collectors)?.Statement[0]?.Action ?? []
    const history = 'config:GetResourceConfigHistory'
    expect(actions({ source: 'auto' })).toEqual(
      expect.arrayContaining([history, 'ec2:DescribeNetworkAcls', 'config:SelectResourceConfig']),
    )
    expect(actions({ source: 'config', aggregator })).toContain(history)
    expect(actions({ source: 'auto', services: ['rds'] })).toContain(history)
    // Of these AWS Config keeps nothing.
    expect(actions({ source: 'config', services: ['ssm'] })).not.toContain(history)
    expect(actions({})).not.toContain(history)
  })

  it('is explained for every kind that a service of AWS tells', () => {
    const explained = explainSource({ source: 'auto' }).map(({ kind }) => kind)
    const told = collectors.filter(({ family }) => family === 'aws').flatMap(producesOf)
    expect([...explained].sort()).toEqual([...new Set(told.map(({ id }) => id))].sort())
  })

  const linesOf = async (options: Parameters<typeof open>[0]): Promise<readonly Diagnosis[]> => {
    const given = await open(options)
    const lines: Diagnosis[] = []
    const collector = awsConfig as unknown as Collector
    await within(given, async () => {
      for (const scope of await collector.scopes(given.settings, given.environment)) {
        const { signal } = new AbortController()
        const request = { scope, settings: given.settings, environment: given.environment, signal }
        for await (const line of collector.diagnose({ ...request, fingerprint: createFingerprinter('a key') }))
          lines.push(line)
      }
    })
    return lines
  }
  const place = 'in 111111111111/eu-west-1'

  it('is explained by doctor, kind by kind', async () => {
    const lines = await linesOf({ settings: { source: 'auto', aggregator } })
    const of = (kind: string): string | undefined => lines.find(({ what }) => what === `${kind} ${place}`)?.detail
    expect(of('network-acl')).toBe('of AWS Config (AWS::EC2::NetworkAcl)')
    expect(of('network')).toBe('of its service: AWS Config does not know /dnsSupport, /dnsHostnames')
    expect(of('certificate')).toBe('of its service: AWS Config does not know /selfSigned, /chain, /chainNotAfter')
    expect(of('firewall')).toContain('prefix lists')
    expect(of('stored-parameter')).toBe('of its service: parameters are not recorded')
    expect(lines.every(({ ok }) => ok)).toBe(true)
    expect(lines.map(({ what }) => what)).toContain(`config:SelectAggregateResourceConfig ${place}`)
  })

  it.each([
    ['auto', true, /^of its service: .*not among those/],
    ['config', false, /not among those/],
  ])('is explained by doctor where a type is not recorded: %s', async (kind, ok, words) => {
    const action = 'config:DescribeConfigurationRecorders'
    const group = { allSupported: false, resourceTypes: ['AWS::EC2::Subnet'] }
    const body = { ConfigurationRecorders: [{ name: 'default', recordingGroup: group }] }
    const own = recordings.filter((one) => one.action !== action)
    const lines = await linesOf({ settings: { source: kind }, recordings: [...own, { action, body }] })
    expect(lines.find(({ what }) => what === `network-acl ${place}`)).toMatchObject({
      ok,
      detail: expect.stringMatching(words) as string,
    })
    expect(lines.find(({ what }) => what === `subnet ${place}`)).toMatchObject({ ok: true })
  })
})
