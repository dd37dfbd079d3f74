import { describe, expect, it } from 'vitest'
import { announce, type Routes } from '../../../src/jobs/announce.ts'
import { decision, type DecisionInput } from '../../../src/jobs/decide.ts'
import type { Assessment } from '../../../src/model/assessment.ts'
import type { LiveFinding } from '../../../src/model/live-finding.ts'
import type { CauseGroup, Message } from '../../../src/model/message.ts'
import type { KeyedDelivery } from '../../../src/store/contract/outbox.ts'
import { after, assessmentOf, findingOf, momentOf, rowOf, withScopes } from '../../judge/lifecycle/sketch.ts'

const toDefault: Routes = { channels: ['slack'], default: '#parity', byService: {}, minimum: 'low' }

/** Assessments one after the other, as the store would have them decided; the messages of each. */
function run(
  list: readonly Assessment[],
  routes: Routes = toDefault,
  between: (findings: readonly LiveFinding[]) => readonly LiveFinding[] = (findings) => findings,
): readonly (readonly KeyedDelivery[])[] {
  let findings: readonly LiveFinding[] = []
  let last: Assessment | undefined
  return list.map((assessment, index) => {
    const decided = decision({
      assessmentId: `a${index}`,
      assessment,
      at: momentOf(index),
      rules: [{ id: 'database/parameter-drift' }],
      threshold: 'high',
      routes,
    })({ findings, assessment: last, carried: [] })
    findings = between(after(findings, decided.transitions))
    last = decided.assessment
    return decided.deliveries
  })
}

const words = (groups: readonly CauseGroup[]): readonly string[] =>
  groups.map(({ places, detail }) => [places.join('+'), ...(detail === undefined ? [] : [detail])].join(': '))

/** `#parity: new orders, worse users: high, was low`. */
function brief({ delivery: { destination, message } }: KeyedDelivery): string {
  return `${destination}: ${told(message).join(', ') || 'nothing'}`
}

function told(message: Message): readonly string[] {
  if (message.type === 'summary') return ['summary', ...words(message.groups)]
  if (message.type !== 'changes') throw new Error(message.type)
  const places = (list: typeof message.unread) => list.map(({ environment, scope }) => `${environment} ${scope}`)
  return [
    ...words(message.opened).map((word) => `new ${word}`),
    ...words(message.worse).map((word) => `worse ${word}`),
    ...words(message.resolved).map((word) => `resolved ${word}`),
    ...places(message.unread).map((word) => `unread ${word}`),
    ...places(message.readAgain).map((word) => `read ${word}`),
  ]
}

const orders = findingOf()
const users = findingOf({ name: 'users', values: { candidate: '1', baseline: '2' } })
const denied = withScopes([rowOf('staging', { status: 'denied', reason: 'Not allowed.' }), rowOf('production')])

