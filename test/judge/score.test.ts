import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { score } from '../../src/judge/score.ts'
import type { Coverage, CoverageStatus } from '../../src/model/coverage.ts'
import type { Finding, FindingStatus } from '../../src/model/finding.ts'
import { severities, type Severity } from '../../src/model/severity.ts'

const finding = (severity: Severity, status: FindingStatus = 'open'): Finding => ({ severity, status }) as Finding
const scope = (status: CoverageStatus, required = true): Coverage => ({ status, required }) as Coverage
const of = (findings: readonly Finding[], coverage: readonly Coverage[] = [], compared = 1): number | null =>
  score({ findings, coverage, compared })

const severity = fc.constantFrom(...severities)
const findings = fc.array(
  severity.map((one) => finding(one)),
  { maxLength: 30 },
)
const statuses = fc.constantFrom<CoverageStatus>('complete', 'partial', 'denied', 'not-asked')
const coverages = fc.array(
  fc.tuple(statuses, fc.boolean()).map(([status, required]) => scope(status, required)),
  { maxLength: 12 },
)

describe('the score', () => {
  it('is 100 without weighing findings in all that was asked for, and null when nothing was compared', () => {
    expect(of([])).toBe(100)
    expect(of([finding('info')])).toBe(100)
    expect(of([], [scope('complete'), scope('denied', false)])).toBe(100)
    expect(of([], [], 0)).toBeNull()
  })

  it('is halved by one critical finding among eight twins, and less than 100 with any that weighs', () => {
    expect(of([finding('critical')], [], 8)).toBe(50)
    expect(of([finding('critical')], [], 80)).toBeGreaterThan(50)
    expect(of([finding('low')], [], 10_000)).toBeLessThan(100)
    expect(of([finding('critical', 'excepted')])).toBe(100)
  })

  it('is bounded by what was read', () => {
    expect(of([], [scope('complete'), scope('denied')])).toBe(50)
    expect(of([], [scope('partial')])).toBe(50)
    expect(of([], [scope('denied')])).toBe(0)
  })

  it('lies between 0 and 100', () => {
    fc.assert(fc.property(findings, coverages, (f, c) => {
      const value = of(f, c)
      return value !== null && value >= 0 && value <= 100 && Number.isInteger(value)
    })) // prettier-ignore
  })

  it('is never raised by a new finding', () => {
    fc.assert(
      fc.property(findings, coverages, severity, (f, c, s) => Number(of([...f, finding(s)], c)) <= Number(of(f, c))),
    )
  })

  it('is never raised by a graver one', () => {
    fc.assert(fc.property(findings, coverages, fc.nat(4), fc.nat(4), (f, c, a, b) => {
      const [worse, milder] = [severities[Math.min(a, b)] ?? 'info', severities[Math.max(a, b)] ?? 'info']
      return Number(of([...f, finding(worse)], c)) <= Number(of([...f, finding(milder)], c))
    })) // prettier-ignore
  })

  it('is never raised by a required scope that turns out unread, and never lowered by an exception', () => {
    fc.assert(
      fc.property(
        findings,
        coverages,
        statuses,
        (f, c, s) => Number(of(f, [...c, scope(s)])) <= Number(of(f, [...c, scope('complete')])),
      ),
    )
    fc.assert(
      fc.property(
        findings,
        severity,
        (f, s) => Number(of([...f, finding(s, 'excepted')])) >= Number(of([...f, finding(s)])),
      ),
    )
  })
})
