import { beforeEach, describe, expect, it } from 'vitest'
import type { Snapshots } from '../../../src/store/contract/snapshots.ts'
import type { Database } from '../../../src/store/database.ts'
import { snapshotsOf } from '../../../src/store/snapshots.ts'
import { at, attributesAt, idsAt, reading, row, type Thing } from './readings.ts'

const groups = (count: number, description = 'web'): readonly Thing[] =>
  Array.from({ length: count }, (_, index) => ({ id: `sg-${index}`, attributes: { description } }))

/** What every engine must do with a reading that lost too much at once. `open` gives an empty database. */
export function suspectSuite(open: () => Promise<Database>): void {
  let snapshots: Snapshots

  beforeEach(async () => {
    snapshots = snapshotsOf(await open())
  })

  const statusOf = async (kind = 'firewall') =>
    (await snapshots.coverage(await at(snapshots, 'production'))).find((one) => one.kind === kind)

  describe('a reading in which most of a kind is gone', () => {
    it('is not believed: all that was there stays as it was, and the coverage says why', async () => {
      await snapshots.publish(reading(0, groups(10)))
      const changed = [...groups(4, 'changed'), { id: 'sg-new' }]
      const published = await snapshots.publish(reading(1, changed))
      expect(published.suspect).toEqual([{ collector: 'aws-ec2', scope: '111111111111/eu-west-1', kind: 'firewall' }])
      expect(published).toMatchObject({ opened: 0, closed: 0 })
      expect(await idsAt(snapshots, 'production')).toEqual(groups(10).map(({ id }) => id))
      expect(await attributesAt(snapshots, 'production', 'sg-0')).toEqual({ description: 'web' })
      expect(await statusOf()).toMatchObject({
        status: 'partial',
        reason: expect.stringContaining('6 of 10 resources of the kind firewall were gone at once') as string,
        remedy: expect.stringContaining('Read it again') as string,
      })
    })

    it('is believed when a second one says the same', async () => {
      await snapshots.publish(reading(0, groups(10)))
      await snapshots.publish(reading(1, groups(2)))
      const second = await snapshots.publish(reading(2, groups(2)))
      expect(second.suspect).toBeUndefined()
      expect(second.closed).toBe(8)
      expect(await idsAt(snapshots, 'production')).toEqual(['sg-0', 'sg-1'])
      expect(await statusOf()).toMatchObject({ status: 'complete' })
    })

    it('is forgotten when all are there again, and the next one is suspect anew', async () => {
      await snapshots.publish(reading(0, groups(10)))
      await snapshots.publish(reading(1, groups(2)))
      expect(await snapshots.publish(reading(2, groups(10)))).toMatchObject({ opened: 0, closed: 0 })
      expect(await statusOf()).toMatchObject({ status: 'complete' })
      expect((await snapshots.publish(reading(3, groups(1)))).suspect).toHaveLength(1)
    })

    it('is neither confirmed nor forgotten by a reading that could not look', async () => {
      await snapshots.publish(reading(0, groups(10)))
      await snapshots.publish(reading(1, []))
      await snapshots.publish(reading(2, [], { coverage: [row('production', { status: 'denied' })] }))
      expect(await idsAt(snapshots, 'production')).toHaveLength(10)
      expect(await snapshots.suspects('production')).toMatchObject([{ before: 10, gone: 10 }])
      expect(await snapshots.publish(reading(3, []))).toMatchObject({ closed: 10 })
      expect(await snapshots.suspects('production')).toEqual([])
    })

    it('can be accepted by somebody, which is kept for good', async () => {
      const at = '2026-11-02T08:00:00.000Z'
      const said = { by: 'ops', at, reason: 'the old \u0000 cluster is gone' }
      const place = { collector: 'aws-ec2', scope: '111111111111/eu-west-1', kind: 'firewall', before: 10, gone: 7 }
      await expect(snapshots.accept('nowhere', said)).rejects.toMatchObject({ code: 'store-no-environment' })
      await snapshots.publish(reading(0, groups(10)))
      expect(await snapshots.accept('production', said)).toEqual([])
      await snapshots.publish(reading(1, groups(3)))
      const since = '2026-11-01T00:01:00.000Z'
      expect(await snapshots.suspects('production')).toEqual([{ ...place, since }])
      expect(await snapshots.accept('production', said)).toEqual([{ ...place, since, accepted: said }])
      expect(await idsAt(snapshots, 'production')).toHaveLength(10)
      expect(await snapshots.publish(reading(2, groups(3)))).toMatchObject({ closed: 7 })
      expect(await snapshots.suspects('production')).toEqual([])
      expect(await snapshots.acceptances('production')).toEqual([{ ...place, ...said }])
      // What was accepted once is not accepted for ever.
      await snapshots.publish(reading(3, groups(10)))
      expect((await snapshots.publish(reading(4, []))).suspect).toHaveLength(1)
    })

    it.each([
      ['half of them', 10, 5],
      ['fewer than five', 4, 0],
    ])('is believed at once when it is only %s', async (_, before, after) => {
      await snapshots.publish(reading(0, groups(before)))
      const published = await snapshots.publish(reading(1, groups(after)))
      expect(published.suspect).toBeUndefined()
      expect(published.closed).toBe(before - after)
    })

    it('is believed at once when somebody planned it', async () => {
      await snapshots.publish(reading(0, groups(10)))
      const expected = { share: 0.5, atLeast: 5, fewer: (kind: string) => kind === 'firewall' }
      expect((await snapshots.publish(reading(1, [], { expected }))).closed).toBe(10)
    })

    it('costs its own kind and place alone', async () => {
      const other = { collector: 'aws-rds', kind: 'database-instance' } as const
      const coverage = [row('production'), row('production', other)]
      const databases = Array.from({ length: 3 }, (_, index): Thing => ({ ...other, id: `db-${index}` }))
      await snapshots.publish(reading(0, [...groups(10), ...databases], { coverage }))
      const published = await snapshots.publish(reading(1, databases.slice(0, 1), { coverage }))
      expect(published).toMatchObject({ closed: 2, suspect: [{ kind: 'firewall' }] })
      expect(await statusOf('database-instance')).toMatchObject({ status: 'complete' })
      expect(await idsAt(snapshots, 'production')).toHaveLength(11)
    })

    it('says nothing of a scope that is not asked any more', async () => {
      const gone = { scope: '111111111111/us-east-1' } as const
      const coverage = [row('production'), row('production', gone)]
      const there = groups(10).map((one) => ({ ...one, ...gone }))
      await snapshots.publish(reading(0, [...groups(1), ...there], { coverage }))
      expect(await snapshots.publish(reading(1, groups(1)))).toMatchObject({ closed: 10 })
    })
  })
}
