import { describe, expect, it } from 'vitest'
import { applyExceptions, type ExceptionContext } from '../../src/judge/exceptions.ts'
import { globMatches } from '../../src/judge/glob.ts'
import { together } from '../../src/judge/together.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import type { ExceptionRecord } from '../../src/model/exception.ts'
import type { Finding } from '../../src/model/finding.ts'

const now = new Date('2026-03-01T12:00:00Z')

const finding = {
  id: 'abc0123456789def',
  rule: 'database/parameter-drift',
  kind: 'database-parameters',
  status: 'open',
  service: 'orders',
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

const environments = ['staging', 'production'] as const

function coverage(overrides: Partial<Coverage> = {}): Coverage {
  return {
    environment: 'staging',
    origin: { collector: 'aws-rds', mode: 'observed', scope: '222222222222/eu-west-1' },
    role: '{account:main}/{region:primary}',
    kind: 'database-parameters',
    status: 'complete',
    required: true,
    unknownFields: [],
    ...overrides,
  }
}

const context: ExceptionContext = {
  now,
  comparison: { candidate: 'staging', baseline: 'production' },
  coverage: environments.flatMap((environment) => [
    coverage({ environment }),
    coverage({ environment, kind: 'firewall' }),
  ]),
  rules: [
    { id: 'database/parameter-drift', kind: 'database-parameters' },
    { id: 'network/ingress-extra', kind: 'firewall' },
    { id: 'access/candidate-reaches-baseline', kind: '*' },
  ],
  keyId: 'key-of-this-run',
}

const apply = (...exceptions: readonly ExceptionRecord[]) =>
  applyExceptions([finding], { exceptions, known: [] }, context)
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
    [{ service: 'orders', at: '/parameters/*' }, true],
    [{ service: 'ord*' }, true],
    [{ service: 'payments', at: '/parameters/*' }, false],
    [{ finding: 'abc0123456789def' }, true],
    [{ finding: 'abc0123456789def', rule: 'network/x' }, false],
  ])('%j covers it: %s', (selector, covers) => {
    expect(apply(exception({ selector })).findings[0]?.status).toBe(covers ? 'excepted' : 'open')
  })
})

describe('an exception by the id of a cause', () => {
  const other: Finding = {
    ...finding,
    id: 'fff0123456789def',
    resource: { ...finding.resource, name: 'shop-mail' },
    remedy: '',
    places: [],
  }
  const first: Finding = { ...finding, remedy: '', places: [] }
  const [joined] = together([first, other], context.comparison)

  it('covers all of its places, and those that come', () => {
    const { findings, uses } = applyExceptions(
      [first, other, { ...other, id: 'eee0123456789def' }, { ...other, id: 'ddd0123456789def', at: '/parameters/x' }],
      { exceptions: [exception({ selector: { finding: joined?.id ?? '' } })], known: [] },
      context,
    )
    expect(joined?.id).toMatch(/^[0-9a-f]{16}$/)
    expect(findings.map(({ status }) => status)).toEqual(['excepted', 'excepted', 'excepted', 'open'])
    expect(uses[0]?.covers).toEqual([first.id, other.id, 'eee0123456789def'])
  })

  it('leaves one that names a place to that place', () => {
    const { findings } = applyExceptions(
      [first, other],
      { exceptions: [exception({ selector: { finding: other.id } })], known: [] },
      context,
    )
    expect(findings.map(({ status }) => status)).toEqual(['open', 'excepted'])
  })
})

describe('an exception that is not, or not quite', () => {
  it('applies until the end of its last day, and no longer', () => {
    expect(apply(exception({ until: '2026-03-01' })).findings[0]?.status).toBe('excepted')
    const { findings, notices } = apply(exception({ until: '2026-02-28' }))
    const because = 'it expired on 2026-02-28'
    expect(findings).toEqual([
      { ...finding, lapsed: [{ what: 'exception "smaller-pool"', because, owner: 'team-orders' }] },
    ])
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
    expect(apply(overdue).uses).toEqual([
      { exception: overdue, state: 'review-overdue', selects: [finding.id], covers: [finding.id], unread: false },
    ])
    expect(codes(overdue)).toEqual(['exception-review-overdue'])
  })

  it('lapses when a pinned value has changed; text and number are the same value', () => {
    expect(apply(exception({ pin: { candidate: 100, baseline: '500' } })).findings[0]?.status).toBe('excepted')
    const lapsed = exception({ pin: { baseline: 600 } })
    expect(apply(lapsed).findings[0]).toMatchObject({
      status: 'open',
      lapsed: [{ what: 'exception "smaller-pool"', because: 'the value in production changed' }],
    })
    expect(codes(lapsed)).toEqual(['exception-pin-changed'])
    expect(apply(lapsed).uses[0]).toMatchObject({ selects: [finding.id], covers: [] })
  })

  it('lapses when a pinned absence has ended, and the other way round', () => {
    const values = { candidate: null, baseline: 500 }
    const one = (pin: ExceptionRecord['pin'], found: Partial<Finding>) =>
      applyExceptions(
        [{ ...finding, ...found }],
        { exceptions: [exception(pin === undefined ? {} : { pin })], known: [] },
        context,
      ).findings[0]?.status
    expect(one({ candidate: null }, { values })).toBe('excepted')
    expect(one({ candidate: null }, {})).toBe('open')
    expect(one({ candidate: 100 }, { values })).toBe('open')
    expect(one({ baseline: { a: [1, { b: 2 }] } }, { values: { ...values, baseline: { a: [1, { b: 2 }] } } })).toBe(
      'excepted',
    )
  })

  it('holds only inside its window', () => {
    // 1 March 2026 is a Sunday; noon in London is no night.
    const weekend = { days: ['sat', 'sun'], from: 0, to: 1440, zone: 'Europe/London' } as const
    const nights = { days: ['sat', 'sun'], from: 1200, to: 360, zone: 'Europe/London' } as const
    expect(apply(exception({ windows: [weekend] })).findings[0]?.status).toBe('excepted')
    expect(apply(exception({ windows: [nights, weekend] })).findings[0]?.status).toBe('excepted')
    const outside = apply(exception({ windows: [nights] }))
    expect(outside.findings[0]).toMatchObject({
      status: 'open',
      lapsed: [{ because: 'it holds only at other times: sat, sun 20:00-06:00 Europe/London' }],
    })
    expect(outside.uses[0]?.state).toBe('outside-window')
    // That it covers nothing by day is what it is for.
    expect(outside.notices).toEqual([])
    expect(codes(exception({ windows: [nights], selector: { rule: 'network/ingress-extra' } }))).toEqual([])
    expect(codes(exception({ windows: [weekend], selector: { rule: 'network/ingress-extra' } }))).toEqual([
      'exception-unused',
    ])
    expect(codes(exception({ windows: [nights], until: '2026-02-01' }))).toEqual(['exception-expired'])
  })

  it('leaves the finding to the next that covers it', () => {
    const { findings, notices, uses } = apply(
      exception({ id: 'old', until: '2026-02-01' }),
      exception({ id: 'new' }),
      exception({ id: 'third' }),
    )
    expect(findings[0]?.exception?.id).toBe('new')
    expect(findings[0]?.lapsed).toBeUndefined()
    expect(notices.map((notice) => notice.code)).toEqual(['exception-expired'])
    expect(uses.map((use) => use.covers.length)).toEqual([0, 1, 0])
  })
})

