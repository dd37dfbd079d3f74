import { describe, expect, it } from 'vitest'
import { lifecycle } from '../../src/judge/lifecycle.ts'
import { together as joined } from '../../src/judge/together.ts'
import { withKeptIds } from '../../src/judge/kept-ids.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { Finding } from '../../src/model/finding.ts'
import { apart, servicesOf } from '../../src/model/finding-twins.ts'
import type { LiveFinding, Transition } from '../../src/model/live-finding.ts'
import {
  assessmentOf,
  environments,
  findingOf,
  momentOf,
  readAll,
  rowOf,
  twinOf,
  withScopes,
} from './lifecycle/sketch.ts'

const on = (name: string, more: Parameters<typeof findingOf>[0] = {}): Finding =>
  findingOf({ name, remedy: `Set it in ${name}.`, ...more })
const together = (findings: readonly Finding[]): readonly Finding[] => joined(findings, environments)
const names = (finding: Finding | undefined): readonly string[] =>
  (finding?.twins ?? []).map(({ resource }) => resource.name).sort()

describe('one cause', () => {
  it('is one finding, with a place for each twin and its services', () => {
    const all = together([
      on('orders', { service: 'orders', owner: 'team-a' }),
      on('mail', { service: 'mail', owner: 'team-a' }),
      on('search', { service: 'search', owner: 'team-a' }),
    ])
    expect(all).toHaveLength(1)
    const [one] = all
    expect(names(one)).toEqual(['mail', 'orders', 'search'])
    expect(one?.places.map(({ id }) => id).sort()).toEqual(['staging-mail', 'staging-orders', 'staging-search'])
    expect(one).toMatchObject({ owner: 'team-a' })
    expect(one).not.toHaveProperty('service')
    expect(one === undefined ? [] : servicesOf(one)).toEqual(['mail', 'orders', 'search'])
  })

  it('comes apart into the findings that it was', () => {
    const list = [on('orders'), on('mail')]
    const ids = together(list)
      .flatMap(apart)
      .map(({ id, resource }) => `${id} ${resource.name}`)
    expect(ids.sort()).toEqual(list.map(({ id, resource }) => `${id} ${resource.name}`).sort())
  })

  it.each([
    ['another step', { values: { candidate: '100', baseline: '900' } }],
    ['another severity', { severity: 'critical' }],
    ['another direction', { direction: 'baseline-ahead' }],
    ['another unit', { at: '/parameters/work_mem' }],
    ['another remedy', { remedy: 'Set it to 7.' }],
    ['an exception', { status: 'excepted' }],
    ['adoption', { status: 'known' }],
  ] as const)('is another with %s', (_, more) => {
    expect(together([on('orders'), on('mail', more)])).toHaveLength(2)
  })

  it('has an id of its own, which stays whichever places come and go', () => {
    const idOf = (findings: readonly Finding[]): string | undefined => together(findings)[0]?.id
    const id = idOf([on('orders'), on('mail'), on('search')])
    expect([id, idOf([on('search'), on('mail')]), idOf([on('cart'), on('orders')])]).toEqual([id, id, id])
    expect([on('orders').id, on('mail').id, on('search').id]).not.toContain(id)
    expect(idOf([on('orders')])).toBe(on('orders').id)
    const others = { values: { candidate: '7', baseline: '9' } }
    expect(idOf([on('orders', others), on('mail', others)])).not.toBe(id)
    expect(joined([on('orders'), on('mail')], { ...environments, candidate: 'uat' })[0]?.id).not.toBe(id)
  })

  it('is called after a place where a secret is in its values, for what is known of it goes with a key', () => {
    const secret = { values: { candidate: 'secret (fingerprint 0a1b2c3d…)', baseline: 'plain' } }
    const all = [on('orders', secret), on('mail', secret)]
    expect(all.map(({ id }) => id)).toContain(together(all)[0]?.id)
  })

  it('gives no id twice where it is graver in some of its places', () => {
    const graver = { severity: 'high' } as const
    const all = together([on('orders', graver), on('mail', graver), on('search'), on('cart')])
    expect(all).toHaveLength(2)
    expect(new Set(all.map(({ id }) => id)).size).toBe(2)
  })

  it('is not that two things are missing', () => {
    expect(
      together([on('orders', { at: '', only: 'baseline' }), on('mail', { at: '', only: 'baseline' })]),
    ).toHaveLength(2)
  })

  it('is the same where each unit is called after its resource', () => {
    const image = (name: string): Finding =>
      on(name, {
        kind: 'workload',
        at: `/containers/${name}`,
        values: { candidate: '2.1', baseline: '2.2' },
        remedy: `Deploy ${name} 2.2 in ${name}.`,
      })
    expect(names(together([image('orders'), image('mail')])[0])).toEqual(['mail', 'orders'])
  })

  it('waits for promotion only where all of it does, and since the first of it', () => {
    const since = (day: number): string => `2026-02-0${day}T00:00:00.000Z`
    const pending = { status: 'pending', direction: 'candidate-ahead', urgency: 'waiting' } as const
    const overdue = { status: 'open', direction: 'candidate-ahead', urgency: 'at-once' } as const
    const [waits] = together([
      on('orders', { ...pending, since: since(3) }),
      on('mail', { ...pending, since: since(2) }),
    ])
    expect(waits).toMatchObject({ status: 'pending', urgency: 'waiting', since: since(2) })
    const [counts] = together([
      on('orders', { ...pending, since: since(3) }),
      on('mail', { ...overdue, since: since(2) }),
    ])
    expect(counts).toMatchObject({ status: 'open', urgency: 'at-once', since: since(2) })
  })
})

