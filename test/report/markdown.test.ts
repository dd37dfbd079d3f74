import { describe, expect, it } from 'vitest'
import { formatMarkdown, markdownLimit } from '../../src/report/markdown.ts'
import { markdownText } from '../../src/report/markdown-text.ts'
import { assessment, coverage, excepted, finding } from './fixtures.ts'

describe('markdownText', () => {
  it('takes their meaning from marks, so that nothing is structure', () => {
    expect(markdownText('a|b')).toBe('a&#124;b')
    expect(markdownText('`code` *x* _y_ ~z~')).toBe('&#96;code&#96; &#42;x&#42; &#95;y&#95; &#126;z&#126;')
    expect(markdownText('<img src=x onerror=y>')).toBe('&#60;img src=x onerror=y&#62;')
    expect(markdownText('[a](https://shop.example)')).toBe('&#91;a&#93;(https&#58;//shop.example)')
    expect(markdownText('&lt;')).toBe('&#38;lt;')
    expect(markdownText('www.shop.example')).toBe('www&#46;shop.example')
    expect(markdownText('- item')).toBe('&#45; item')
    expect(markdownText('1. item')).toBe('1&#46; item')
    expect(markdownText('$x$')).toBe('&#36;x&#36;')
  })

  it('mentions nobody and refers to no issue', () => {
    expect(markdownText('@team-orders')).toBe('&#64;\u200bteam-orders')
    expect(markdownText('shop/web#12 GH-3')).toBe('shop/web&#35;\u200b12 GH-\u200b3')
  })

  it('keeps a line break from ending a table row', () => {
    expect(markdownText('a\nb')).not.toContain('\n')
  })
})

describe('formatMarkdown', () => {
  it('says the verdict, then the differences worst first', () => {
    const text = formatMarkdown(
      assessment({
        findings: [
          finding({ severity: 'low', title: 'the low one' }),
          finding({ severity: 'critical', title: 'the critical one' }),
        ],
      }),
    )
    expect(text).toMatch(/^### staging would not have told you the truth: 2 differences, 1 critical\n/)
    expect(text.indexOf('the critical one')).toBeLessThan(text.indexOf('the low one'))
    expect(text).toContain('<code>100</code> | <code>500</code>')
  })

  it('says who is ahead and since when, and what uses it', () => {
    const users = ['orders-1', 'orders-2'].map((name) => ({ name, id: name }))
    const text = formatMarkdown(
      assessment({ findings: [finding({ direction: 'baseline-ahead', since: '2026-02-01T00:00:00Z', users })] }),
    )
    expect(text).toContain('production is ahead, as after a hotfix, since 2026-02-01T00:00:00Z')
    expect(text).toContain('used by 2: orders-1, orders-2')
  })

  it('keeps every table row in its five cells, whatever the values hold', () => {
    const nasty = 'a | b ` c <script> @team\n# d | \\| e'
    const text = formatMarkdown(
      assessment({
        findings: [
          finding({
            title: nasty,
            remedy: nasty,
            owner: nasty,
            values: { candidate: nasty, baseline: nasty },
            at: '/family',
          }),
        ],
      }),
    )
    const row = text.split('\n').find((line) => line.startsWith('| 🟠')) ?? ''
    expect(row.split('|')).toHaveLength(7)
    expect(text).not.toContain('<script')
    expect(text).not.toMatch(/@team/)
    expect(text).not.toContain('\\|')
  })

  it('folds what is beyond the first ten, documented differences, and what was compared', () => {
    const many = Array.from({ length: 14 }, (_, i) => finding({ id: `f${i}`, title: `difference ${i}` }))
    const text = formatMarkdown(assessment({ findings: [...many, excepted()] }))
    expect(text).toContain('<summary>4 more differences</summary>')
    expect(text).toContain('<summary>1 documented difference</summary>')
    expect(text).toContain('| Staging has no standby, to save cost | team-orders | 2026-09-01 |')
    expect(text).toContain('| database-instance | 1 | 1 | 1 | 100 % |')
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })

  it('says what required place could not be read before any difference', () => {
    const scopes = [coverage({ status: 'denied', reason: 'Access was denied to x.' })]
    const text = formatMarkdown(assessment({ findings: [finding()], coverage: { verdict: 'incomplete', scopes } }))
    expect(text).toContain(
      '- staging: aws-rds in 222222222222/eu-west-1 (database-instance) denied. Access was denied to x.',
    )
    expect(text.indexOf('Access was denied')).toBeLessThan(text.indexOf('max&#95;connections'))
  })

  it('never exceeds the limit and counts what it leaves out', () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      finding({ id: `f${i}`, title: `difference ${i} ${'日本|'.repeat(20)}` }),
    )
    const text = formatMarkdown(assessment({ findings: many }))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(markdownLimit)
    const shown = text.match(/^\| 🟠/gm)?.length ?? 0
    const left = Number(/_and (\d+) more_/.exec(text)?.[1])
    expect(shown).toBeGreaterThan(20)
    expect(shown + left).toBe(3000)
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })

  it('stays within a small limit too, and still counts every section it leaves out', () => {
    const many = Array.from({ length: 40 }, (_, i) => finding({ id: `f${i}` }))
    const text = formatMarkdown(assessment({ findings: [...many, excepted()] }), { limit: 1500 })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1500)
    expect(text).toContain('more')
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0)
  })

  it('says that nothing differs without an empty table', () => {
    const text = formatMarkdown(assessment())
    expect(text).toMatch(/^### staging would have told you the truth about production/)
    expect(text).not.toContain('What to do')
  })

  it('prints pairs to paste so that they cannot run as markup', () => {
    const text = formatMarkdown(
      assessment({
        suggestions: [{ kind: 'firewall', candidate: 'a|b', baseline: 'c', similarity: 0.9 }],
        ambiguous: ['x <b>'],
      }),
    )
    expect(text).toContain('candidate: a&#124;b')
    expect(text).toContain('- x &#60;b&#62;')
  })
})
