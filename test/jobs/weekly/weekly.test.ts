import { beforeEach, describe, expect, it } from 'vitest'
import { decision } from '../../../src/jobs/decide.ts'
import { weeklyReport } from '../../../src/jobs/weekly.ts'
import type { Assessment } from '../../../src/model/assessment.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { assessmentsOf } from '../../../src/store/assessments.ts'
import { findingsOf } from '../../../src/store/findings.ts'
import { outboxOf } from '../../../src/store/outbox.ts'
import { snapshotsOf } from '../../../src/store/snapshots.ts'
import { assessmentOf, findingOf, kind, rowOf, withScopes } from '../../judge/lifecycle/sketch.ts'
import { row, stored, thing } from '../../store/snapshots/readings.ts'
import { useMemoryDatabase } from '../../store/support/databases.ts'

const name = 'staging..production'

/** The report of the week that ends on Monday 2026-03-09 at eight in Berlin. */
const to = new Date('2026-03-09T07:00:00Z')
const from = new Date('2026-03-02T07:00:00Z')

const inWeek = (day: number, hour = 12): Date => new Date(Date.UTC(2026, 2, 2 + day, hour))

describe('the weekly report', () => {
  const memory = useMemoryDatabase()
  let store: Parameters<typeof weeklyReport>[0]['store']

  beforeEach(() => {
    const { db } = memory()
    store = {
      assessments: assessmentsOf(db),
      findings: findingsOf(db),
      snapshots: snapshotsOf(db),
      outbox: outboxOf(db),
    }
  })

  async function assess(at: Date, found: readonly Finding[], overrides: Partial<Assessment> = {}): Promise<void> {
    const sides = { candidate: 'staging', baseline: 'production' }
    const { assessment: asked } = await store.assessments.request({ comparison: name, ...sides, by: 'schedule', at })
    const assessment = assessmentOf(found, overrides)
    const routes = { channels: [], byService: {}, minimum: 'low' } as const
    await store.assessments.record(asked.id, {
      at,
      seqs: { candidate: 1, baseline: 1 },
      readAt: at.toISOString(),
      assessment,
      decide: decision({
        assessmentId: asked.id,
        assessment,
        at,
        rules: [{ id: 'database/parameter-drift' }],
        threshold: 'high',
        routes,
      }),
    })
  }

  const report = (end = to) =>
    weeklyReport({
      store,
      comparison: { name, candidate: 'staging', baseline: 'production' },
      to: end,
      timeZone: 'Europe/Berlin',
    })

  const named = (groups: Awaited<ReturnType<typeof report>>['opened']) => groups.flatMap(({ places }) => places).sort()

  it('of a comparison that was never assessed says so', async () => {
    const made = await report()
    expect(made).toEqual({
      comparison: { name, candidate: 'staging', baseline: 'production' },
      from: from.toISOString(),
      to: to.toISOString(),
      timeZone: 'Europe/Berlin',
      trend: [],
      assessments: 0,
      opened: [],
      resolved: [],
      open: { total: 0, bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 } },
      oldest: [],
      expiring: [],
      documented: [],
      unread: [],
      undelivered: 0,
    })
  })

  it('of a week without an assessment shows how it stood before, and that nobody looked', async () => {
    await assess(inWeek(-3), [findingOf({ severity: 'high' })], { score: 70 })
    const made = await report()
    expect(made).toMatchObject({
      assessments: 0,
      trend: [],
      standing: { assessedAt: inWeek(-3).toISOString(), drift: 'drift', score: 70, scoreBefore: 70 },
      open: { total: 1, bySeverity: { high: 1 } },
    })
  })

  it('holds the end of the week against its beginning', async () => {
    const there = findingOf({ name: 'there' })
    const mended = findingOf({ name: 'mended' })
    const fleeting = findingOf({ name: 'fleeting' })
    const lasting = findingOf({ name: 'lasting' })
    const flapping = findingOf({ name: 'flapping' })
    const waiting = findingOf({ name: 'waiting', status: 'pending' })
    const lapsing = findingOf({ name: 'lapsing', status: 'excepted' })
    const before = [there, mended, flapping, lapsing]
    await assess(inWeek(-1), before, { score: 80 })
    await assess(inWeek(1), [...before, fleeting], { score: 75 })
    await assess(inWeek(2), [there, lasting, waiting, { ...lapsing, status: 'open' }], { score: 85 })
    await assess(inWeek(3), [there, lasting, flapping, waiting, { ...lapsing, status: 'open' }], { score: 84 })
    const made = await report()
    expect(named(made.opened)).toEqual(['lapsing', 'lasting'])
    expect(named(made.resolved)).toEqual(['mended'])
    expect(made.standing).toMatchObject({ score: 84, scoreBefore: 80, drift: 'below-threshold' })
    expect(made.open).toMatchObject({ total: 4, bySeverity: { medium: 4 } })
    expect(made.assessments).toBe(3)
    // Those of one moment in the order of lists: the ones that changed last first.
    expect(made.oldest.map(({ finding }) => finding.resource.name).sort()).toEqual([
      'flapping',
      'lapsing',
      'lasting',
      'there',
    ])
    expect(made.oldest.at(-1)?.finding.resource.name).toBe('lasting')
  })

  it('made late knows nothing of what came after its week', async () => {
    const kept = findingOf({ name: 'kept' })
    const moving = findingOf({ name: 'moving' })
    await assess(inWeek(-1), [moving])
    await assess(inWeek(1), [kept])
    await assess(inWeek(7), [moving], { score: 10 })
    const database = { dimension: 'database', score: 5, asFound: 5, places: [] } as const
    const scores = { score: 5, asFound: 5, dimensions: [database], gains: [] }
    await assess(inWeek(8), [findingOf({ name: 'new' })], { score: 5, scores })
    const made = await report()
    expect(named(made.opened)).toEqual(['kept'])
    expect(named(made.resolved)).toEqual(['moving'])
    expect(made.standing).toMatchObject({ score: 90, assessedAt: inWeek(1).toISOString() })
    expect(made.oldest).toEqual([])
    // Only the last document has dimensions, and this one is of a later week.
    expect(made.standing?.dimensions).toEqual([])
    const latest = await report(inWeek(9))
    expect(latest.standing).toMatchObject({ score: 5, dimensions: [{ dimension: 'database', score: 5 }] })
  })

  it('has a point for each change of the score and for the last of each day', async () => {
    const scores: readonly (readonly [Date, number | null])[] = [
      [inWeek(0, 8), 80],
      [inWeek(0, 9), 80],
      [inWeek(0, 10), 70],
      // Midnight in Berlin is at 23 in UTC.
      [inWeek(0, 22), 70],
      [inWeek(0, 23), 70],
      [inWeek(1, 1), null],
      [inWeek(1, 2), 70],
    ]
    for (const [at, score] of scores) await assess(at, [], { score })
    expect((await report()).trend).toEqual([
      { at: inWeek(0, 8).toISOString(), score: 80 },
      { at: inWeek(0, 10).toISOString(), score: 70 },
      { at: inWeek(0, 22).toISOString(), score: 70 },
      { at: inWeek(1, 2).toISOString(), score: 70 },
    ])
  })

  it('begins at the hour at which it ends, also when the clocks changed', async () => {
    // Summer time began on 29 March 2026: the week had an hour less. It ended on 25 October 2026.
    expect((await report(new Date('2026-03-30T06:00:00Z'))).from).toBe('2026-03-23T07:00:00.000Z')
    expect((await report(new Date('2026-10-26T07:00:00Z'))).from).toBe('2026-10-19T06:00:00.000Z')
    expect((await report(new Date('2026-06-08T06:00:00Z'))).from).toBe('2026-06-01T06:00:00.000Z')
  })

  it('tells what is documented, known, unread and not delivered', async () => {
    const exception = (id: string, until: string, kind: 'temporary' | 'structural') => ({
      id,
      kind,
      selector: { rule: 'x' },
      reason: `because of ${id}`,
      owner: 'ops',
      until,
      where: 'exceptions.yaml:1',
    })
    const denied = { status: 'denied', reason: 'Not allowed.' } as const
    await assess(inWeek(1), [], {
      ...withScopes([rowOf('staging', denied), rowOf('staging', { ...denied, kind: 'firewall' }), rowOf('production')]),
      adoption: { total: 31, known: 12, resolved: 10, reopened: 2, documented: 3, unread: 4 },
      exceptions: [
        {
          exception: exception('later', '2026-09-01', 'structural'),
          state: 'in-force',
          selects: ['a', 'b'],
          covers: ['a'],
          unread: false,
        },
        {
          exception: exception('over', '2026-02-01', 'temporary'),
          state: 'expired',
          selects: ['c'],
          covers: [],
          unread: false,
        },
        {
          exception: exception('soon', '2026-03-12', 'temporary'),
          state: 'outside-window',
          selects: [],
          covers: [],
          unread: false,
        },
      ],
    })
    const message = { type: 'override', comparison: name, at: 'x', by: 'a', reason: 'b', counted: 1 } as const
    const delivery = { channel: 'slack', destination: '#parity', message } as const
    await store.outbox.add(
      [
        { key: 'a', delivery },
        { key: 'b', delivery },
        { key: 'c', delivery },
        { key: 'd', delivery },
      ],
      inWeek(1),
    )
    const claimed = await store.outbox.claim(inWeek(1), 60, 9)
    await store.outbox.giveUp(claimed[0]?.id ?? 0, inWeek(2), 'no such channel')
    await store.outbox.giveUp(claimed[1]?.id ?? 0, inWeek(9), 'no such channel')
    await store.outbox.giveUp(claimed[2]?.id ?? 0, inWeek(-1), 'no such channel')
    const made = await report()
    expect(made.documented).toEqual([
      {
        exception: 'soon',
        kind: 'temporary',
        owner: 'ops',
        reason: 'because of soon',
        until: '2026-03-12',
        findings: 0,
      },
      {
        exception: 'later',
        kind: 'structural',
        owner: 'ops',
        reason: 'because of later',
        until: '2026-09-01',
        findings: 1,
      },
    ])
    expect(made.known).toEqual({ total: 31, left: 18 })
    expect(made.unread).toEqual([
      {
        environment: 'staging',
        collector: 'aws-rds',
        scope: 'main',
        kinds: [kind, 'firewall'],
        reason: 'Not allowed.',
      },
    ])
    expect(made.undelivered).toBe(1)
  })

  it('tells what expires within 30 days on either side, soonest first', async () => {
    const certificate = (id: string, ends: Readonly<Record<string, string>>) =>
      thing({ kind: 'certificate', collector: 'aws-acm', id, name: `${id}.shop.example`, attributes: ends })
    const publish = (environment: string, things: readonly ReturnType<typeof thing>[]) =>
      store.snapshots.publish({
        environment,
        startedAt: inWeek(1),
        publishedAt: inWeek(1),
        coverage: [row(environment, { kind: 'certificate', collector: 'aws-acm' })],
        keyId: 'k1',
        resources: things.map(stored),
      })
    await publish('production', [
      certificate('soon', { notAfter: '2026-03-20T00:00:00Z', chainNotAfter: '2026-04-01T00:00:00Z' }),
      certificate('over', { notAfter: '2026-03-08T00:00:00Z' }),
      certificate('late', { notAfter: '2026-04-09T00:00:00Z' }),
      certificate('odd', { notAfter: 'someday' }),
    ])
    await publish('staging', [
      certificate('first', { notAfter: '2026-03-10T00:00:00Z', notBefore: '2026-03-11T00:00:00Z' }),
    ])
    const of = { kind: 'certificate', what: 'certificate' }
    expect((await report()).expiring).toEqual([
      { ...of, environment: 'staging', name: 'first.shop.example', at: '2026-03-10T00:00:00.000Z' },
      { ...of, environment: 'production', name: 'soon.shop.example', at: '2026-03-20T00:00:00.000Z' },
      {
        ...of,
        environment: 'production',
        name: 'soon.shop.example',
        what: 'a certificate above it',
        at: '2026-04-01T00:00:00.000Z',
      },
    ])
    // Before that snapshot, nobody knew.
    expect((await report(inWeek(0))).expiring).toEqual([])
  })
})
