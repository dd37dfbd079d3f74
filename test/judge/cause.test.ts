import { describe, expect, it } from 'vitest'
import { causeOf, groupByCause } from '../../src/judge/cause.ts'
import type { Finding } from '../../src/model/finding.ts'
import { findingOf } from './lifecycle/sketch.ts'

const workload = (name: string, overrides: Partial<Finding> = {}): Finding =>
  findingOf({
    name,
    kind: 'workload',
    rule: 'deployment/version',
    at: '/containers/api',
    remedy: `Deploy 2.2 for api of ${name} in staging, or promote the other.`,
    values: { candidate: '2.1', baseline: '2.2' },
    ...overrides,
  })

describe('one root cause', () => {
  it('is the same step of the same unit, wherever it is', () => {
    expect(causeOf(workload('orders'))).toBe(causeOf(workload('users')))
    // The name of a resource is also a part of other words.
    expect(causeOf(workload('a'))).toBe(causeOf(workload('deploy')))
    expect(causeOf(workload('orders', { severity: 'critical', status: 'pending', title: 'other' }))).toBe(
      causeOf(workload('users')),
    )
  })

  it('is told of a unit without a key too: a list at the root of a settings file', () => {
    const finding = workload('app.json', { kind: 'setting-group', at: '/settings/' })
    expect(causeOf(finding)).not.toBe(causeOf({ ...finding, at: '/settings/a' }))
  })

  it.each([
    ['another step', { values: { candidate: '2.0', baseline: '2.2' } }],
    ['the step back', { values: { candidate: '2.2', baseline: '2.1' } }],
    ['another unit', { at: '/containers/proxy' }],
    ['another rule', { rule: 'deployment/image' }],
    ['another kind', { kind: 'compute-instance' }],
    ['another remedy', { remedy: 'Renew it in production.' }],
  ])('is not %s', (_, overrides) => {
    expect(causeOf(workload('orders', overrides))).not.toBe(causeOf(workload('orders')))
  })

  it.each([
    [
      'a release in containers that are called otherwise',
      '/containers/',
      { candidate: 'v1.22.2', baseline: 'v1.21.3' },
    ],
    ['a setting of several containers', '/settings/', { candidate: 'config-map/a', baseline: 'config-map/b' }],
  ])('is %s', (_, field, values) => {
    const of = (name: string, key: string) =>
      workload(name, { at: `${field}${key}`, values, remedy: `Bring ${key.replace('~1', '/')} of ${name} to one.` })
    const key = (container: string) => (field === '/settings/' ? `${container}~1SCHEMA` : container)
    expect(causeOf(of('orders', key('api')))).toBe(causeOf(of('users', key('manager'))))
    expect(causeOf(of('orders', key('api')))).toBe(causeOf(of('orders', key('init'))))
    const others = { ...values, candidate: 'v1.23.0' }
    expect(causeOf(of('orders', key('api')))).not.toBe(
      causeOf(workload('users', { at: `${field}${key('api')}`, values: others })),
    )
  })

  it('counts a workload once, however many of its containers have it', () => {
    const release = { candidate: 'v1.22.2', baseline: 'v1.21.3' }
    const of = (name: string, container: string) =>
      workload(name, { at: `/containers/${container}`, values: release, remedy: 'Bring both to one version.' })
    const [group, ...more] = groupByCause([of('orders', 'api'), of('orders', 'init'), of('users', 'api')])
    expect(more).toEqual([])
    expect([group?.count, group?.places]).toEqual([2, ['orders', 'users']])
  })

  it('does not go by the order of lists', () => {
    const list = (values: readonly string[]) =>
      workload('x', { at: '/logExports', values: { candidate: values, baseline: [] } })
    expect(causeOf(list(['a', 'b']))).toBe(causeOf(list(['b', 'a'])))
  })

  it('is each resource by itself where it is missing as a whole', () => {
    const missing = (name: string, id: string) =>
      workload(name, { at: '', values: { candidate: null, baseline: id }, remedy: `Deploy ${name} to staging.` })
    expect(causeOf(missing('orders', 'o'))).not.toBe(causeOf(missing('users', 'u')))
    expect(causeOf(missing('orders', 'o-1'))).toBe(causeOf(missing('orders', 'o-2')))
  })
})

describe('groups of one cause', () => {
  it('are told by their worst finding, and come worst first, then the largest', () => {
    const groups = groupByCause([
      workload('a', { values: { candidate: '1', baseline: '2' } }),
      workload('b'),
      workload('c', { severity: 'high' }),
      workload('d', { values: { candidate: '3', baseline: '4' } }),
      workload('e', { values: { candidate: '3', baseline: '4' } }),
    ])
    expect(
      groups.map(({ severity, count, places, finding }) => [severity, count, places, finding.resource.name]),
    ).toEqual([
      ['high', 2, ['c', 'b'], 'c'],
      ['medium', 2, ['d', 'e'], 'd'],
      ['medium', 1, ['a'], 'a'],
    ])
    expect(groupByCause([])).toEqual([])
  })

  it('say what is new where all of them say the same', () => {
    const detail = (words: Readonly<Record<string, string>>) =>
      groupByCause([workload('a'), workload('b')], ({ resource }) => words[resource.name])[0]?.detail
    expect(detail({ a: 'high, was low', b: 'high, was low' })).toBe('high, was low')
    expect(detail({ a: 'back after 1 day', b: 'back after 2 days' })).toBeUndefined()
    expect(detail({ b: 'back after 2 days' })).toBeUndefined()
  })

  it('of 50,000 findings name 20 places and count them all', () => {
    const places = Array.from({ length: 500 }, (_, index) => ({ name: `m${index}`, id: `i-${index}` }))
    const many = Array.from({ length: 50_000 }, (_, index) => workload(`app-${index}`))
    const [group, ...others] = groupByCause([workload('app-0', { severity: 'high', places }), ...many])
    expect(others).toEqual([])
    expect(group?.count).toBe(50_000)
    expect(group?.places).toHaveLength(20)
    expect(group?.finding.places).toHaveLength(20)
    expect(JSON.stringify(group).length).toBeLessThan(5_000)
  })

  it('is a mere warning only where all of it is', () => {
    const unknown = workload('orders', { urgency: 'warning' })
    const moved = workload('users', { urgency: 'at-once', direction: 'baseline-ahead' })
    expect(groupByCause([unknown, moved])[0]?.finding).toBe(moved)
    expect(groupByCause([unknown, { ...moved, severity: 'low' }])[0]?.finding).toBe(unknown)
    const both = groupByCause([unknown, workload('carts', { urgency: 'warning' })])
    expect(both).toMatchObject([{ count: 2, finding: { urgency: 'warning' } }])
  })
})
