import { beforeEach, describe, expect, it } from 'vitest'
import { collectionsOf } from '../../../src/store/collections.ts'
import type { Collections } from '../../../src/store/contract/collections.ts'
import type { Snapshots, StoredResource } from '../../../src/store/contract/snapshots.ts'
import type { Database } from '../../../src/store/database.ts'
import { snapshotsOf } from '../../../src/store/snapshots.ts'
import { at, attributesAt, contents, idsAt, keyFor, minute, reading, row, stored, thing } from './readings.ts'

/** How much each table holds: what a reading wrote. */
async function counts(db: Database): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of ['snapshot', 'resource', 'resource_version', 'coverage', 'scope_check'] as const) {
    const { count } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    found[table] = Number(count)
  }
  return found
}

/** What every engine must do. `open` gives an empty database. */
export function snapshotsSuite(open: () => Promise<Database>): void {
  let db: Database
  let snapshots: Snapshots
  let collections: Collections

  beforeEach(async () => {
    db = await open()
    snapshots = snapshotsOf(db)
    collections = collectionsOf(db)
  })

  describe('publishing', () => {
    it('writes everything once, and what is unchanged never again', async () => {
      const things = [{ id: 'sg-1', attributes: { description: 'web' } }, { id: 'sg-2' }]
      expect(await snapshots.publish(reading(0, things))).toEqual({ seq: 1, changed: true, opened: 2, closed: 0 })
      const before = await counts(db)
      expect(await snapshots.publish(reading(1, things))).toEqual({ seq: 1, changed: false, opened: 0, closed: 0 })
      expect(await counts(db)).toEqual(before)
      const ref = await at(snapshots, 'production')
      expect(ref).toEqual({
        environment: 'production',
        seq: 1,
        publishedAt: '2026-11-01T00:00:30.000Z',
        readAt: '2026-11-01T00:01:00.000Z',
        keyId: 'key-1',
      })
    })

    it('gives back what it was given, in the order of the keys', async () => {
      const web = thing({ id: 'sg-2', name: 'web', tags: { System: 'shop' }, attributes: { description: 'a' } })
      const api = thing({ id: 'sg-1', name: 'api' })
      await snapshots.publish(reading(0, [], { resources: [web, api].map(stored) }))
      expect(await contents(snapshots, 'production')).toEqual([api, web].map(stored))
      expect(await snapshots.coverage(await at(snapshots, 'production'))).toEqual([row('production')])
    })

    it('opens a version for what changed, and closes the one before', async () => {
      await snapshots.publish(reading(0, [{ id: 'sg-1' }, { id: 'sg-2' }]))
      const changed = [{ id: 'sg-1', attributes: { network: 'vpc-2' } }, { id: 'sg-2' }, { id: 'sg-3' }]
      expect(await snapshots.publish(reading(1, changed))).toEqual({ seq: 2, changed: true, opened: 2, closed: 1 })
      expect(await attributesAt(snapshots, 'production', 'sg-1')).toEqual({ network: 'vpc-2' })
      expect(await attributesAt(snapshots, 'production~1', 'sg-1')).toEqual({})
      const versions = [2, 1].map((fromSeq) => ({ key: keyFor('sg-1'), fromSeq }))
      expect(await snapshots.bodiesThen('production', versions)).toEqual([
        '{"tags":{},"attributes":{"network":"vpc-2"}}',
        '{"tags":{},"attributes":{}}',
      ])
      expect(await idsAt(snapshots, 'production#1')).toEqual(['sg-1', 'sg-2'])
      expect(await idsAt(snapshots, 'production#2')).toEqual(['sg-1', 'sg-2', 'sg-3'])
    })

    it('takes no notice of volatile fields alone', async () => {
      await snapshots.publish(reading(0, [{ id: 'sg-1', attributes: { description: 'a' } }]))
      const again = await snapshots.publish(reading(1, [{ id: 'sg-1', attributes: { description: 'b' } }]))
      expect(again.changed).toBe(false)
    })

    it('reopens what vanished and came back as the same resource', async () => {
      await snapshots.publish(reading(0, [{ id: 'sg-1' }, { id: 'sg-2' }]))
      expect(await snapshots.publish(reading(1, [{ id: 'sg-2' }]))).toMatchObject({ seq: 2, opened: 0, closed: 1 })
      expect(await snapshots.publish(reading(2, [{ id: 'sg-1' }, { id: 'sg-2' }]))).toMatchObject({ seq: 3, opened: 1 })
      expect(await idsAt(snapshots, 'production~1')).toEqual(['sg-2'])
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-1', 'sg-2'])
      expect(await counts(db)).toMatchObject({ resource: 2, resource_version: 3 })
      const history = await snapshots.history('production', [keyFor('sg-1'), keyFor('sg-9')])
      expect(history.map(({ fromSeq, toSeq, from, to }) => ({ fromSeq, toSeq, from, to }))).toEqual([
        { fromSeq: 3, toSeq: undefined, from: '2026-11-01T00:02:30.000Z', to: undefined },
        { fromSeq: 1, toSeq: 2, from: '2026-11-01T00:00:30.000Z', to: '2026-11-01T00:01:30.000Z' },
      ])
      expect(history.every(({ key }) => key === keyFor('sg-1'))).toBe(true)
      const wanted = [...history, { key: keyFor('sg-1'), fromSeq: 2 }, { key: keyFor('sg-9'), fromSeq: 1 }]
      const body = '{"tags":{},"attributes":{}}'
      expect(await snapshots.bodiesThen('production', wanted)).toEqual([body, body, undefined, undefined])
      expect(await snapshots.bodiesThen('nowhere', history)).toEqual([undefined, undefined])
    })

    it.each(['denied', 'partial', 'not-asked'] as const)('closes nothing where looking was %s', async (status) => {
      await snapshots.publish(reading(0, [{ id: 'sg-1' }, { id: 'sg-2' }]))
      const coverage = [row('production', { status, reason: 'Access was denied.' })]
      expect(await snapshots.publish(reading(1, [], { coverage }))).toMatchObject({ seq: 2, changed: true, closed: 0 })
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-1', 'sg-2'])
      expect(await snapshots.coverage(await at(snapshots, 'production'))).toEqual(coverage)
      expect(await snapshots.coverage(await at(snapshots, 'production~1'))).toEqual([row('production')])
      // As soon as it is read again, what is gone is gone.
      expect(await snapshots.publish(reading(2, [{ id: 'sg-1' }]))).toMatchObject({ seq: 3, closed: 1 })
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-1'])
    })

    it('closes scope by scope and kind by kind', async () => {
      const there = { scope: '111111111111/eu-west-2' }
      const things = [{ id: 'sg-1' }, { id: 'sg-2', ...there }, { id: 'n-1', kind: 'network' }]
      const network = row('production', { kind: 'network' })
      const coverage = [row('production'), row('production', there), network]
      await snapshots.publish(reading(0, things, { coverage }))
      const half = [row('production'), row('production', { ...there, status: 'denied' }), network]
      expect(await snapshots.publish(reading(1, [], { coverage: half }))).toMatchObject({ closed: 2 })
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-2'])
    })

    it('closes what is no longer asked only where nothing that might stand for it failed', async () => {
      const there = { scope: '111111111111/eu-west-2' }
      const both = [row('production'), row('production', there)]
      await snapshots.publish(reading(0, [{ id: 'sg-1' }, { id: 'sg-2', ...there }], { coverage: both }))
      const unplaced = row('production', { scope: 'evenkeel.yaml:7:9', status: 'partial' })
      // Whichever of them is told last.
      await snapshots.publish(reading(1, [{ id: 'sg-1' }], { coverage: [row('production'), unplaced] }))
      await snapshots.publish(reading(2, [{ id: 'sg-1' }], { coverage: [unplaced, row('production')] }))
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-1', 'sg-2'])
      await snapshots.publish(reading(3, [{ id: 'sg-1' }]))
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-1'])
      expect(await counts(db)).toMatchObject({ scope_check: 1 })
    })

    it('keeps coverage as intervals, and other words for the same in place', async () => {
      await snapshots.publish(reading(0, []))
      const denied = (reason: string) => [row('production', { status: 'denied', reason, remedy: 'Allow it.' })]
      await snapshots.publish(reading(1, [], { coverage: denied('Request 1 was denied.') }))
      const before = await counts(db)
      const again = await snapshots.publish(reading(2, [], { coverage: denied('Request 2 was denied.') }))
      expect(again).toEqual({ seq: 2, changed: false, opened: 0, closed: 0 })
      expect(await counts(db)).toEqual(before)
      const [found] = await snapshots.coverage(await at(snapshots, 'production'))
      expect(found?.reason).toBe('Request 2 was denied.')
      await snapshots.publish(reading(3, []))
      expect(await snapshots.coverage(await at(snapshots, 'production#1'))).toEqual([row('production')])
      expect(await snapshots.coverage(await at(snapshots, 'production#3'))).toEqual([row('production')])
      const origin = row('production').origin
      const places = [
        { origin, kind: 'firewall' },
        { origin, kind: 'network' },
      ]
      expect(await snapshots.firstComplete('production', places)).toEqual([1, null])
      expect(await snapshots.firstComplete('nowhere', places)).toEqual([null, null])
      expect(await snapshots.firstComplete('production', [])).toEqual([])
    })

    it('keeps texts that a column refuses, and tells apart what differs in them alone', async () => {
      const odd = ['a\0b', 'a\ud800b', 'a\udc00b', 'a\\u0000b', 'a\tb\nc', 'a\\b', '😀', "'; drop table x; --"]
      const things = odd.map((id) => ({ id, attributes: { description: id } }))
      expect(await snapshots.publish(reading(0, things))).toMatchObject({ opened: odd.length })
      expect(await snapshots.publish(reading(1, things))).toMatchObject({ changed: false })
      const found = await contents(snapshots, 'production')
      expect(found.map(({ head }) => head.id).sort()).toEqual([...odd].sort())
      const body = (id: string) => found.find(({ head }) => head.id === id)?.body
      expect(odd.map((id) => body(id))).toEqual(things.map((one) => stored(thing(one)).body))
      expect(await snapshots.history('production', [keyFor('a\0b')])).toHaveLength(1)
    })

    it('takes many resources in batches', async () => {
      const many = Array.from({ length: 1203 }, (_, i) => ({ id: `sg-${i}` }))
      const last = Array.from({ length: 1203 }, (_, i) => ({ id: `sg-${i}`, attributes: { network: 'vpc-1' } }))
      expect(await snapshots.publish(reading(0, many))).toMatchObject({ opened: 1203 })
      expect(await snapshots.publish(reading(1, last))).toMatchObject({ opened: 1203, closed: 1203 })
      const expected = { share: 0.5, atLeast: 5, fewer: () => true }
      const few = reading(2, last.slice(0, 2), { expected })
      expect(await snapshots.publish(few)).toMatchObject({ opened: 0, closed: 1201 })
      expect(await idsAt(snapshots, 'production#2')).toHaveLength(1203)
      expect(await snapshots.environments()).toMatchObject([{ name: 'production', seq: 3, resources: 2 }])
    })

    it('is all or nothing', async () => {
      await snapshots.publish(reading(0, [{ id: 'sg-1' }]))
      async function* breaking(): AsyncIterable<StoredResource> {
        for (let i = 0; i < 600; i++) yield stored(thing({ id: `new-${i}` }))
        throw new Error('the source broke')
      }
      await expect(snapshots.publish(reading(1, [], { resources: breaking() }))).rejects.toThrow('the source broke')
      expect(await counts(db)).toMatchObject({ snapshot: 1, resource: 1, resource_version: 1 })
      expect((await at(snapshots, 'production')).readAt).toBe(minute(0).toISOString())
      await expect(snapshots.publish(reading(2, [{ id: 'x' }, { id: 'x' }]))).rejects.toThrow('two resources')
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-1'])
    })

    it('is no place for older facts', async () => {
      await snapshots.publish(reading(5, [{ id: 'sg-1' }]))
      await snapshots.publish(reading(9, [{ id: 'sg-1' }]))
      const late = await snapshots.publish(reading(7, [{ id: 'sg-2' }]))
      expect(late).toEqual({ seq: 1, changed: false, opened: 0, closed: 0, outdatedBy: minute(9).toISOString() })
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-1'])
      expect((await at(snapshots, 'production')).readAt).toBe(minute(9).toISOString())
    })

    it('serialises those who publish one environment at once', async () => {
      const writes = [1, 2, 3, 4, 5].map((n) => snapshots.publish(reading(n, [{ id: `sg-${n}` }])))
      const published = await Promise.all(writes)
      const wrote = published.filter((one) => one.outdatedBy === undefined)
      expect(wrote.map(({ seq }) => seq).sort()).toEqual(wrote.map((_, i) => i + 1))
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-5'])
    })

    it('keeps moments in order where clocks differ', async () => {
      await snapshots.publish(reading(5, [{ id: 'sg-1' }]))
      await snapshots.publish(reading(6, [{ id: 'sg-2' }], { publishedAt: minute(1) }))
      expect((await at(snapshots, 'production')).publishedAt).toBe('2026-11-01T00:05:30.000Z')
    })

    it('of an environment that has nothing is a snapshot too', async () => {
      expect(await snapshots.publish(reading(0, [], { coverage: [] }))).toMatchObject({ seq: 1, changed: true })
      expect(await snapshots.publish(reading(1, [], { coverage: [] }))).toMatchObject({ seq: 1, changed: false })
      expect(await contents(snapshots, 'production')).toEqual([])
    })
  })

  describe('addresses', () => {
    const declared = { collector: 'terraform-state', scope: 'production.tfstate', mode: 'declared' } as const

    beforeEach(async () => {
      const coverage = [row('production'), row('production', declared)]
      await snapshots.publish(reading(0, [{ id: 'a' }]))
      await snapshots.publish(reading(10, [{ id: 'a' }, { id: 'b' }]))
      await snapshots.publish(reading(20, [{ id: 'b' }, { id: 'c', ...declared }], { coverage }))
    })

    it.each([
      ['production', ['b', 'c']],
      ['production~0', ['b', 'c']],
      ['production~1', ['a', 'b']],
      ['production~2', ['a']],
      ['production#2', ['a', 'b']],
      ['production@{2026-11-01T00:00:30Z}', ['a']],
      ['production@{2026-11-01T00:10:29Z}', ['a']],
      ['production@{2026-11-01T00:10:30Z}', ['a', 'b']],
      ['production@{2030-01-01}', ['b', 'c']],
      ['production:declared', ['c']],
      ['production:observed', ['b']],
      ['production:observed~1', ['a', 'b']],
    ])('%s', async (address, ids) => {
      expect(await idsAt(snapshots, address)).toEqual(ids)
    })

    it('of one mode have its coverage alone', async () => {
      const ref = await at(snapshots, 'production:declared')
      expect(ref.mode).toBe('declared')
      expect(await snapshots.coverage(ref)).toEqual([row('production', declared)])
    })

    it.each([
      ['nowhere', 'store-no-environment', 'No environment called "nowhere" was ever read.', 'There are: production.'],
      ['production@{2026-10-31}', 'store-no-snapshot', 'the first one is of 2026-11-01T00:00:30.000Z', 'production#1'],
      ['production~3', 'store-no-snapshot', 'it has changed 2 times since it was first read', 'production~2'],
      ['production#4', 'store-no-snapshot', 'the last one is number 3', 'from 1 to 3'],
      ['production:declared~1', 'store-no-snapshot', 'production had no declared source then', ':declared'],
    ])('%s is refused in words', async (address, code, sentence, remedy) => {
      const refusal = at(snapshots, address)
      await expect(refusal).rejects.toMatchObject({ code })
      await expect(refusal).rejects.toThrow(sentence)
      await expect(refusal).rejects.toMatchObject({ remedy: expect.stringContaining(remedy) as string })
    })

    it('are listed newest first, part by part', async () => {
      const first = await snapshots.list('production', { limit: 2 })
      expect(first.items.map(({ seq }) => seq)).toEqual([3, 2])
      const rest = await snapshots.list('production', { limit: 2, after: first.next })
      expect(rest.items.map(({ seq }) => seq)).toEqual([1])
      expect(rest.next).toBeUndefined()
      await expect(snapshots.list('production', { limit: 2, after: 'x' })).rejects.toMatchObject({
        code: 'store-bad-cursor',
      })
      await expect(snapshots.list('nowhere', { limit: 2 })).rejects.toMatchObject({ code: 'store-no-environment' })
    })

    it('of two environments do not mix', async () => {
      await snapshots.publish(reading(1, [{ id: 'a' }], { environment: 'staging' }))
      expect(await idsAt(snapshots, 'staging')).toEqual(['a'])
      expect(await snapshots.environments()).toMatchObject([
        { name: 'production', seq: 3, resources: 2 },
        { name: 'staging', seq: 1, resources: 1 },
      ])
      expect(await snapshots.history('staging', [keyFor('b')])).toEqual([])
    })
  })

  describe('collections', () => {
    const scopes = [
      { index: 0, source: 0, collector: 'aws-ec2', scope: '111111111111/eu-west-1' },
      { index: 1, source: 1, collector: 'config-files', scope: 'odd\0\\n.env' },
    ]
    const request = { environment: 'production', scopes, at: minute(10), freshFrom: minute(5) }

    it('are begun once, however many ask at once', async () => {
      const all = await Promise.all([1, 2, 3, 4, 5].map(() => collections.begin(request)))
      expect(new Set(all.map(({ collection }) => collection.id)).size).toBe(1)
      expect(all.filter(({ joined }) => !joined)).toHaveLength(1)
      expect(all[0]?.collection).toMatchObject({
        environment: 'production',
        state: 'running',
        startedAt: minute(10).toISOString(),
      })
      expect(all[0]?.collection.scopes).toEqual(scopes.map((one) => ({ ...one, state: 'waiting', resources: 0 })))
      const other = await collections.begin({ ...request, environment: 'staging' })
      expect(other.joined).toBe(false)
      expect((await collections.running()).map(({ environment }) => environment).sort()).toEqual([
        'production',
        'staging',
      ])
    })

    it('are joined while they are fresh, and not after', async () => {
      const { collection } = await collections.begin(request)
      await snapshots.publish(reading(10, [{ id: 'a' }], { collection: collection.id }))
      const fresh = await collections.begin({ ...request, at: minute(20), freshFrom: minute(10) })
      expect(fresh).toMatchObject({ joined: true, collection: { id: collection.id, state: 'published', seq: 1 } })
      const stale = await collections.begin({ ...request, at: minute(20), freshFrom: minute(11) })
      expect(stale.joined).toBe(false)
    })

    it('of what is sent end with the snapshot that stands, once', async () => {
      const { seq } = await snapshots.publish(reading(1, [{ id: 'a' }]))
      const { collection } = await collections.begin({ ...request, scopes: [] })
      expect(await collections.stand(collection.id, seq, minute(11))).toBe(true)
      expect(await collections.stand(collection.id, seq, minute(12))).toBe(false)
      const ended = { state: 'published', seq, endedAt: minute(11).toISOString() }
      expect(await collections.get(collection.id)).toMatchObject(ended)
    })

    it('that failed are not joined', async () => {
      const { collection } = await collections.begin(request)
      expect(await collections.end(collection.id, 'failed', minute(11), 'It broke.')).toBe(true)
      expect(await collections.end(collection.id, 'cancelled', minute(12))).toBe(false)
      expect(await collections.get(collection.id)).toMatchObject({
        state: 'failed',
        problem: 'It broke.',
        endedAt: minute(11).toISOString(),
      })
      expect((await collections.begin(request)).joined).toBe(false)
    })

    it('keep what their scopes gave until they are published, the last time it was given', async () => {
      const { collection } = await collections.begin(request)
      await collections.progress(collection.id, 1, 'reading', 7)
      await collections.keepYield(collection.id, 1, { parts: ['old'], resources: 1, problem: 'Denied\0.' })
      await collections.keepYield(collection.id, 1, { parts: ['d', 'e', 'f', 'g'], resources: 4 })
      await collections.keepYield(collection.id, 0, { parts: ['a', 'b', 'c'], resources: 3, problem: 'Denied\0.' })
      expect(await texts(collection.id)).toEqual(['0a', '0b', '0c', '1d', '1e', '1f', '1g'])
      expect((await collections.get(collection.id))?.scopes).toEqual([
        { ...scopes[0], state: 'done', resources: 3, problem: 'Denied\0.' },
        { ...scopes[1], state: 'done', resources: 4 },
      ])
      await snapshots.publish(reading(10, [{ id: 'a' }], { collection: collection.id }))
      expect(await texts(collection.id)).toEqual([])
      expect(await collections.running()).toEqual([])
    })

    it('that have ended take nothing any more', async () => {
      const { collection } = await collections.begin(request)
      await collections.keepYield(collection.id, 0, { parts: ['a'], resources: 1 })
      await collections.end(collection.id, 'cancelled', minute(11))
      await collections.keepYield(collection.id, 0, { parts: ['b'], resources: 2 })
      await collections.progress(collection.id, 1, 'reading', 3)
      expect(await texts(collection.id)).toEqual([])
      expect((await collections.get(collection.id))?.scopes.map(({ resources }) => resources)).toEqual([1, 0])
      const late = snapshots.publish(reading(10, [{ id: 'a' }], { collection: collection.id }))
      await expect(late).rejects.toMatchObject({ code: 'snapshot-collection-ended' })
      expect(await snapshots.environments()).toEqual([])
      expect(await collections.get('nobody')).toBeUndefined()
    })

    it('that are published twice come to the same', async () => {
      const { collection } = await collections.begin(request)
      const write = reading(10, [{ id: 'a' }], { collection: collection.id })
      expect(await snapshots.publish(write)).toMatchObject({ seq: 1, changed: true })
      await snapshots.publish(reading(11, [{ id: 'b' }]))
      expect(await snapshots.publish(write)).toEqual({ seq: 1, changed: false, opened: 0, closed: 0 })
      expect(await idsAt(snapshots, 'production')).toEqual(['b'])
      expect(await collections.get(collection.id)).toMatchObject({ state: 'published', seq: 1 })
    })

    it('that began before what was sent meanwhile end with what stands', async () => {
      const { collection } = await collections.begin(request)
      await snapshots.publish(reading(12, [{ id: 'sent' }]))
      const late = await snapshots.publish(reading(10, [{ id: 'read' }], { collection: collection.id }))
      expect(late).toMatchObject({ seq: 1, outdatedBy: minute(12).toISOString() })
      expect(await collections.get(collection.id)).toMatchObject({ state: 'published', seq: 1 })
      expect(await idsAt(snapshots, 'production')).toEqual(['sent'])
    })

    it('do not pile up', async () => {
      for (let n = 0; n < 25; n++) {
        const { collection } = await collections.begin({ ...request, at: minute(n), freshFrom: minute(n) })
        await collections.end(collection.id, 'failed', minute(n))
      }
      await collections.begin({ ...request, at: minute(30), freshFrom: minute(30) })
      const rows = await db.selectFrom('collection').select(['started_at']).orderBy('started_at').execute()
      expect(rows).toHaveLength(21)
      const places = await db.selectFrom('collection_scope').select('index').execute()
      expect(places).toHaveLength(42)
    })

    async function texts(id: string): Promise<readonly string[]> {
      const found: string[] = []
      for await (const { index, text } of collections.yields(id)) found.push(`${index}${text}`)
      return found
    }
  })
}
