import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { records } from '../../../collectors/aws-config/recorded.ts'
import { parseRow } from '../../../collectors/aws-config/row.ts'
import { recordedTypes } from '../../../collectors/aws-config/types.ts'
import { awsConfig } from '../../../collectors/aws-config/collector.ts'
import type { Collector, Diagnosis } from '../../../src/collect/contract.ts'
import { collectors } from '../../../collectors/index.ts'
import { assign } from '../../../src/collect/tasks.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { within } from '../../contracts/subject.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { source } from '../../support/fake-collector.ts'
import { plain, readCollector } from '../../support/read-collector.ts'
import { readRecordings } from '../../support/replay-recording.ts'

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
    expect(readersOf({})).toEqual(readersOf({ source: 'auto' }))
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

  it('leaves to the services what an aggregator cannot know, where it is chosen by itself', () => {
    const readers = readersOf({ source: 'auto', aggregator })
    expect(readers).toMatchObject({
      network: ['aws-config'],
      'network-acl': ['aws-config'],
      subnet: ['aws-config'],
      'compute-instance': ['aws-ec2'],
      firewall: ['aws-ec2'],
      'database-instance': ['aws-rds'],
      'load-balancer': ['aws-elbv2'],
      'route-table': ['aws-ec2'],
    })
  })

  it('reads no more of AWS Config than the services that are chosen would', () => {
    const readers = readersOf({ source: 'config', services: ['rds'] })
    expect(readers['database-instance']).toEqual(['aws-config'])
    expect(readers['firewall']).toBeUndefined()
  })

  it('is explained by doctor', async () => {
    const given = await open({ settings: { source: 'auto', aggregator } })
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
    const told = lines.map(({ detail }) => detail).join('\n')
    expect(told).toContain('AWS Config is asked for network')
    expect(told).toContain('database-instance is asked of its service: AWS Config does not know all of it')
    expect(lines.every(({ ok }) => ok)).toBe(true)
    expect(lines.map(({ what }) => what)).toContain('config:SelectAggregateResourceConfig in 111111111111/eu-west-1')
  })
})
