import { describe, expect, it } from 'vitest'
import { formatJunit } from '../../src/report/junit.ts'
import { assessment, coverage, excepted, finding } from './fixtures.ts'

const high = { threshold: 'high' } as const

describe('formatJunit', () => {
  it('fails what reaches the threshold, and skips with the reason what does not', () => {
    const text = formatJunit(
      assessment({
        findings: [
          finding({ severity: 'critical' }),
          finding({ severity: 'medium' }),
          excepted(),
          finding({ status: 'known' }),
          finding({ status: 'pending' }),
          finding({ status: 'resolved' }),
        ],
      }),
      high,
    )
    expect(text).toContain('<testsuite name="parity" tests="6" failures="1" errors="0" skipped="4"')
    expect(text).toContain('<failure message="critical: max_connections is 100')
    expect(text).toContain('<skipped message="medium, below the threshold: ')
    expect(text).toContain(
      '<skipped message="excepted until 2026-09-01 (team-orders: Staging has no standby, to save cost): ',
    )
    expect(text).toContain('<skipped message="known at adoption: ')
    expect(text).toContain('<skipped message="waiting for promotion: ')
  })

  it('fails nothing under `never`, and everything under `low`', () => {
    const a = assessment({ findings: [finding({ severity: 'critical' }), finding({ severity: 'low' })] })
    expect(formatJunit(a, { threshold: 'never' })).toContain('failures="0"')
    expect(formatJunit(a, { threshold: 'low' })).toContain('failures="2"')
  })

  it('makes a required place that could not be read an error, an optional one a skipped case', () => {
    const scopes = [
      coverage({ status: 'denied', reason: 'Access was denied to x.' }),
      coverage({ status: 'not-asked', kind: 'network', required: false }),
    ]
    const text = formatJunit(assessment({ coverage: { verdict: 'incomplete', scopes } }), high)
    expect(text).toContain('<testsuite name="coverage" tests="2" failures="0" errors="1" skipped="1"')
    expect(text).toContain('<error message="denied: Access was denied to x."/>')
  })

  it('is not an empty suite when nothing differs, and no pass when nothing was compared', () => {
    expect(formatJunit(assessment(), high)).toContain('name="1 pair compared" time="0"/>')
    const nothing = assessment({ score: null, summary: { ...assessment().summary, compared: 0 } })
    expect(formatJunit(nothing, high)).toContain('<skipped message="Nothing was compared."/>')
  })

  it('is well-formed whatever the values hold', () => {
    const nasty = `<&>"' ]]> \u0000 \u001b \uffff \ud800 x`
    const text = formatJunit(
      assessment({
        findings: [
          finding({ title: nasty, remedy: nasty, values: { candidate: nasty, baseline: nasty }, at: '/family' }),
        ],
      }),
      high,
    )
    // XML 1.0, Char production: nothing below 0x20 but tab and line breaks, no surrogates, no FFFE and FFFF.
    expect([...text].every((c) => c === '\n' || (c >= ' ' && !/[\ud800-\udfff\ufffe\uffff]/.test(c)))).toBe(true)
    expect(text).toContain('&#60;&#38;&#62;&#34;&#39; ]]&#62;')
    const bare = text.replace(/&#\d+;/g, '').replace(/<[^<>]*>/g, '')
    expect(bare).not.toMatch(/[<>&]/)
  })
})
