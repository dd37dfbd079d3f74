import { describe, expect, it } from 'vitest'
import { applyExceptions } from '../../src/judge/exceptions.ts'
import { globMatches } from '../../src/judge/glob.ts'
import type { ExceptionRecord } from '../../src/model/exception.ts'
import type { Finding } from '../../src/model/finding.ts'

const now = new Date('2026-03-01T12:00:00Z')

const finding = {
  id: 'abc0123456789def',
  rule: 'database/parameter-drift',
  kind: 'database-parameters',
  status: 'open',
  at: '/parameters/max_connections',
  values: { candidate: '100', baseline: 500 },
  resource: {
    name: 'shop-orders',
    candidate: { key: 'k', id: 'shop-staging-orders', name: 'shop-staging-orders' },
    baseline: { key: 'k', id: 'pg-42', name: 'shop-production-orders' },
    pairing: { method: 'name', confidence: 1 },
  },
} as unknown as Finding

function exception(overrides: Partial<ExceptionRecord> = {}): ExceptionRecord {
  return {
    id: 'smaller-pool',
    kind: 'temporary',
    selector: { rule: 'database/parameter-drift' },
    reason: 'Staging has fewer workers.',
    owner: 'team-orders',
    until: '2026-03-31',
    where: 'exceptions.yaml:1',
    ...overrides,
  }
}

const apply = (...exceptions: readonly ExceptionRecord[]) => applyExceptions([finding], exceptions, { now })
const codes = (...exceptions: readonly ExceptionRecord[]) => apply(...exceptions).notices.map((notice) => notice.code)

describe('an exception in force', () => {
  it('makes its finding excepted, and says by what', () => {
    const { findings, notices } = apply(exception())
    expect(findings).toEqual([
      {
        ...finding,
        status: 'excepted',
        exception: {
          id: 'smaller-pool',
          kind: 'temporary',
          reason: 'Staging has fewer workers.',
          owner: 'team-orders',
          until: '2026-03-31',
        },
      },
    ])
    expect(notices).toEqual([])
  })

  it.each([
    [{ rule: 'database/*' }, true],
    [{ rule: 'network/*' }, false],
    [{ kind: 'database-parameters', at: '/parameters/*' }, true],
    [{ kind: 'database-parameters', at: '/parameters/work_mem' }, false],
    [{ resource: 'shop-orders' }, true],
    [{ resource: 'shop-staging-orders' }, true],
    [{ resource: 'pg-42' }, true],
    [{ resource: 'shop-*-orders' }, true],
    [{ resource: 'orders' }, false],
    [{ finding: 'abc0123456789def' }, true],
    [{ finding: 'abc0123456789def', rule: 'network/x' }, false],
  ])('%j covers it: %s', (selector, covers) => {
    expect(apply(exception({ selector })).findings[0]?.status).toBe(covers ? 'excepted' : 'open')
  })
})

describe('an exception that is not, or not quite', () => {
  it('applies until the end of its last day, and no longer', () => {
    expect(apply(exception({ until: '2026-03-01' })).findings[0]?.status).toBe('excepted')
    const { findings, notices } = apply(exception({ until: '2026-02-28' }))
    expect(findings).toEqual([finding])
    expect(notices).toEqual([
      {
        code: 'exception-expired',
        message:
          'Exception "smaller-pool" (exceptions.yaml:1) expired on 2026-02-28; what it covered counts again. Its owner is team-orders.',
      },
    ])
  })

  it('a structural one is overdue for review and still applies', () => {
    const overdue = exception({ kind: 'structural', until: '2026-01-01' })
    expect(apply(overdue).findings[0]?.status).toBe('excepted')
    expect(codes(overdue)).toEqual(['exception-review-overdue'])
  })

  it('lapses when a pinned value has changed; text and number are the same value', () => {
    expect(apply(exception({ pin: { candidate: 100, baseline: '500' } })).findings[0]?.status).toBe('excepted')
    const lapsed = exception({ pin: { baseline: 600 } })
    expect(apply(lapsed).findings).toEqual([finding])
    expect(codes(lapsed)).toEqual(['exception-pin-changed'])
  })

  it('says when it covers nothing', () => {
    expect(codes(exception({ selector: { rule: 'network/ingress-extra' } }))).toEqual(['exception-unused'])
    expect(codes(exception({ selector: { rule: 'network/x' }, until: '2026-02-28' }))).toEqual(['exception-expired'])
  })

  it('leaves the finding to the next that covers it', () => {
    const { findings, notices } = apply(exception({ id: 'old', until: '2026-02-01' }), exception({ id: 'new' }))
    expect(findings[0]?.exception?.id).toBe('new')
    expect(notices.map((notice) => notice.code)).toEqual(['exception-expired'])
  })
})

describe('wildcards', () => {
  it.each([
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*c', 'abd', false],
    ['*', '', true],
    ['a*b*c', 'a--b--c', true],
    ['a*b*c', 'a--c--b', false],
    ['ab*bc', 'abc', false],
    ['abc', 'abcd', false],
    ['a.c', 'abc', false],
  ])('%s and %s: %s', (pattern, word, expected) => {
    expect(globMatches(pattern, word)).toBe(expected)
  })
})