const twins = ['orders', 'mail', 'search', 'cart'].map((name) => twinOf(name))

/** Assessment after assessment, each with the findings of one more moment. */
function lives(list: readonly (readonly Finding[])[], scopes: readonly Assessment['coverage']['scopes'][] = []) {
  let previous: readonly LiveFinding[] = []
  return list.map((findings, index) => {
    const found = assessmentOf(together(findings), { twins, ...withScopes(scopes[index] ?? readAll) })
    const assessment = withKeptIds(found, previous)
    const transitions = lifecycle({ previous, assessment, at: momentOf(index) })
    const touched = new Set(transitions.map(({ after }) => after.finding.id))
    previous = [...previous.filter(({ finding }) => !touched.has(finding.id)), ...transitions.map(({ after }) => after)]
    return transitions
  })
}

const told = (transitions: readonly Transition[] | undefined): readonly string[] =>
  (transitions ?? []).flatMap(({ events }) =>
    events.map(({ type, detail }) =>
      detail === undefined ? type : `${type}: ${detail.replace(/[0-9a-f]{16}/, 'id')}`,
    ),
  )

describe('the life of one cause', () => {
  it('goes on, whichever places come and go', () => {
    const days = lives([
      [on('orders'), on('mail')],
      [on('orders'), on('mail'), on('search')],
      [on('search')],
      [on('search'), on('cart')],
      [],
    ])
    expect(new Set(days.flatMap((day) => day.map(({ after }) => after.finding.id))).size).toBe(1)
    expect(days.map(told)).toEqual([
      ['opened'],
      ['worse: also on search'],
      [expect.stringMatching(/^better: no longer on (?:orders, mail|mail, orders)$/)],
      ['worse: also on cart'],
      ['resolved'],
    ])
  })

  it('ends its acknowledgement where it comes to another place, and keeps it where it leaves one', () => {
    const [first] = lives([[on('orders'), on('mail')]])
    const [live] = (first ?? []).map(({ after }) => after)
    if (live === undefined) throw new Error('nothing opened')
    const seen: LiveFinding = {
      ...live,
      status: 'acknowledged',
      acknowledged: { by: 'kim', at: momentOf(0).toISOString() },
    }
    const next = (findings: readonly Finding[]) => {
      const assessment = withKeptIds(assessmentOf(together(findings), { twins }), [seen])
      return lifecycle({ previous: [seen], assessment, at: momentOf(1) })[0]?.after.status
    }
    expect(next([on('orders')])).toBe('acknowledged')
    expect(next([on('orders'), on('mail'), on('cart')])).toBe('open')
  })

  it('keeps a place that could not be looked at', () => {
    const elsewhere = on('search', { scope: 'data' })
    const both = [...readAll, rowOf('staging', { scope: 'data' }), rowOf('production', { scope: 'data' })]
    const denied = [
      ...readAll,
      rowOf('staging', { scope: 'data', status: 'denied' }),
      rowOf('production', { scope: 'data' }),
    ]
    const days = lives(
      [[on('orders'), elsewhere], [on('orders')], [on('orders')], [on('orders')]],
      [both, denied, denied, both],
    )
    expect(days.map(told)).toEqual([['opened'], [], [], ['better: no longer on search']])
    expect(days[1]?.[0]?.after.finding.twins?.find(({ unseen }) => unseen)?.resource.name).toBe('search')
  })

  it('splits where one place comes to differ otherwise, and joins again without telling an end', () => {
    const other = on('cart', { values: { candidate: '7', baseline: '500' } })
    const days = lives([
      [on('orders'), on('mail'), on('cart')],
      [on('orders'), on('mail'), other],
      [on('orders'), on('mail'), on('cart')],
    ])
    expect(days.map((day) => [...told(day)].sort())).toEqual([
      ['opened'],
      ['better: no longer on cart', 'opened'],
      ['resolved: one with id'],
    ])
    const [open] = days[2]?.filter(({ after }) => after.status !== 'resolved') ?? []
    expect(open?.after.finding.id).toBe(days[0]?.[0]?.after.finding.id)
  })

  it('takes in findings that were told apart before', () => {
    const previous = lives([[on('orders')]])[0]?.map(({ after }) => after) ?? []
    const second = lives([[on('mail')]])[0]?.map(({ after }) => after) ?? []
    const known = [...previous, ...second]
    const assessment = withKeptIds(assessmentOf(together([on('orders'), on('mail')]), { twins }), known)
    const transitions = lifecycle({ previous: known, assessment, at: momentOf(1) })
    expect(told(transitions)).toEqual(['resolved: one with id'])
    expect(transitions.map(({ after }) => after.finding.id).sort()).toEqual(
      known.map(({ finding }) => finding.id).sort(),
    )
  })
})
