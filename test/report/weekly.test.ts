import { describe, expect, it } from 'vitest'
import { severityBars, trendChart } from '../../src/report/weekly/chart.ts'
import { datesIn } from '../../src/report/weekly/dates.ts'
import { weeklyHtml } from '../../src/report/weekly/html.ts'
import { renderWeekly, weeklyAs } from '../../src/report/weekly/render.ts'
import { sectionsOf } from '../../src/report/weekly/sections.ts'
import { subjectOfReport, weeklyHeadline } from '../../src/report/weekly/standing.ts'
import { weeklyText } from '../../src/report/weekly/text.ts'
import { group } from '../notify/fixtures.ts'
import { finding, tally } from './fixtures.ts'
import { live, standing, weekly } from './weekly-fixture.ts'

const quiet = { opened: [], resolved: [], oldest: [], open: { total: 0, bySeverity: tally([]) } }
const fine = { ...standing, drift: 'none', score: 100, scoreBefore: 100 } as const
const { known: _, ...withoutKnown } = weekly({ ...quiet, standing: fine })

describe('the headline of a week', () => {
  it('is good only where all was read, compared and found well', () => {
    expect(weeklyHeadline(withoutKnown)).toEqual({
      mood: 'well',
      sentence: 'staging would have told you the truth about production',
    })
    expect(weeklyHeadline({ ...withoutKnown, assessments: 0 }).mood).toBe('unknown')
    expect(weeklyHeadline({ ...withoutKnown, standing: { ...fine, coverage: 'incomplete' } }).mood).toBe('unknown')
    expect(weeklyHeadline({ ...withoutKnown, standing: { ...fine, score: null } }).mood).toBe('unknown')
    expect(weeklyHeadline({ ...withoutKnown, known: { total: 4, left: 1 } }).mood).toBe('fair')
    expect(weeklyHeadline(weekly()).mood).toBe('bad')
    const { standing: __, ...never } = weekly({ assessments: 0 })
    expect(weeklyHeadline(never)).toEqual({
      mood: 'unknown',
      sentence: 'staging was never compared with production: nothing is known',
    })
  })

  it('is in the subject with what one wants to know first', () => {
    expect(subjectOfReport(weekly())).toBe('Parity of staging and production: score 74 (-7), 8 open')
    expect(subjectOfReport({ ...withoutKnown, assessments: 0, standing: { ...fine, coverage: 'incomplete' } })).toBe(
      'Parity of staging and production: score 100 (unchanged), nothing open, not everything read, nothing assessed this week',
    )
  })
})

describe('the forms', () => {
  it('say the same', () => {
    const html = weeklyHtml(weekly())
    const text = weeklyText(weekly()).replaceAll(/\s+/g, ' ')
    for (const { title, rows } of sectionsOf(weekly())) {
      expect(html).toContain(title)
      expect(text).toContain(title)
      for (const { main, details } of rows) {
        for (const words of [main, ...details]) {
          expect(text).toContain(words)
          expect(html).toContain(words.replaceAll("'", '&#x27;'))
        }
      }
    }
  })

  it('say who moved as alerts do, of what is new and of what is open', () => {
    const ahead = finding({ direction: 'baseline-ahead' })
    const both = finding({ direction: 'both' })
    const report = weekly({
      opened: [group({ finding: ahead }), group({ finding: finding({ direction: 'unknown' }) })],
      resolved: [group({ finding: ahead })],
      oldest: [live({ finding: both }), live({ finding: finding({ direction: 'candidate-ahead' }) })],
    })
    const told = (title: string) =>
      sectionsOf(report)
        .find((one) => one.title === title)
        ?.rows.map(({ details }) => details.filter((words) => /ahead|moved/.test(words)))
    expect(told('New this week')).toEqual([['production is ahead, as after a hotfix'], []])
    expect(told('Resolved this week')).toEqual([[]])
    expect(told('Open longest')).toEqual([['both moved'], ['staging is ahead']])
  })

  it('take nothing of a name for markup', () => {
    const hostile = '<script>alert(1)</script>"\'&\u001b[31m'
    const report = weekly({
      comparison: { name: 'a..b', candidate: hostile, baseline: hostile },
      opened: [group({ finding: finding({ title: hostile }), places: [hostile] })],
      documented: [
        { exception: hostile, kind: 'temporary', owner: hostile, reason: hostile, until: '2026-12-01', findings: 1 },
      ],
    })
    const html = weeklyHtml(report)
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;')
    expect(html + weeklyText(report)).not.toContain('\u001b')
  })

  it('have pictures for those who see and words for those who do not', async () => {
    const rendered = await renderWeekly(weekly())
    expect(rendered.images.map(({ cid }) => cid)).toEqual(['trend@evenkeel', 'severity@evenkeel'])
    for (const { base64 } of rendered.images) {
      const bytes = Buffer.from(base64, 'base64')
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      expect(bytes.readUInt32BE(16)).toBe(1104)
    }
    expect(rendered.html).toContain(
      'alt="Score over the week: 81 on Mon 16 Nov 2026, 74 on Mon 23 Nov 2026, lowest 62."',
    )
    expect(rendered.html).toContain('alt="Open by severity: 1 critical, 2 high, 4 medium, 1 low."')
    const page = await weeklyAs(weekly(), 'html')
    expect(page.includes('cid:')).toBe(false)
    expect(page.match(/src="data:image\/png;base64,/g)).toHaveLength(2)
    expect(await weeklyAs(weekly(), 'text')).toBe(rendered.text)
  })

  it('of a comparison that was never assessed have none, and no score', async () => {
    const { standing: __, ...never } = weekly({ ...quiet, assessments: 0, trend: [] })
    const { images, html, text } = await renderWeekly(never)
    expect(images).toEqual([])
    expect(html).toContain('was never compared')
    expect(text).not.toContain('Score:')
    expect(html).not.toContain('Nothing new')
  })
})

describe('pictures', () => {
  it('hold a score until an assessment says otherwise', () => {
    const { svg } = trendChart(weekly())
    expect(svg).toContain('d="M40.7 42.4H117.4V36.5H259V64.8H375.4V50.7')
    expect(svg.match(/H[\d.]+V[\d.]+/g)?.length).toBeGreaterThanOrEqual(4)
    expect(svg).toContain('>74</text>')
    expect(trendChart(weekly({ trend: [] })).svg).toContain('No score this week')
  })

  it('show every severity with its number', () => {
    const { svg } = severityBars({ critical: 1, high: 40, medium: 0, low: 2, info: 0 })
    expect(svg).toContain('>40</text>')
    expect(svg).toContain('>critical</text>')
  })
})

describe('dates', () => {
  it('are those of the zone', () => {
    const tokyo = datesIn('Asia/Tokyo')
    expect(tokyo.day('2026-11-22T23:00:00Z')).toBe('Mon 23 Nov 2026')
    expect(datesIn('America/New_York').moment('2026-11-23T03:30:00Z')).toBe('Sun 22 Nov 2026, 22:30')
    expect(tokyo.ahead('2026-11-23T16:00:00Z', '2026-11-23T14:00:00Z')).toBe('tomorrow')
    expect(tokyo.ahead('2026-11-20T16:00:00Z', '2026-11-23T14:00:00Z')).toBe('2 days ago')
    expect(tokyo.ago('2026-11-13T00:00:00Z', '2026-11-23T00:00:00Z')).toBe('for 10 days')
    expect(tokyo.day('soon')).toBe('soon')
  })
})
