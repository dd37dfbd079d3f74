import { describe, expect, it } from 'vitest'
import { plannedFewer } from '../../src/jobs/work/planned-fewer.ts'
import type { ExceptionRecord } from '../../src/model/exception.ts'

const nights = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 1200, to: 360, zone: 'UTC' } as const

function exception(rest: Partial<ExceptionRecord>): ExceptionRecord {
  return {
    id: 'nights',
    kind: 'structural',
    selector: { kind: 'compute-instance' },
    reason: 'staging sleeps at night',
    owner: 'team-platform',
    until: '2026-12-01',
    windows: [nights],
    where: 'exceptions.yaml:1',
    ...rest,
  }
}

describe('a planned scale-down', () => {
  const night = new Date('2026-11-02T23:00:00Z')
  const noon = new Date('2026-11-02T12:00:00Z')

  it('is an exception for a kind, while its window is open', () => {
    expect(plannedFewer([exception({})], night)('compute-instance')).toBe(true)
    expect(plannedFewer([exception({})], noon)('compute-instance')).toBe(false)
    expect(plannedFewer([exception({})], night)('firewall')).toBe(false)
  })

  it('names its kinds by a pattern too', () => {
    expect(plannedFewer([exception({ selector: { kind: 'compute-*' } })], night)('compute-instance')).toBe(true)
  })

  it.each<[string, Partial<ExceptionRecord>]>([
    ['that names no kind', { selector: { rule: 'compute/class' } }],
    ['without a window', { windows: [] }],
    ['that has expired', { kind: 'temporary', until: '2026-10-01' }],
  ])('is no exception %s', (_, rest) => {
    expect(plannedFewer([exception(rest)], night)('compute-instance')).toBe(false)
  })
})