describe('what is told of an assessment', () => {
  it('is one summary of the first, and nothing where nothing changed', () => {
    const messages = run([assessmentOf([orders, users]), assessmentOf([orders, users]), assessmentOf([orders, users])])
    expect(messages.map((one) => one.map(brief))).toEqual([['#parity: summary, orders, users'], [], []])
    expect(messages[0]?.[0]?.delivery.message).toMatchObject({
      comparison: 'staging..production',
      drift: 'below-threshold',
      coverage: 'complete',
      score: 90,
      summary: { bySeverity: { medium: 2 } },
      unread: [],
    })
  })

  it('is a summary also where there is no difference', () => {
    expect(run([assessmentOf([]), assessmentOf([])]).map((one) => one.map(brief))).toEqual([['#parity: summary'], []])
  })

  it('is what is new, worse, resolved and back', () => {
    const messages = run([
      assessmentOf([orders]),
      assessmentOf([orders, users]),
      assessmentOf([{ ...orders, severity: 'critical' }, users]),
      assessmentOf([users]),
      assessmentOf([orders, users]),
    ])
    expect(messages.slice(1).map((one) => one.map(brief))).toEqual([
      ['#parity: new users'],
      ['#parity: worse orders: critical, was medium'],
      ['#parity: resolved orders'],
      ['#parity: new orders: back after 1 hour'],
    ])
    expect(messages[2]?.[0]?.delivery.message).toMatchObject({ drift: 'drift' })
  })

  it('is neither a better nor another value', () => {
    const messages = run([
      assessmentOf([orders]),
      assessmentOf([{ ...orders, severity: 'low' }]),
      assessmentOf([{ ...orders, severity: 'low', values: { candidate: '7', baseline: '500' } }]),
    ])
    expect(messages.slice(1)).toEqual([[], []])
  })

  it('is nothing of what waits, is documented or was known, until it counts', () => {
    for (const status of ['pending', 'excepted', 'known'] as const) {
      const quiet = { ...users, status, ...(status === 'pending' ? { direction: 'candidate-ahead' as const } : {}) }
      const messages = run([
        assessmentOf([]),
        assessmentOf([quiet]),
        assessmentOf([{ ...quiet, severity: 'critical' }]),
        assessmentOf([{ ...users, direction: quiet.direction, severity: 'critical' }]),
        assessmentOf([]),
        assessmentOf([quiet]),
        assessmentOf([]),
      ])
      const detail = { pending: 'not promoted in time', excepted: 'it is no longer', known: 'it is no longer' }[status]
      const [, first, worse, counts, ...rest] = messages.map((one) => one.map(brief))
      expect([first, worse]).toEqual([[], []])
      expect(counts).toEqual([expect.stringContaining(`#parity: new users: ${detail}`)])
      expect(rest).toEqual([['#parity: resolved users'], [], []])
    }
  })

  it('is nothing of what is acknowledged, until it is worse or resolved', () => {
    const acknowledged = (list: readonly LiveFinding[]): readonly LiveFinding[] =>
      list.map((one) =>
        one.status === 'open'
          ? { ...one, status: 'acknowledged', acknowledged: { by: 'dana', at: momentOf(0).toISOString() } }
          : one,
      )
    const covered = { ...orders, status: 'excepted' as const }
    const messages = run(
      [
        assessmentOf([orders]),
        assessmentOf([covered]),
        assessmentOf([orders]),
        assessmentOf([{ ...orders, severity: 'high' }]),
        assessmentOf([]),
      ],
      toDefault,
      acknowledged,
    )
    expect(messages.slice(1).map((one) => one.map(brief))).toEqual([
      [],
      [],
      ['#parity: worse orders: high, was medium; the acknowledgement of dana has ended'],
      ['#parity: resolved orders'],
    ])
  })

  it('is what cannot be read any more, once, and what can again; its findings stay', () => {
    const messages = run([
      assessmentOf([orders]),
      assessmentOf([], denied),
      assessmentOf([], denied),
      assessmentOf([orders]),
    ])
    expect(messages.slice(1).map((one) => one.map(brief))).toEqual([
      ['#parity: unread staging main'],
      [],
      ['#parity: read staging main'],
    ])
    const [told] = messages[1] ?? []
    expect(told?.delivery.message).toMatchObject({
      drift: 'below-threshold',
      unread: [{ collector: 'aws-rds', kinds: ['database-parameters'], reason: 'Not allowed.' }],
    })
    const again = withScopes([rowOf('staging', { status: 'partial' }), rowOf('production')])
    // Unreadable in another way is no news, and what is only defaulted is none at all.
    expect(run([assessmentOf([], denied), assessmentOf([], again)])[1]).toEqual([])
    const optional = withScopes([rowOf('staging', { status: 'denied', required: false }), rowOf('production')])
    expect(run([assessmentOf([]), assessmentOf([], optional)])[1]).toEqual([])
  })

  it('is nothing below the least severity that is to be told', () => {
    const routes: Routes = { ...toDefault, minimum: 'high' }
    const high = { ...users, severity: 'high' as const }
    const messages = run([assessmentOf([orders]), assessmentOf([orders, high]), assessmentOf([])], routes)
    expect(messages.map((one) => one.map(brief))).toEqual([
      ['#parity: summary'],
      ['#parity: new users'],
      ['#parity: resolved users'],
    ])
  })

  it('says why something ended that no look confirmed', () => {
    const other = { ...orders, rule: 'database/other', id: 'f00' }
    const [, second] = run([assessmentOf([other]), assessmentOf([])])
    expect(second?.map(brief)).toEqual(['#parity: resolved orders: no longer judged'])
  })
})

