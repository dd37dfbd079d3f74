import { createElement as h, type CSSProperties, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { WeeklyReport } from '../contract.ts'
import { safeText } from '../safe-text.ts'
import { nameInWords } from '../words.ts'
import { colours } from './colours.ts'
import { datesIn } from './dates.ts'
import { sectionElement } from './html-section.ts'
import { sectionsOf } from './sections.ts'
import { deltaWords, periodWords, severityWords, subjectOfReport, weeklyHeadline } from './standing.ts'

/** The pictures of a report by content id. */
export const pictures = { trend: 'trend@evenkeel', severity: 'severity@evenkeel' } as const

const family = 'Helvetica, Arial, "Segoe UI", sans-serif'
const width = 600

/** What mail programs that know dark mode lay over the inline styles. Static: nothing of a report enters it. */
const dark = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.page{background:#14171c!important}.card{background:#1d2128!important}.ink{color:#e8eaed!important}.soft{color:#a7afba!important}.rule{border-color:#353b45!important}.tile{background:#262b33!important}}
@media (max-width:620px){.card{width:100%!important}.pad{padding-left:16px!important;padding-right:16px!important}}`

/**
 * The report as an HTML mail: tables and inline styles, as mail programs ask for; 600 pixels wide. Names and values are text
 * nodes and attributes that React escapes.
 */
export function weeklyHtml(report: WeeklyReport): string {
  const subject = subjectOfReport(report)
  const { mood, sentence } = weeklyHeadline(report)
  const page = h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', null, subject),
      h('style', { dangerouslySetInnerHTML: { __html: dark } }),
    ),
    h(
      'body',
      { className: 'page', style: { margin: 0, padding: 0, background: '#eceef1', fontFamily: family } },
      // What lists of mails show beside the subject.
      h('div', { style: { display: 'none', maxHeight: 0, overflow: 'hidden' } }, `${sentence}.`),
      table(
        { width: '100%', className: 'page', style: { background: '#eceef1' } },
        h(
          'td',
          { align: 'center', style: { padding: '24px 8px' } },
          table(
            {
              width,
              className: 'card',
              style: { width, maxWidth: '100%', background: '#ffffff', borderRadius: 8, overflow: 'hidden' },
            },
            h('td', { style: { height: 6, lineHeight: '6px', fontSize: 0, background: colours.mood[mood] } }, '\u00a0'),
            cell('24px 24px 8px', ...head(report, sentence)),
            ...body(report),
            cell('8px 24px 24px', foot(report)),
          ),
        ),
      ),
    ),
  )
  // React asks browsers to fetch pictures early; in a mail there is nothing to fetch.
  const markup = renderToStaticMarkup(page).replaceAll(/<link rel="preload"[^>]*>/g, '')
  return `<!DOCTYPE html>${markup}\n`
}

function head(report: WeeklyReport, sentence: string): readonly ReactNode[] {
  const { candidate, baseline } = report.comparison
  return [
    h(
      'p',
      { key: 'name', className: 'soft', style: { ...text.small, margin: '0 0 6px', letterSpacing: '0.02em' } },
      `${safeText(candidate)} compared with ${safeText(baseline)} · ${periodWords(report)}`,
    ),
    h('h1', { key: 'line', className: 'ink', style: text.title }, `${sentence}.`),
  ]
}

function body(report: WeeklyReport): readonly ReactNode[] {
  const { standing } = report
  const sections = sectionsOf(report).map((section) => cell('0 24px 8px', sectionElement(section)))
  if (standing === undefined) return sections
  return [
    cell('8px 24px', tiles(report)),
    cell(
      '8px 24px',
      picture(pictures.trend, 168, trendWords(report)),
      ...(report.open.total === 0
        ? []
        : [picture(pictures.severity, 140, `Open by severity: ${severityWords(report.open.bySeverity)}.`)]),
    ),
    ...sections,
    ...(standing.dimensions.length === 0 ? [] : [cell('0 24px 8px', dimensions(standing.dimensions))]),
  ]
}

function tiles(report: WeeklyReport): ReactNode {
  const { standing, open, opened, resolved, assessments } = report
  const count = (groups: WeeklyReport['opened']): number => groups.reduce((sum, group) => sum + group.count, 0)
  const delta = deltaWords(report)
  const facts: readonly (readonly [string, string, string])[] = [
    [String(standing?.score ?? '–'), 'score of 100', delta === '' ? '' : `${delta} in a week`],
    [String(open.total), 'open', severityWords(open.bySeverity)],
    [assessments === 0 ? '–' : String(count(opened)), 'new this week', ''],
    [assessments === 0 ? '–' : String(count(resolved)), 'resolved', ''],
  ]
  const tile = ([value, name, note]: (typeof facts)[number]): ReactNode =>
    h(
      'td',
      { key: name, width: '25%', valign: 'top', style: { padding: 3 } },
      table(
        { width: '100%', className: 'tile', style: { background: colours.panel, borderRadius: 6, height: 92 } },
        h(
          'td',
          { valign: 'top', style: { padding: '10px 12px' } },
          h('div', { className: 'ink', style: text.number }, value),
          h('div', { className: 'soft', style: text.small }, name),
          note === '' ? null : h('div', { className: 'soft', style: text.tiny }, note),
        ),
      ),
    )
  return h(
    'table',
    { role: 'presentation', width: '100%', cellPadding: 0, cellSpacing: 0, style: { margin: '0 -3px' } },
    h('tbody', null, h('tr', null, facts.map(tile))),
  )
}

/** What the picture shows, for those who do not see it. */
function trendWords(report: WeeklyReport): string {
  const [first, last] = [report.trend.at(0), report.trend.at(-1)]
  if (first === undefined || last === undefined) return 'Score: there was none this week.'
  const dates = datesIn(report.timeZone)
  const lowest = Math.min(...report.trend.map(({ score }) => score))
  return `Score over the week: ${first.score} on ${dates.day(first.at)}, ${last.score} on ${dates.day(last.at)}, lowest ${lowest}.`
}

function picture(cid: string, height: number, alt: string): ReactNode {
  return h('img', {
    key: cid,
    src: `cid:${cid}`,
    alt,
    width: 552,
    height,
    style: {
      display: 'block',
      width: '100%',
      maxWidth: 552,
      height: 'auto',
      border: 0,
      margin: '0 0 10px',
      ...text.small,
    },
  })
}

function dimensions(list: NonNullable<WeeklyReport['standing']>['dimensions']): ReactNode {
  return [
    h('h2', { key: 'title', className: 'ink', style: text.heading }, 'By dimension'),
    h(
      'table',
      { key: 'table', width: '100%', cellPadding: 0, cellSpacing: 0 },
      h(
        'tbody',
        null,
        list.map(({ dimension, score }) =>
          h(
            'tr',
            { key: dimension },
            h('td', { className: 'ink', width: '34%', style: text.row }, nameInWords(dimension).replaceAll('-', ' ')),
            h('td', { style: { padding: '3px 0' } }, bar(score)),
            h('td', { className: 'ink', width: 44, align: 'right', style: text.row }, String(score)),
          ),
        ),
      ),
    ),
  ]
}

/** A bar of two cells: no picture, so it is there where pictures are not shown. */
function bar(score: number): ReactNode {
  const share = Math.min(100, Math.max(0, score))
  const part = (width: number, background: string): ReactNode =>
    width === 0
      ? null
      : h('td', { width: `${width}%`, style: { background, height: 8, lineHeight: '8px', fontSize: 0 } }, '\u00a0')
  return h(
    'table',
    { role: 'presentation', width: '100%', cellPadding: 0, cellSpacing: 0 },
    h('tbody', null, h('tr', null, part(share, colours.accent), part(100 - share, colours.line))),
  )
}

function foot(report: WeeklyReport): ReactNode {
  const { standing, assessments } = report
  const dates = datesIn(report.timeZone)
  const last =
    standing === undefined
      ? 'No assessment was ever done.'
      : `Last assessed ${dates.moment(standing.assessedAt)}; ${assessments === 1 ? 'once' : `${assessments} times`} this week; ${standing.summary.compared} compared.`
  return h(
    'p',
    {
      className: 'soft rule',
      style: { ...text.small, borderTop: `1px solid ${colours.line}`, margin: 0, paddingTop: 12 },
    },
    `${last} Sent by Evenkeel.`,
  )
}

function table(attributes: Record<string, unknown>, ...cells: readonly ReactNode[]): ReactNode {
  const rows = cells.map((one, i) => h('tr', { key: i }, one))
  return h('table', { role: 'presentation', cellPadding: 0, cellSpacing: 0, ...attributes }, h('tbody', null, rows))
}

function cell(padding: string, ...content: readonly ReactNode[]): ReactNode {
  return h('td', { className: 'pad', style: { padding } }, ...content)
}

const text = {
  title: { margin: '0 0 4px', fontSize: 22, lineHeight: '28px', fontWeight: 700, color: colours.ink },
  heading: { margin: '14px 0 6px', fontSize: 15, lineHeight: '20px', fontWeight: 700, color: colours.ink },
  number: { fontSize: 26, lineHeight: '30px', fontWeight: 700, color: colours.ink },
  row: { fontSize: 13, lineHeight: '18px', padding: '3px 0', color: colours.ink },
  small: { fontSize: 12, lineHeight: '17px', color: colours.soft },
  tiny: { fontSize: 11, lineHeight: '15px', color: colours.soft },
} satisfies Record<string, CSSProperties>
