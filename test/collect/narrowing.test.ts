import { describe, expect, it } from 'vitest'
import { narrow, networkNames } from '../../src/collect/narrowing.ts'
import { matchesPattern } from '../../src/collect/pattern.ts'
import type { Found } from '../../src/collect/read-scope.ts'
import { serviceOf } from '../../src/collect/services.ts'
import type { Narrowing } from '../../src/model/plan.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { kindOf } from '../../src/model/kinds/index.ts'
import { collectWith, fakeCollector, source, yields } from '../support/fake-collector.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { databaseParameters } from '../../src/model/kinds/database-parameters.ts'
import { settingGroup } from '../../src/model/kinds/setting-group.ts'

const found = (kind: string, rest: Partial<CollectedResource> = {}): Found => {
  const known = kindOf(kind)
  if (known === undefined) throw new Error(kind)
  return { kind: known, resource: { kind, id: 'x', attributes: {}, ...rest } }
}

const keeps = (
  narrowing: { include?: Narrowing; exclude?: Narrowing },
  one: Found,
  others: readonly Found[] = [],
): boolean => narrow(source('fake', narrowing), networkNames([one, ...others]))(one)

describe('narrowing by tags and labels', () => {
  const shop = found('compute-instance', { tags: { System: 'shop', Team: 'web' } })

  it.each<[string, { include?: Narrowing; exclude?: Narrowing }, boolean]>([
    ['nothing asked', {}, true],
    ['a tag it has', { include: { tags: { System: 'shop' } } }, true],
    ['a tag of another value', { include: { tags: { System: 'billing' } } }, false],
    ['a tag it lacks', { include: { tags: { Owner: 'x' } } }, false],
    ['every tag', { include: { tags: { System: 'shop', Team: 'web' } } }, true],
    ['every tag but one', { include: { tags: { System: 'shop', Team: 'db' } } }, false],
    ['a pattern', { include: { tags: { System: 'sh*' } } }, true],
    ['any value', { include: { tags: { Team: '*' } } }, true],
    ['a label, which is a tag', { include: { labels: { Team: 'web' } } }, true],
    ['a label it lacks', { include: { tags: { System: 'shop' }, labels: { app: 'x' } } }, false],
    ['an excluded tag', { exclude: { tags: { Team: 'web' } } }, false],
    ['one excluded tag of two', { exclude: { tags: { Team: 'web', Owner: 'x' } } }, false],
    ['an excluded tag it lacks', { exclude: { tags: { Owner: 'x' } } }, true],
    ['both', { include: { tags: { System: 'shop' } }, exclude: { labels: { Team: 'web' } } }, false],
    ['empty maps', { include: { tags: {} }, exclude: { tags: {} } }, true],
    ['a tag named like a method', { include: { tags: { toString: '*' } } }, false],
  ])('%s', (_, narrowing, kept) => {
    expect(keeps(narrowing, shop)).toBe(kept)
  })

  it('asks no tags of kinds that have none', () => {
    const settings = found('setting-group')
    expect(keeps({ include: { tags: { System: 'shop' } } }, settings)).toBe(true)
    expect(keeps({ exclude: { tags: { System: '*' } } }, settings)).toBe(true)
    expect(keeps({ include: { tags: { System: 'shop' } } }, found('network'))).toBe(false)
  })
})

describe('narrowing by namespace', () => {
  const workload = found('workload', { address: 'orders/api' })

  it('keeps what lives in one of them', () => {
    expect(keeps({ include: { namespaces: ['web', 'orders'] } }, workload)).toBe(true)
    expect(keeps({ include: { namespaces: ['ord*'] } }, workload)).toBe(true)
    expect(keeps({ include: { namespaces: ['web'] } }, workload)).toBe(false)
    expect(keeps({ exclude: { namespaces: ['orders'] } }, workload)).toBe(false)
    expect(keeps({ exclude: { namespaces: ['web'] } }, workload)).toBe(true)
  })

  it('does not ask what is in no namespace', () => {
    for (const one of [
      found('firewall', { address: 'stack/LogicalId', account: '111111111111' }),
      found('setting-group', { address: 'deploy/settings/web.env' }),
      found('certificate'),
    ]) {
      expect(keeps({ include: { namespaces: ['web'] } }, one)).toBe(true)
    }
  })
})

describe('narrowing by network', () => {
  const network = found('network', { id: 'vpc-1', name: 'shop-main', identifiers: ['arn:vpc-1'] })
  const instance = found('compute-instance', { attributes: { network: 'vpc-1' } })

  it.each([['vpc-1'], ['shop-*'], ['arn:vpc-1']])('keeps the network %s and what is in it', (word) => {
    expect(keeps({ include: { vpcs: [word] } }, network)).toBe(true)
    expect(keeps({ include: { vpcs: [word] } }, instance, [network])).toBe(true)
    expect(keeps({ exclude: { vpcs: [word] } }, instance, [network])).toBe(false)
  })

  it('leaves out what is in another', () => {
    expect(keeps({ include: { vpcs: ['other'] } }, network)).toBe(false)
    expect(keeps({ include: { vpcs: ['other'] } }, instance, [network])).toBe(false)
  })

  it('keeps what is in none, and what could not be known', () => {
    expect(keeps({ include: { vpcs: ['vpc-1'] } }, found('certificate'))).toBe(true)
    expect(keeps({ include: { vpcs: ['vpc-1'] } }, found('compute-instance'))).toBe(true)
  })
})

