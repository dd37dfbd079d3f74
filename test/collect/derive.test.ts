import { describe, expect, it } from 'vitest'
import { deriveAll, referencesIn, withUnderived } from '../../src/collect/derive.ts'
import { memorySnapshot } from '../../src/collect/memory-snapshot.ts'
import { buildLexicon } from '../../src/compare/lexicon.ts'
import { compare } from '../../src/compare/compare.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { databaseParameters } from '../../src/model/kinds/database-parameters.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { kindOf, kinds } from '../../src/model/kinds/index.ts'
import { count, keyed, ordered, record, reference, setOf, word } from '../../src/model/forms.ts'
import { defineKind, type Kind } from '../../src/model/kind.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import type { Resource } from '../../src/model/resource.ts'
import {
  breaks,
  collectWith,
  facts,
  fakeCollector,
  yields,
  type Collected,
  type FakeRead,
} from '../support/fake-collector.ts'
import { growth, linear } from '../support/linear-time.ts'

describe('the rows of a source with a place for each file', () => {
  const rows = (many: number): readonly Coverage[] =>
    Array.from({ length: many }, (_, i) => ['autoscaler', 'workload'].map((kind) => row(kind, `${i}.yaml`))).flat()
  const row = (kind: string, scope: string): Coverage => ({
    environment: 'staging',
    origin: { collector: 'c', mode: 'declared', scope },
    role: '',
    kind,
    status: 'complete',
    required: true,
    unknownFields: ['/other'],
  })

  it('are asked about each other in a time that grows with their number', () => {
    expect(growth((many) => withUnderived(rows(many), kinds), 5000)).toBeLessThan(linear)
  })

  it('leave in doubt what is derived everywhere, where one of them was not read', () => {
    const [first, ...rest] = rows(3)
    if (first === undefined) throw new Error('no row')
    const found = withUnderived([{ ...first, status: 'denied' }, ...rest], kinds)
    expect(found.filter(({ kind }) => kind === 'workload').map(({ unknownFields }) => unknownFields)).toEqual(
      [1, 2, 3].map(() => ['/autoscaled', '/other', '/replicas']),
    )
    const placed = withUnderived([{ ...first, status: 'denied', role: '{a}' }, ...rest], kinds)
    expect(placed.filter(({ unknownFields }) => unknownFields.length > 1).map(({ origin }) => origin.scope)).toEqual([
      '0.yaml',
    ])
  })
})

const group = (id: string, identifiers: readonly string[] = []): object => ({
  kind: 'database-parameters',
  id,
  identifiers,
  attributes: { parameters: [{ name: 'shared_buffers', value: '{DBInstanceClassMemory/32768}' }] },
})
const database = (id: string, memory: number, parameters?: string): object => ({
  kind: 'database-instance',
  id,
  attributes: { memory, parameters },
})

const collect = (...resources: readonly object[]): Promise<Collected> =>
  collectWith([
    fakeCollector({ reads: [{ produces: [databaseInstance, databaseParameters], read: yields(...resources) }] }),
  ])

const effectiveOf = ({ resources }: Collected, id: string): unknown => {
  const found = resources.find((one) => one.kind === 'database-parameters' && one.id === id)
  return (found?.attributes as { readonly parameters?: readonly { readonly effective?: string }[] }).parameters?.[0]
    ?.effective
}

describe('derived attributes', () => {
  it('come from the resources that refer, by id or by another identifier', async () => {
    expect(effectiveOf(await collect(group('orders'), database('db-1', 8192, 'orders')), 'orders')).toBe('262144')
    expect(effectiveOf(await collect(database('db-1', 8192, 'arn:pg'), group('orders', ['arn:pg'])), 'orders')).toBe(
      '262144',
    )
  })

  it('are unknown where nobody refers, or those who do disagree', async () => {
    expect(effectiveOf(await collect(group('orders'), database('db-1', 8192, 'other')), 'orders')).toBeUndefined()
    const both = await collect(group('orders'), database('db-1', 8192, 'orders'), database('db-2', 4096, 'orders'))
    expect(effectiveOf(both, 'orders')).toBeUndefined()
  })

  it('do not follow a reference that could mean several', async () => {
    const collected = await collect(group('a', ['pg']), group('b', ['pg']), database('db-1', 8192, 'pg'))
    expect([effectiveOf(collected, 'a'), effectiveOf(collected, 'b')]).toEqual([undefined, undefined])
  })

  it('follow a name in its own scope first', async () => {
    const collector = fakeCollector({
      scopes: ['eu', 'us'],
      reads: [
        {
          produces: [databaseInstance, databaseParameters],
          read: (request) =>
            yields(group('orders'), database('db-1', request.scope.scope === 'eu' ? 8192 : 4096, 'orders'))(request),
        },
      ],
    })
    const { resources } = await collectWith([collector])
    const effective = resources
      .filter((one) => one.kind === 'database-parameters')
      .map((one) => JSON.stringify(one.attributes).match(/"effective":"(\d+)"/)?.[1])
    expect(effective).toEqual(['262144', '131072'])
  })

  it('are part of the content digest, so that a change of them is a change', async () => {
    const digestOf = async (memory: number): Promise<string | undefined> =>
      (await collect(group('orders'), database('db-1', memory, 'orders'))).resources.find((one) => one.id === 'orders')
        ?.contentDigest
    expect(await digestOf(8192)).toBe(await digestOf(8192))
    expect(await digestOf(8192)).not.toBe(await digestOf(4096))
  })
})