describe('who is told', () => {
  const routes: Routes = {
    channels: ['slack'],
    default: '#parity',
    byService: { orders: '#orders', stock: '#parity' },
    minimum: 'low',
  }
  const owned = findingOf({ name: 'api', service: 'orders', values: { candidate: '3', baseline: '4' } })
  const stock = findingOf({ name: 'stock', service: 'stock', values: { candidate: '5', baseline: '6' } })
  const odd = findingOf({ name: 'odd', service: 'constructor', values: { candidate: '7', baseline: '8' } })

  it('is the default of the first, and afterwards the owner of each', () => {
    const messages = run([assessmentOf([owned]), assessmentOf([owned, orders, stock, odd]), assessmentOf([])], routes)
    expect(messages.map((one) => one.map(brief).sort())).toEqual([
      ['#parity: summary, api'],
      ['#parity: new odd, new orders, new stock'],
      ['#orders: resolved api', '#parity: resolved odd, resolved orders, resolved stock'],
    ])
  })

  it('without a default is the owners; a place that cannot be read is told to all of them', () => {
    const { default: _, ...owners } = routes
    const messages = run([assessmentOf([owned, orders]), assessmentOf([owned, stock, orders], denied)], owners)
    expect(messages.map((one) => one.map(brief).sort())).toEqual([
      ['#orders: summary, api'],
      ['#orders: unread staging main', '#parity: new stock, unread staging main'],
    ])
  })

  it('is nobody where there is no channel or nobody to tell', () => {
    expect(run([assessmentOf([orders])], { ...routes, channels: [] })).toEqual([[]])
    expect(run([assessmentOf([orders])], { channels: ['slack'], byService: {}, minimum: 'low' })).toEqual([[]])
  })

  it('is told once: keys say comparison, assessment and destination', () => {
    const news = (assessmentId: string) =>
      announce({ assessmentId, transitions: [], before: undefined, after: assessmentOf([orders]), routes })
    expect(news('a1')).toEqual(news('a1'))
    const keys = [...run([assessmentOf([owned]), assessmentOf([]), assessmentOf([owned, orders])], routes)].flat()
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length)
    expect(news('a1')[0]?.key).not.toBe(news('a2')[0]?.key)
  })

  it('is a message with an end, whatever there is to tell', () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      findingOf({ name: `db-${index}`, values: { candidate: `${index}`, baseline: 'x'.repeat(2000) } }),
    )
    const [first] = run([assessmentOf(many)])
    const message = first?.[0]?.delivery.message
    if (message?.type !== 'summary') throw new Error('it is a summary')
    expect(message.groups).toHaveLength(3000)
    expect(JSON.stringify(message).length).toBeLessThan(3_000_000)
    expect(message.groups[0]?.finding).toMatchObject({ why: many[0]?.why, remedy: many[0]?.remedy })
  })

  it('of a rule that was switched off is that nobody judges it any more, whatever was read', () => {
    const rule = { id: 'database/parameter-drift' }
    const where = 'evenkeel.yaml:9:5'
    const off = { off: true, where } as const
    const here = { only: { name: ['orders'] } }
    const before = after([], decided([rule], assessmentOf([orders]), []).transitions)
    const eventsBy = (one: DecisionInput['rules'][number]) =>
      decided([one], assessmentOf([], denied), before).transitions.flatMap(({ events }) => events)
    for (const silent of [
      { ...rule, off: true as const },
      { ...rule, adjustments: [off] },
    ])
      expect(eventsBy(silent)).toEqual([{ type: 'resolved', detail: 'no longer judged' }])
    // Somewhere it judges: whether here, is not known where nothing was read.
    for (const judging of [
      rule,
      { ...rule, adjustments: [{ ...off, ...here }] },
      { ...rule, off: true as const, adjustments: [{ off: false, where }] },
    ])
      expect(eventsBy(judging)).toMatchObject([{ type: 'unseen' }])
  })
})

function decided(rules: DecisionInput['rules'], assessment: Assessment, findings: readonly LiveFinding[]) {
  const input = { assessmentId: 'a', assessment, at: momentOf(1), rules, threshold: 'high', routes: toDefault } as const
  return decision(input)({ findings, assessment: undefined, carried: [] })
}
