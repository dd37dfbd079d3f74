import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyExceptions, type ExceptionContext } from '../../src/judge/exceptions.ts'
import { knownValues } from '../../src/judge/exceptions-pin.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import type { ExceptionRecord, KnownFinding } from '../../src/model/exception.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Json } from '../../src/model/json.ts'

const base = {
  id: 'abc0123456789def',
  rule: 'database/parameter-drift',
  severity: 'medium',
  kind: 'database-parameters',
  status: 'open',
  at: '/parameters/max_connections',
  values: { candidate: '100', baseline: '500' },
  resource: { name: 'orders', candidate: null, baseline: null, pairing: { method: 'name', confidence: 1 } },
} as unknown as Finding

const finding = (overrides: Partial<Finding> = {}): Finding => ({ ...base, ...overrides })

const row = (environment: string, overrides: Partial<Coverage> = {}): Coverage => ({
  environment,
  origin: { collector: 'aws-rds', mode: 'observed', scope: 'x' },
  role: '',
  kind: 'database-parameters',
  status: 'complete',
  required: true,
  unknownFields: [],
  ...overrides,
})

const context: ExceptionContext = {
  now: new Date('2026-03-01T12:00:00Z'),
  comparison: { candidate: 'staging', baseline: 'production' },
  coverage: [row('staging'), row('production')],
  rules: [{ id: 'database/parameter-drift', kind: 'database-parameters' }],
  keyId: 'k1',
}

function known(of: Finding = base, keyId?: string, overrides: Partial<KnownFinding> = {}): KnownFinding {
  return {
    comparison: context.comparison,
    since: '2026-02-01',
    id: of.id,
    rule: of.rule,
    kind: of.kind,
    resource: of.resource.name,
    at: of.at,
    severity: of.severity,
    ...knownValues(of, keyId),
    where: 'adoption.yaml:5',
    ...overrides,
  }
}

const apply = (findings: readonly Finding[], entries: readonly KnownFinding[], more: Partial<ExceptionContext> = {}) =>
  applyExceptions(findings, { exceptions: [], known: entries }, { ...context, ...more })

const nothing = { total: 1, known: 0, resolved: 0, reopened: 0, documented: 0, unread: 0 }

describe('what was known at adoption', () => {
  it('is known, since when, and counted', () => {
    const { findings, adoption, notices } = apply([base], [known()])
    expect(findings).toEqual([{ ...base, status: 'known', knownSince: '2026-02-01' }])
    expect(adoption).toEqual({ ...nothing, known: 1 })
    expect(notices).toEqual([])
  })

  it('reopens when it has become worse, and not when it has become milder', () => {
    const worse = apply([finding({ severity: 'critical' })], [known()])
    expect(worse.findings[0]).toMatchObject({
      status: 'open',
      lapsed: [{ what: 'the adoption of 2026-02-01', because: 'it was medium then and is critical now' }],
    })
    expect(worse.adoption).toEqual({ ...nothing, reopened: 1 })
    expect(apply([finding({ severity: 'low' })], [known()]).findings[0]?.status).toBe('known')
  })

  it.each<[string, Finding['values']]>([
    ['in the candidate', { candidate: '101', baseline: '500' }],
    ['in the baseline', { candidate: '100', baseline: '501' }],
    ['to nothing', { candidate: '100', baseline: null }],
  ])('reopens when a value changed %s', (_, values) => {
    expect(apply([finding({ values })], [known()]).findings[0]).toMatchObject({
      status: 'open',
      lapsed: [{ because: 'a value has changed since' }],
    })
  })

  it('is resolved when it was looked for and is not there', () => {
    expect(apply([], [known()]).adoption).toEqual({ ...nothing, resolved: 1 })
  })

  it.each<[string, Partial<ExceptionContext>]>([
    ['its scope was denied', { coverage: [row('staging', { status: 'denied' }), row('production')] }],
    ['its scope was read in part', { coverage: [row('staging'), row('production', { status: 'partial' })] }],
    ['one side has no source for it any more', { coverage: [row('staging')] }],
    ['its rule judges no more', { rules: [] }],
  ])('is neither when %s', (_, more) => {
    expect(apply([], [known()], more).adoption).toEqual({ ...nothing, unread: 1 })
  })

  it('says nothing of another comparison', () => {
    const other = known(base, undefined, { comparison: { candidate: 'pr-128', baseline: 'production' } })
    expect(apply([base], [other])).toMatchObject({ findings: [base], adoption: undefined })
  })

  it('gives way to an exception', () => {
    const exception: ExceptionRecord = {
      id: 'x',
      kind: 'structural',
      selector: { resource: 'orders' },
      reason: 'r',
      owner: 'o',
      until: '2026-09-01',
      where: 'evenkeel.yaml:3',
    }
    const outcome = applyExceptions([base], { exceptions: [exception], known: [known()] }, context)
    expect(outcome.findings[0]?.status).toBe('excepted')
    expect(outcome.adoption).toEqual({ ...nothing, documented: 1 })
  })
})

