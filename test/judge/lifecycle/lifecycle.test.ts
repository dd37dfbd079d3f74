import { describe, expect, it } from 'vitest'
import { lifecycle } from '../../../src/judge/lifecycle.ts'
import type { LiveFinding } from '../../../src/model/live-finding.ts'
import { assessmentOf, findingOf, live, momentOf, rowOf, told, withScopes } from './sketch.ts'

const acknowledged = (one: LiveFinding | undefined): LiveFinding => {
  if (one === undefined) throw new Error('there is no finding')
  const acknowledgement = { by: 'dana', at: '2026-03-01T12:30:00.000Z' }
  return {
    ...one,
    status: 'acknowledged',
    finding: { ...one.finding, status: 'acknowledged' },
    acknowledged: acknowledgement,
  }
}

/** One finding that somebody has acknowledged. */
const seen = (): readonly LiveFinding[] => [acknowledged(live([assessmentOf([findingOf()])]).findings[0])]

const next = (previous: readonly LiveFinding[], ...args: Parameters<typeof assessmentOf>) =>
  lifecycle({ previous, assessment: assessmentOf(...args), at: momentOf(9) })

describe('the life of a finding', () => {
  it('opens, stands, is resolved and comes back with its history', () => {
    const found = assessmentOf([findingOf()])
    const { transitions, findings } = live([found, found, assessmentOf([]), assessmentOf([]), found])
    expect(transitions.map(told)).toEqual([['opened'], [], ['resolved'], [], ['reopened: back after 2 hours']])
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      comparison: 'staging..production',
      status: 'open',
      openedAt: momentOf(0).toISOString(),
      changedAt: momentOf(4).toISOString(),
      reopened: 1,
    })
    expect(findings[0]).not.toHaveProperty('resolvedAt')
  })

  it('keeps a finding as it is, the very object, where nothing changed', () => {
    const found = assessmentOf([findingOf()])
    const { findings } = live([found])
    const [again] = lifecycle({ previous: findings, assessment: found, at: momentOf(3) })
    expect(again?.after).toBe(findings[0])
    // The same read back from a text, whose keys may stand in another order.
    const [{ finding, ...rest }] = findings as [LiveFinding]
    const turned = Object.fromEntries(Object.entries(finding).reverse()) as unknown as LiveFinding['finding']
    const stored = { ...rest, finding: turned }
    expect(lifecycle({ previous: [stored], assessment: found, at: momentOf(3) })[0]?.after).toBe(stored)
  })

  it('takes over words that changed, without an event', () => {
    const { transitions, findings } = live([
      assessmentOf([findingOf({ title: 'ends in 9 days' })]),
      assessmentOf([findingOf({ title: 'ends in 8 days', owner: 'team-orders' })]),
    ])
    expect(transitions.map(told)).toEqual([['opened'], []])
    expect(findings[0]?.finding).toMatchObject({ title: 'ends in 8 days', owner: 'team-orders' })
    expect(findings[0]?.changedAt).toBe(momentOf(0).toISOString())
  })

  it('tells a worse, a better and another value', () => {
    const { transitions, findings } = live([
      assessmentOf([findingOf()]),
      assessmentOf([findingOf({ severity: 'high', values: { candidate: '90', baseline: '500' } })]),
      assessmentOf([findingOf({ severity: 'low' })]),
      assessmentOf([findingOf({ severity: 'low', values: { candidate: '80', baseline: '500' } })]),
    ])
    expect(transitions.map(told)).toEqual([
      ['opened'],
      ['worse: high, was medium'],
      ['better: low, was high'],
      ['changed: staging: 80, was 100'],
    ])
    expect(findings[0]?.changedAt).toBe(momentOf(3).toISOString())
  })

  it('takes neither the order of a list nor the id of what was made anew for another value', () => {
    const list = (values: readonly string[]) =>
      assessmentOf([findingOf({ at: '/logExports', values: { candidate: values, baseline: null } })])
    expect(live([list(['a', 'b']), list(['b', 'a'])]).transitions.map(told)).toEqual([['opened'], []])
    const missing = (id: string) =>
      assessmentOf([findingOf({ at: '', only: 'baseline', values: { candidate: null, baseline: id } })])
    expect(live([missing('vpc-1'), missing('vpc-2')]).transitions.map(told)).toEqual([['opened'], []])
  })

  it('opens what is covered or waits as that', () => {
    const exception = { id: 'no-waf', kind: 'structural', reason: 'r', owner: 'ops', until: '2026-09-01' } as const
    const cases = [
      [findingOf({ status: 'pending' }), ['opened: waiting for promotion']],
      [
        findingOf({ status: 'excepted', exception }),
        ['opened', 'excepted: exception "no-waf" of ops, until 2026-09-01'],
      ],
      [
        findingOf({ status: 'known', knownSince: '2026-02-01' }),
        ['opened', 'excepted: known at adoption on 2026-02-01'],
      ],
    ] as const
    for (const [finding, events] of cases) {
      const { transitions, findings } = live([assessmentOf([finding]), assessmentOf([finding])])
      expect(transitions.map(told)).toEqual([events, []])
      expect(findings[0]?.status).toBe(finding.status)
    }
  })

  it('says that a promotion is overdue, that a covering ended, and that it began', () => {
    const { transitions } = live([
      assessmentOf([findingOf({ status: 'pending', direction: 'candidate-ahead', since: '2026-02-20T08:00:00Z' })]),
      assessmentOf([findingOf({ direction: 'candidate-ahead', since: '2026-02-20T08:00:00Z' })]),
      assessmentOf([findingOf({ status: 'known' })]),
      assessmentOf([
        findingOf({ lapsed: [{ what: 'the adoption of 2026-02-01', because: 'a value has changed since' }] }),
      ]),
      assessmentOf([findingOf({ status: 'pending' })]),
      assessmentOf([findingOf({ direction: 'both' })]),
    ])
    expect(transitions.map(told)).toEqual([
      ['opened: waiting for promotion'],
      ['overdue: not promoted since 2026-02-20'],
      ['excepted: known at adoption'],
      ['lapsed: the adoption of 2026-02-01 lapsed: a value has changed since'],
      ['better: waiting for promotion'],
      ['overdue: it does not wait for promotion any more'],
    ])
  })

  it('takes an id that is found twice once', () => {
    const twice = assessmentOf([findingOf({ severity: 'high' }), findingOf({ severity: 'low' })])
    const { transitions, findings } = live([twice, twice])
    expect(transitions.map(told)).toEqual([['opened'], []])
    expect(findings.map((one) => one.finding.severity)).toEqual(['high'])
  })
})

