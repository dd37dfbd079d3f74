import { describe, expect, it } from 'vitest'
import { lifecycle } from '../../../src/judge/lifecycle.ts'
import type { Assessment } from '../../../src/model/assessment.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { assessmentOf, findingOf, kind, live, momentOf, rowOf, told, twinOf, withScopes } from './sketch.ts'

/** What is told of a finding when the next assessment does not find it. */
function next(finding: Finding, overrides: Partial<Assessment>, rules?: readonly { readonly id: string }[]) {
  const { findings } = live([assessmentOf([finding])])
  const assessment = assessmentOf([], overrides)
  return told(lifecycle({ previous: findings, assessment, at: momentOf(1), ...(rules && { rules }) }))
}

const main = [rowOf('staging'), rowOf('production')]

describe('a finding that is not found again', () => {
  it.each([
    ['denied', 'was denied'],
    ['partial', 'was not completely read'],
    ['not-asked', 'was not read'],
  ] as const)('is stale where its own scope is %s on either side', (status, words) => {
    for (const environment of ['staging', 'production']) {
      const scopes = main.map((row) => (row.environment === environment ? { ...row, status } : row))
      expect(next(findingOf(), withScopes(scopes))).toEqual([
        `unseen: database-parameters in main (aws-rds) of ${environment} ${words}`,
      ])
    }
  })

  it.each(['denied', 'partial', 'not-asked'] as const)(
    'is stale where one of two answers about its scope is %s',
    (status) => {
      const worse = rowOf('staging', { status })
      for (const answers of [
        [worse, rowOf('staging')],
        [rowOf('staging'), worse],
      ]) {
        const [told = ''] = next(findingOf(), withScopes([...answers, rowOf('production')]))
        expect(told).toMatch(/^unseen: database-parameters in main \(aws-rds\) of staging was/)
      }
    },
  )

  it('is resolved although other scopes and kinds were not read', () => {
    const scopes = [
      ...main,
      rowOf('staging', { scope: 'data', status: 'denied' }),
      rowOf('production', { kind: 'firewall', status: 'partial' }),
    ]
    expect(next(findingOf(), withScopes(scopes))).toEqual(['resolved'])
  })

  it('is said to be unseen once, seen again once, and keeps its status meanwhile', () => {
    const found = assessmentOf([findingOf()])
    const denied = assessmentOf([], withScopes([rowOf('staging', { status: 'denied' }), rowOf('production')]))
    const { transitions, findings } = live([found, denied, denied, found, denied, assessmentOf([])])
    expect(transitions.map((one) => one.flatMap(({ events }) => events.map(({ type }) => type)))).toEqual([
      ['opened'],
      ['unseen'],
      [],
      ['seen'],
      ['unseen'],
      ['resolved'],
    ])
    expect(findings[0]).toMatchObject({ stale: false, reopened: 0 })
    expect(live([found, denied]).findings[0]).toMatchObject({
      status: 'open',
      stale: true,
      changedAt: momentOf(0).toISOString(),
    })
  })

  it('of a missing resource is resolved only where the answering scopes were read', () => {
    const missing = findingOf({ at: '', only: 'baseline' })
    const state = (status: 'complete' | 'partial') =>
      rowOf('staging', {
        scope: 'staging.tfstate',
        role: '',
        status,
        origin: { collector: 'terraform-state', mode: 'declared', scope: 'staging.tfstate' },
      })
    expect(next(missing, withScopes(main))).toEqual(['resolved'])
    expect(next(missing, withScopes([rowOf('staging', { status: 'denied' }), rowOf('production')]))).toEqual([
      'unseen: database-parameters in main (aws-rds) of staging was denied',
    ])
    // A state file answers for its whole environment.
    expect(next(missing, withScopes([...main, state('partial')]))[0]).toMatch(/^unseen: .* in staging.tfstate/)
    expect(next(missing, withScopes([...main, state('complete')]))).toEqual(['resolved'])
    // Another role does not answer.
    const elsewhere = rowOf('staging', { scope: 'data', status: 'denied' })
    expect(next(missing, withScopes([...main, elsewhere]))).toEqual(['resolved'])
  })

  it('of what is missing in the one cluster that faces several is gone only where that one was read', () => {
    const missing = findingOf({ at: '', only: 'baseline' })
    const production = rowOf('production', { role: '{cluster:eu}' })
    const other = rowOf('production', { scope: 'us', role: '{cluster:us}' })
    const elsewhere = rowOf('staging', { scope: 'data', status: 'denied' })
    const told = (status: 'complete' | 'denied'): readonly string[] =>
      // No place of its twin: only the role says that it answers.
      next(
        missing,
        withScopes([
          rowOf('staging', { scope: 'inner', role: '{cluster:main}', status }),
          elsewhere,
          production,
          other,
        ]),
      )
    expect(told('complete')).toEqual(['resolved'])
    expect(told('denied')).toEqual(['unseen: database-parameters in inner (aws-rds) of staging was denied'])
  })

  it('of what is missing in every one of several clusters that face one is gone only where all of them were read', () => {
    const missing = findingOf({ at: '', only: 'baseline' })
    const production = rowOf('production', { role: '{cluster:eu}' })
    // It may have been in any of them, whatever each is called.
    const told = (first: 'complete' | 'denied', second: 'complete' | 'denied'): readonly string[] =>
      next(
        missing,
        withScopes([
          rowOf('staging', { scope: 'one', role: '{cluster:one}', status: first }),
          rowOf('staging', { scope: 'two', role: '{cluster:two}', status: second }),
          production,
        ]),
      )
    expect(told('complete', 'complete')).toEqual(['resolved'])
    expect(told('denied', 'complete')).toEqual(['unseen: database-parameters in one (aws-rds) of staging was denied'])
    expect(told('complete', 'denied')).toEqual(['unseen: database-parameters in two (aws-rds) of staging was denied'])
  })

  it('of one side by itself needs only that side', () => {
    const certificate = findingOf({ kind: 'certificate', at: '/notAfter', only: 'baseline' })
    const scopes = [
      ...main,
      rowOf('production', { kind: 'certificate' }),
      rowOf('staging', { kind: 'certificate', scope: 'www:443', role: 'www:443', status: 'partial' }),
    ]
    expect(next(certificate, withScopes(scopes))).toEqual(['resolved'])
  })

  it('is stale where several could be its twin, by key or by name', () => {
    const { candidate, baseline } = twinOf('orders')
    const one = { kind, name: 'else', candidate, baseline }
    expect(next(findingOf(), { twins: [], ambiguities: [one] })).toEqual([
      'unseen: several resources could be its twin',
    ])
    const anew = { kind, name: 'orders', candidate: ['x'], baseline: ['y'] }
    expect(next(findingOf(), { twins: [], ambiguities: [anew] })).toEqual([
      'unseen: several resources could be its twin',
    ])
    const other = { kind: 'firewall', name: 'orders', candidate: ['x'], baseline: ['y'] }
    expect(next(findingOf(), { twins: [], ambiguities: [other] })).toEqual(['resolved'])
  })

  it('is stale where its field is unknown this time', () => {
    const scopes = [rowOf('staging', { unknownFields: ['/parameters'] }), rowOf('production')]
    expect(next(findingOf(), withScopes(scopes))).toEqual([
      'unseen: database-parameters in main (aws-rds) of staging does not show /parameters/max_connections',
    ])
    const other = [rowOf('staging', { unknownFields: ['/family'] }), rowOf('production')]
    expect(next(findingOf(), withScopes(other))).toEqual(['resolved'])
    expect(next(findingOf({ at: '', only: 'baseline' }), withScopes(scopes))).toEqual(['resolved'])
  })

  it('of a fleet is stale as long as a scope of its kind is not read', () => {
    const fleet = findingOf({ kind: 'compute-instance', at: '/type' })
    const rows = (status: 'complete' | 'denied') =>
      ['staging', 'production'].flatMap((environment) => [
        rowOf(environment, { kind: 'compute-instance' }),
        rowOf(environment, { kind: 'compute-instance', scope: 'data', status }),
      ])
    expect(next(fleet, withScopes(rows('denied')))[0]).toMatch(/^unseen: compute-instance in data/)
    expect(next(fleet, withScopes(rows('complete')))).toEqual(['resolved'])
  })

  it('asks for the scope that its resource is in now', () => {
    const moved = twinOf('orders', { scope: 'data' })
    const scopes = (status: 'complete' | 'partial') => [
      ...main,
      rowOf('staging', { scope: 'data', status }),
      rowOf('production', { scope: 'data' }),
    ]
    expect(next(findingOf(), { twins: [moved], ...withScopes(scopes('partial')) })[0]).toMatch(/in data .* of staging/)
    expect(next(findingOf(), { twins: [moved], ...withScopes(scopes('complete')) })).toEqual(['resolved'])
  })

  it('is stale where nothing at all was seen on either side', () => {
    const counts = { candidate: {}, baseline: {} }
    expect(next(findingOf(), { counts, twins: [] })).toEqual(['unseen: nothing was read on either side'])
  })

  it('of a rule that judges no more is resolved, and says so', () => {
    const denied = withScopes([rowOf('staging', { status: 'denied' }), rowOf('production')])
    expect(next(findingOf(), denied, [{ id: 'database/other' }])).toEqual(['resolved: no longer judged'])
    expect(next(findingOf(), denied, [{ id: 'database/parameter-drift' }])[0]).toMatch(/^unseen/)
  })

  it('of a place that is asked for no more is resolved, and says so, unless something of its kind failed', () => {
    const data = (status: 'complete' | 'partial') => [
      rowOf('staging', { scope: 'data', status }),
      rowOf('production', { scope: 'data' }),
    ]
    expect(next(findingOf(), { twins: [], ...withScopes(data('complete')) })).toEqual(['resolved: no longer looked at'])
    expect(next(findingOf(), { twins: [], ...withScopes(data('partial')) })[0]).toMatch(/^unseen/)
    // An environment of which nothing was asked was not looked at.
    expect(next(findingOf(), { twins: [], ...withScopes([rowOf('production')]) })).toEqual([
      'unseen: nothing was asked for in staging',
    ])
    // What is only defaulted and nobody asked for is no place.
    const optional = rowOf('staging', { status: 'not-asked', required: false })
    const scopes = [...data('complete'), optional]
    expect(next(findingOf(), { twins: [], ...withScopes(scopes) })).toEqual(['resolved: no longer looked at'])
  })
})