describe('an exception that selects nothing', () => {
  const about = (selector: ExceptionRecord['selector'], rows: readonly Coverage[] = context.coverage) =>
    applyExceptions([finding], { exceptions: [exception({ selector })], known: [] }, { ...context, coverage: rows })
  const noticed = (selector: ExceptionRecord['selector'], rows?: readonly Coverage[]) =>
    about(selector, rows).notices.map((notice) => notice.code)

  it('is reported', () => {
    expect(noticed({ rule: 'network/ingress-extra' })).toEqual(['exception-unused'])
    expect(noticed({ resource: 'no-such' })).toEqual(['exception-unused'])
    expect(codes(exception({ selector: { rule: 'network/ingress-extra' }, until: '2026-02-28' }))).toEqual([
      'exception-expired',
    ])
  })

  it.each(['denied', 'partial', 'not-asked'] as const)('is not, when what it is about was %s', (status) => {
    const rows = [...context.coverage, coverage({ kind: 'firewall', status, required: false })]
    expect(noticed({ rule: 'network/ingress-extra' }, rows)).toEqual([])
    expect(noticed({ kind: 'fire*' }, rows)).toEqual([])
    expect(noticed({ service: 'payments' }, rows)).toEqual([])
    expect(noticed({ rule: 'access/*', resource: 'x' }, rows)).toEqual([])
    // Another kind was completely read.
    expect(noticed({ kind: 'database-parameters', resource: 'x' }, rows)).toEqual(['exception-unused'])
    expect(about({ kind: 'firewall' }, rows).uses[0]?.unread).toBe(true)
  })

  it('is not, when one side was never asked for its kind, or no rule judges it', () => {
    const rows = context.coverage.filter((row) => row.kind !== 'firewall' || row.environment === 'staging')
    expect(noticed({ kind: 'firewall' }, rows)).toEqual([])
    expect(noticed({ rule: 'network/switched-off' })).toEqual([])
  })

  it('that has expired is not called superfluous where nobody could look', () => {
    const rows = [coverage({ kind: 'firewall', status: 'denied' })]
    const ended = exception({ selector: { kind: 'firewall' }, until: '2026-02-01' })
    const { notices } = applyExceptions([], { exceptions: [ended], known: [] }, { ...context, coverage: rows })
    expect(notices[0]?.message).toContain('what it is about was not completely read')
  })
})

describe('a pinned secret', () => {
  const shown = (digits: string) => `secret (fingerprint ${digits}…)`
  const secret = {
    ...finding,
    values: { candidate: shown('aaaaaaaa'), baseline: { value: shown('bbbbbbbb'), port: 1 } },
  }
  const pinned = (pin: ExceptionRecord['pin']) =>
    applyExceptions([secret], { exceptions: [exception(pin === undefined ? {} : { pin })], known: [] }, context)

  it('holds and lapses under the same key', () => {
    const key = 'key-of-this-run'
    expect(pinned({ candidate: shown('aaaaaaaa'), key }).findings[0]?.status).toBe('excepted')
    expect(pinned({ candidate: shown('cccccccc'), key }).findings[0]?.status).toBe('open')
  })

  it('is unknown under another: the exception stands, and that is said', () => {
    const { findings, notices } = pinned({ candidate: shown('cccccccc'), key: 'another' })
    expect(findings[0]?.status).toBe('excepted')
    expect(notices.map((notice) => notice.code)).toEqual(['exception-pin-unknown'])
    expect(notices[0]?.message).toContain('EVENKEEL_FINGERPRINT_KEY')
  })

  it('lapses under any key when something else in the value changed, or the secret has gone', () => {
    expect(pinned({ baseline: { value: shown('cccccccc'), port: 2 }, key: 'another' }).findings[0]?.status).toBe('open')
    expect(pinned({ baseline: { value: shown('cccccccc'), port: 1 }, key: 'another' }).findings[0]?.status).toBe(
      'excepted',
    )
    expect(pinned({ candidate: 'clear text', key: 'another' }).findings[0]?.status).toBe('open')
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