describe('an acknowledgement', () => {
  it('stays while nothing gets worse', () => {
    const better = next(seen(), [findingOf({ severity: 'low' })])
    expect(told(better)).toEqual(['better: low, was medium'])
    expect(better[0]?.after).toMatchObject({ status: 'acknowledged', acknowledged: { by: 'dana' } })
    expect(better[0]?.after.finding.status).toBe('acknowledged')
  })

  it.each([
    [{ severity: 'high' } as const, 'worse: high, was medium; the acknowledgement of dana has ended'],
    [
      { values: { candidate: '90', baseline: '500' } } as const,
      'changed: staging: 90, was 100; the acknowledgement of dana has ended',
    ],
  ])('ends with what is worse or otherwise: %o', (change, event) => {
    const made = next(seen(), [findingOf(change)])
    expect(told(made)).toEqual([event])
    expect(made[0]?.after.status).toBe('open')
    expect(made[0]?.after).not.toHaveProperty('acknowledged')
  })

  it('ends when the finding is resolved, and is not back when it reopens', () => {
    const [gone] = next(seen(), [])
    expect(gone?.after).toMatchObject({ status: 'resolved' })
    expect(gone?.after).not.toHaveProperty('acknowledged')
    const [back] = next(gone === undefined ? [] : [gone.after], [findingOf()])
    expect(back?.after).toMatchObject({ status: 'open', reopened: 1 })
  })

  it('stays below an exception and a waiting, and is back after them', () => {
    for (const status of ['excepted', 'known', 'pending'] as const) {
      const [covered] = next(seen(), [findingOf({ status })])
      expect(covered?.after).toMatchObject({ status, acknowledged: { by: 'dana' } })
      const [bare] = next(covered === undefined ? [] : [covered.after], [findingOf()])
      expect(bare?.after).toMatchObject({ status: 'acknowledged', acknowledged: { by: 'dana' } })
      expect(bare?.events.map(({ type }) => type)).toEqual([status === 'pending' ? 'overdue' : 'lapsed'])
      // What changed below the cover is news when the cover ends.
      const [worse] = next(covered === undefined ? [] : [covered.after], [findingOf({ status, severity: 'critical' })])
      expect(worse?.after).not.toHaveProperty('acknowledged')
    }
  })

  it('stays while nobody can look', () => {
    const denied = withScopes([rowOf('staging', { status: 'denied' }), rowOf('production')])
    const [stale] = next(seen(), [], denied)
    expect(stale?.after).toMatchObject({ status: 'acknowledged', stale: true, acknowledged: { by: 'dana' } })
  })
})