describe('narrowing while collecting', () => {
  const instance = (id: string, system: string): object => ({
    kind: 'compute-instance',
    id,
    attributes: {},
    tags: { System: system },
  })
  const collector = fakeCollector({
    reads: [
      { produces: [computeInstance], read: yields(instance('i-1', 'shop'), instance('i-2', 'other')) },
      { produces: [settingGroup], read: yields({ kind: 'setting-group', id: 's', attributes: {} }) },
    ],
  })
  const narrowed = (system: string): ReturnType<typeof collectWith> =>
    collectWith([collector], { sources: [source('fake', { include: { tags: { System: system } } })] })

  it('leaves out resources, never coverage', async () => {
    const { resources, coverage, notices } = await narrowed('shop')
    expect(resources.map((one) => one.id)).toEqual(['i-1', 's'])
    expect(coverage.map((row) => row.status)).toEqual(['complete', 'complete'])
    expect(notices).toEqual([])
  })

  it('says when nothing is left of much', async () => {
    const { resources, notices } = await narrowed('shopp')
    expect(resources.map((one) => one.id)).toEqual(['s'])
    expect(notices).toEqual([
      {
        code: 'collect-include-keeps-nothing',
        message: 'evenkeel.yaml:7:9: `include` keeps none of the 2 resources with tags that "fake" read.',
      },
    ])
  })

  it('leaves out what has no tags and is used only by what is left out', async () => {
    const database = (id: string, system: string, parameters: string): object => ({
      kind: 'database-instance',
      id,
      attributes: { parameters },
      tags: { System: system },
    })
    const group = (id: string): object => ({ kind: 'database-parameters', id, attributes: {} })
    const account = fakeCollector({
      reads: [
        {
          produces: [databaseInstance, databaseParameters],
          read: yields(
            ...[database('a', 'shop', 'ours'), database('b', 'other', 'theirs')],
            ...[database('c', 'shop', 'both'), database('d', 'other', 'both')],
            ...[group('ours'), group('theirs'), group('both'), group('unused')],
          ),
        },
      ],
    })
    const { resources } = await collectWith([account], {
      sources: [source('fake', { include: { tags: { System: 'shop' } } })],
    })
    expect(resources.map((one) => one.id)).toEqual(['a', 'c', 'ours', 'both', 'unused'])
  })

  it('lets two entries of one source keep different things', async () => {
    const entry = (system: string) => source('fake', { include: { tags: { System: system } } })
    const { resources } = await collectWith([collector], { sources: [entry('shop'), entry('other')] })
    expect(resources.map((one) => one.id)).toEqual(['i-1', 's', 'i-2'])
  })
})

describe('services', () => {
  const services = [
    { name: 'orders', match: { tags: { Service: 'orders', Tier: '*' } } },
    { name: 'web', match: { names: ['*-web', 'web-*'], tags: { Service: 'web' } } },
    { name: 'empty', match: {} },
  ]

  it.each<[Partial<CollectedResource>, string | undefined]>([
    [{ tags: { Service: 'orders', Tier: 'db' } }, 'orders'],
    [{ tags: { Service: 'orders' } }, undefined],
    [{ tags: { Service: 'web' } }, 'web'],
    [{ name: 'staging-web' }, 'web'],
    [{ id: 'web-1' }, 'web'],
    [{ id: 'web-1', name: 'other' }, undefined],
    [{}, undefined],
  ])('%o belongs to %s', (rest, name) => {
    expect(serviceOf(services, { kind: 'firewall', id: 'x', attributes: {}, ...rest })).toBe(name)
  })

  it.each<[string, Partial<CollectedResource>, string | undefined]>([
    ['both', { address: 'shop-eu/Deployment:api', tags: { app: 'api', tier: 'web' } }, 'api'],
    ['the labels in another namespace', { address: 'other/Deployment:api', tags: { app: 'api' } }, undefined],
    ['the namespace and other labels', { address: 'shop-eu/Deployment:web', tags: { app: 'web' } }, undefined],
    ['the tags, in an account', { account: '111111111111', tags: { Service: 'api' } }, 'api'],
    ['the namespace of a service that asks for no labels', { address: 'jobs/CronJob:nightly' }, 'jobs'],
    [
      'the labels of one that asks for no namespace',
      { address: 'any/Deployment:x', tags: { part: 'search' } },
      'search',
    ],
    ['no namespace', { address: 'ClusterRole:jobs' }, undefined],
  ])('have a part in a cluster: %s', (_, rest, name) => {
    const inClusters = [
      { name: 'api', match: { tags: { Service: 'api' }, labels: { app: 'api' }, namespaces: ['shop-*'] } },
      { name: 'jobs', match: { namespaces: ['jobs'] } },
      { name: 'search', match: { labels: { part: 'search' } } },
    ]
    expect(serviceOf(inClusters, { kind: 'workload', id: 'x', attributes: {}, ...rest })).toBe(name)
  })

  it('come with the resources', async () => {
    const read = yields(
      { kind: 'compute-instance', id: 'web-1', attributes: {} },
      { kind: 'compute-instance', id: 'x', attributes: {} },
    )
    const { snapshot } = await collectWith([fakeCollector({ reads: [{ produces: [computeInstance], read }] })], {
      services,
    })
    expect([...snapshot.heads()].map((head) => head.service)).toEqual(['web', undefined])
  })
})

describe('patterns', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['*', '', true],
    ['a*c', 'ac', true],
    ['ab*bc', 'abc', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a*b*b', 'ab', false],
    ['*b*', 'abc', true],
    ['**', 'x', true],
    ['a.c', 'abc', false],
    ['A', 'a', false],
    ['', '', true],
    ['', 'a', false],
  ])('%s and %s: %s', (pattern, text, answer) => {
    expect(matchesPattern(pattern, text)).toBe(answer)
  })

  it('take linear time', () => {
    expect(matchesPattern('*a'.repeat(2000) + 'b', 'a'.repeat(20_000))).toBe(false)
  })
})