/** A kind that derives, something of it, and what of it a source of referrers tells: `count` is what would be taken for a difference. */
const derivations = kinds
  .filter((kind) => kind.derive !== undefined)
  .map((kind) => {
    const [from = ''] = kind.derivedFrom?.kinds ?? []
    const isParameters = kind.id.endsWith('parameters')
    const referrer = isParameters ? { parameters: 'orders', memory: 8192, port: 5432 } : { target: 'orders' }
    const own = (count: number): object =>
      isParameters
        ? { parameters: [{ name: 'shared_buffers', value: '{DBInstanceClassMemory/32768}' }] }
        : { replicas: count, readers: count, shards: count }
    return { id: kind.id, kind, from: kindOf(from), own, referrer: { kind: from, id: 'by', attributes: referrer } }
  })

describe('what a kind derives', () => {
  it('is said with where it comes from, by kinds and fields that there are', () => {
    expect(derivations.map(({ id }) => id).sort()).toEqual([
      'cache',
      'database-cluster',
      'database-cluster-parameters',
      'database-parameters',
      'workload',
    ])
    for (const { kind } of derivations) {
      for (const id of kind.derivedFrom?.kinds ?? []) {
        const fields = Object.keys(kindOf(id)?.fields ?? {})
        expect(fields).toEqual(expect.arrayContaining((kind.derivedFrom?.reading ?? []).map((at) => at.slice(1))))
      }
      const fields = Object.keys(kind.fields)
      expect(fields).toEqual(expect.arrayContaining((kind.derivedFrom?.unknown ?? []).map((at) => at.slice(1))))
    }
  })

  const sideOf = async (environment: string, reads: readonly FakeRead[], scopes: readonly string[]) => {
    const collected = await collectWith([fakeCollector({ reads, scopes })], { facts: { ...facts, name: environment } })
    const lexicon = { environment, aliases: [], domains: [], accounts: {}, regions: {}, symbols: {} }
    return { ...collected, side: { snapshot: collected.snapshot, lexicon: buildLexicon(lexicon, [], []) } }
  }

  it.each(derivations)(
    'of $id is unknown where that was denied, and no difference',
    async ({ kind, from, own, referrer }) => {
      if (from === undefined) throw new Error('it is derived from nothing')
      const one = (count: number): FakeRead => ({
        produces: [kind],
        read: yields({ kind: kind.id, id: 'orders', name: 'orders', attributes: own(count) }),
      })
      const denied: FakeRead = { produces: [from], read: breaks(fail('collect-denied', { what: 'it' })) }
      const unclear: FakeRead = {
        produces: [from],
        read: async function* (request) {
          request.unknown(from, kind.derivedFrom?.reading ?? [], 'Not told.', 'by')
          yield referrer
        },
      }
      const whole = await sideOf('production', [one(3), { produces: [from], read: yields(referrer) }], ['here'])
      for (const blind of [denied, unclear]) {
        const part = await sideOf('staging', [one(1), blind], ['here'])
        const row = part.coverage.find((of) => of.kind === kind.id)
        expect([row?.status, row?.unknownFields]).toEqual(['complete', [...(kind.derivedFrom?.unknown ?? [])].sort()])
        for (const [candidate, baseline] of [
          [part.side, whole.side],
          [whole.side, part.side],
        ] as const) {
          const comparison = compare({ candidate, baseline, pairs: [], shared: [] })
          const views = [...comparison.views((twin) => twin.kind === kind.id)]
          expect(views.map(({ twin }) => twin.method)).toEqual(['name'])
          expect(views.flatMap(({ changes }) => changes)).toEqual([])
        }
      }
    },
  )

  it('is as it is in a place where nothing was denied, whatever was elsewhere', async () => {
    const kind = kindOf('workload')
    const from = kindOf('autoscaler')
    if (kind === undefined || from === undefined) throw new Error('a kind is gone')
    const read: FakeRead['read'] = async function* ({ scope }) {
      if (scope.scope === 'eu') throw fail('collect-denied', { what: 'it' })
      yield* []
    }
    const workload = yields({ kind: kind.id, id: 'orders', attributes: { replicas: 1 } })
    const reads: readonly FakeRead[] = [
      { produces: [kind], read: workload },
      { produces: [from], read },
    ]
    const { coverage } = await sideOf('staging', reads, ['eu', 'us'])
    const unknown = coverage.filter((row) => row.kind === kind.id).map((row) => row.unknownFields)
    expect(unknown).toEqual([['/autoscaled', '/replicas'], []])
  })
})