describe('the values it is remembered by', () => {
  const same = (one: Finding, other: Finding): boolean =>
    knownValues(one, undefined).values === knownValues(other, undefined).values
  const missing = (id: string) => finding({ kind: 'workload', at: '', values: { candidate: null, baseline: id } })

  it('are not the id of a resource, which may be made anew', () => {
    expect(same(missing('i-1'), missing('i-2'))).toBe(true)
    expect(
      same(missing('i-1'), finding({ kind: 'workload', at: '', values: { candidate: 'i-1', baseline: null } })),
    ).toBe(false)
  })

  it('are not the order of the members of a fleet', () => {
    const fleet = (...candidate: readonly string[]) =>
      finding({ kind: 'compute-instance', at: '/type', values: { candidate, baseline: 'm5.large' } })
    expect(same(fleet('m5.large', 'm6i.large'), fleet('m6i.large', 'm5.large'))).toBe(true)
    expect(same(fleet('m5.large', 'm6i.large'), fleet('m5.large', 'm7i.large'))).toBe(false)
  })

  it('notice a changed secret only under a key that lasts', () => {
    const secret = (digits: string, port = 1) =>
      finding({ values: { candidate: { value: `secret (fingerprint ${digits}…)`, port }, baseline: null } })
    const first = secret('aaaaaaaa')
    const second = secret('bbbbbbbb')
    expect(known(first).secrets).toBeUndefined()
    expect(apply([second], [known(first)]).findings[0]?.status).toBe('known')
    expect(apply([secret('bbbbbbbb', 2)], [known(first)]).findings[0]?.status).toBe('open')
    expect(apply([first], [known(first, 'k1')]).findings[0]?.status).toBe('known')
    expect(apply([second], [known(first, 'k1')]).findings[0]?.status).toBe('open')
    // Under another key the two cannot be compared.
    expect(apply([second], [known(first, 'k0')]).findings[0]?.status).toBe('known')
  })

  const json = fc.jsonValue().map((value) => value as Json)

  it('are only digests, and the same for the same values', () => {
    fc.assert(
      fc.property(json, json, (candidate, baseline) => {
        const { values } = knownValues(finding({ values: { candidate, baseline } }), 'k1')
        expect(values).toMatch(/^[0-9a-f]{16}$/)
        expect(
          apply([finding({ values: { candidate, baseline } })], [known(finding({ values: { candidate, baseline } }))])
            .findings[0]?.status,
        ).toBe('known')
      }),
    )
  })
})

describe('any findings with any known ones', () => {
  it('are each counted once', () => {
    const id = fc.integer({ min: 0, max: 9 }).map((n) => `id${n}`)
    const some = fc.uniqueArray(id)
    fc.assert(
      fc.property(some, some, fc.constantFrom('medium', 'high'), fc.boolean(), (found, adopted, severity, denied) => {
        const { adoption, findings } = apply(
          found.map((one) => finding({ id: one, severity })),
          adopted.map((one) => known(finding({ id: one }))),
          denied ? { coverage: [row('staging', { status: 'denied' })] } : {},
        )
        expect(adoption === undefined).toBe(adopted.length === 0)
        if (adoption === undefined) return
        const { total, ...parts } = adoption
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(total)
        expect(findings.filter((one) => one.status === 'known')).toHaveLength(parts.known)
        expect(findings).toHaveLength(found.length)
      }),
    )
  })
})