describe('references in attributes', () => {
  it('are found at every depth, in order', () => {
    const rules = {
      ingress: [{ group: 'sg-1' }, { cidr: '10.0.0.0/8' }],
      egress: [{ group: 'sg-2' }],
      network: 'vpc-1',
    }
    expect([...referencesIn(firewall as unknown as Kind, rules)].map((one) => one.raw)).toEqual([
      'vpc-1',
      'sg-1',
      'sg-2',
    ])
    const instance = { firewalls: ['sg-1', 'sg-2'], subnet: 's-1', type: 'vpc-9' }
    expect([...referencesIn(computeInstance as unknown as Kind, instance)]).toEqual([
      { to: ['subnet'], raw: 's-1' },
      { to: ['firewall'], raw: 'sg-1' },
      { to: ['firewall'], raw: 'sg-2' },
    ])
  })

  it('are not looked for where the form is not what it should be', () => {
    for (const odd of [null, 'x', { ingress: 'x' }, { ingress: ['x', null] }, { network: 7 }]) {
      expect([...referencesIn(firewall as unknown as Kind, odd)]).toEqual([])
    }
  })
})

describe('a snapshot in memory', () => {
  const resource = (key: string): Resource => ({
    key,
    kind: 'firewall',
    id: key,
    origin: { collector: 'c', mode: 'observed', scope: 's' },
    identifiers: [],
    contentDigest: 'd',
    tags: { a: 'b' },
    attributes: { description: 'x' },
  })
  const parts = { environment: 'staging', takenAt: new Date(0), coverage: [] }

  it('gives heads without bodies, and bodies in the order asked', () => {
    const snapshot = memorySnapshot({ ...parts, resources: [resource('a'), resource('b')] })
    expect([...snapshot.heads()].map((head) => head.key)).toEqual(['a', 'b'])
    for (const head of snapshot.heads()) expect(Object.keys(head)).not.toContain('attributes')
    expect([...snapshot.bodies(['b', 'a'])]).toEqual([resource('b'), resource('a')])
    expect([...snapshot.heads()]).toHaveLength(2)
  })

  it('refuses a key twice, and a key that it does not have', () => {
    expect(() => memorySnapshot({ ...parts, resources: [resource('a'), resource('a')] })).toThrow('the key a')
    const snapshot = memorySnapshot({ ...parts, resources: [resource('a')] })
    expect(() => [...snapshot.bodies(['b'])]).toThrow('no resource of staging has the key b')
  })
})

describe('what refers to something', () => {
  const at = (to: readonly string[]): Kind['fields'] => ({ target: reference(to, 'x') })
  const fields: Readonly<Record<string, { readonly fields: Kind['fields']; readonly attributes: object }>> = {
    'by a field': { fields: at(['counted']), attributes: { target: 't' } },
    'by a field of a record': { fields: { in: record(at(['counted']), 'x') }, attributes: { in: { target: 't' } } },
    'by an element that has a key': {
      fields: { in: keyed(['name'], { name: word('x'), ...at(['other', 'counted']) }, 'x') },
      attributes: { in: [{ name: 'a', target: 't' }] },
    },
    'by one of a set': { fields: { in: setOf(reference(['counted'], 'x'), 'x') }, attributes: { in: ['t'] } },
    'by a record in a list': {
      fields: { in: ordered(record(at(['counted']), 'x'), 'x') },
      attributes: { in: [{ target: 't' }] },
    },
  }

  it.each(Object.entries(fields))('%s is found', (_, { fields: shape, attributes }) => {
    const common = { ...(firewall as unknown as Kind), version: 1 }
    const counted = defineKind({
      ...common,
      id: 'counted',
      fields: { many: count('x') },
      derive: (_resource, referrers) => ({ many: referrers.length }),
    }) as unknown as Kind
    const referrer = defineKind({ ...common, id: 'referrer', fields: shape })
    const place = (kind: Kind, id: string, more: object) => ({
      kind,
      resource: {
        ...{ key: `${kind.id}|c|s|${id}`, kind: kind.id, id, identifiers: [], contentDigest: '', tags: {} },
        ...{ origin: { collector: 'c', mode: 'observed', scope: 's' }, attributes: more },
      } as Resource,
    })
    const placed = [place(counted, 't', {}), place(referrer, 'r', attributes)]
    const [found] = deriveAll(placed, [], (_kind, resource) => resource)
    expect(found?.attributes).toEqual({ many: 1 })
  })
})
