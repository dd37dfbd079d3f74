import { severities, type Severity } from '../../model/severity.ts'
import type { WeeklyReport } from '../contract.ts'
import { datesIn } from './dates.ts'
import { colours } from './colours.ts'

/** Size in CSS pixels; the pictures are drawn at twice that, for sharp screens. */
export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const width = 552
const font = 'font-family="DejaVu Sans"'

/** The score of the week as steps: it stays as it is until an assessment says otherwise. */
export function trendChart(report: WeeklyReport): Picture {
  const height = 168
  const plot = { left: 40, right: width - 52, top: 20, bottom: height - 30 }
  const from = Date.parse(report.from)
  const to = Date.parse(report.to)
  const x = (at: number): number =>
    round(plot.left + clamp((at - from) / Math.max(1, to - from)) * (plot.right - plot.left))
  const y = (score: number): number => round(plot.bottom - clamp(score / 100) * (plot.bottom - plot.top))
  const grid = [0, 50, 100].map(
    (score) =>
      `<line x1="${plot.left}" x2="${plot.right}" y1="${y(score)}" y2="${y(score)}" stroke="${colours.line}"/>` +
      label(plot.left - 8, y(score) + 4, String(score), 'end'),
  )
  const points = report.trend.map(({ at, score }) => ({ x: x(Date.parse(at)), y: y(score), score }))
  const last = points.at(-1)
  const drawn =
    last === undefined
      ? label((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2 + 4, 'No score this week', 'middle')
      : steps(points, last, plot)
  return picture([...grid, ...dayLabels(report, x, plot.bottom + 20), drawn], height)
}

interface Point {
  readonly x: number
  readonly y: number
  readonly score: number
}

function steps(
  points: readonly Point[],
  last: Point,
  plot: { readonly right: number; readonly bottom: number },
): string {
  const [first = last] = points
  const path = points
    .slice(1)
    .map((point) => `H${point.x}V${point.y}`)
    .join('')
  const line = `M${first.x} ${first.y}${path}H${plot.right}`
  return (
    `<path d="${line}V${plot.bottom}H${first.x}Z" fill="${colours.accent}" fill-opacity="0.10"/>` +
    `<path d="${line}" fill="none" stroke="${colours.accent}" stroke-width="2.5" stroke-linejoin="round"/>` +
    `<circle cx="${plot.right}" cy="${last.y}" r="4.5" fill="${colours.accent}"/>` +
    `<text x="${plot.right + 10}" y="${last.y + 6}" ${font} font-weight="bold" font-size="16" fill="${colours.ink}">${last.score}</text>`
  )
}

/** The days of the week at noon, so that a label stands below its day. */
function dayLabels(report: WeeklyReport, x: (at: number) => number, y: number): readonly string[] {
  const dates = datesIn(report.timeZone)
  const from = Date.parse(report.from)
  const days = Math.min(14, Math.max(1, Math.round((Date.parse(report.to) - from) / 86_400_000)))
  return Array.from({ length: days }, (_, i) => {
    const at = from + (i + 0.5) * 86_400_000
    return label(x(at), y, dates.weekday(new Date(at).toISOString()), 'middle')
  })
}

/** How many are open of each severity. */
export function severityBars(counts: Readonly<Record<Severity, number>>): Picture {
  const row = 26
  const left = 84
  const right = width - 56
  const highest = Math.max(1, ...severities.map((severity) => counts[severity]))
  const rows = severities.map((severity, i) => {
    const y = 10 + i * row
    const count = counts[severity]
    const length = count === 0 ? 0 : Math.max(3, round(((right - left) * count) / highest))
    return (
      label(left - 10, y + 13, severity, 'end') +
      `<rect x="${left}" y="${y}" width="${right - left}" height="17" rx="3" fill="${colours.line}" fill-opacity="0.45"/>` +
      `<rect x="${left}" y="${y}" width="${length}" height="17" rx="3" fill="${colours.severity[severity]}"/>` +
      `<text x="${right + 10}" y="${y + 13}" ${font} font-weight="bold" font-size="13" fill="${colours.ink}">${count}</text>`
    )
  })
  return picture(rows, 10 + severities.length * row)
}

function picture(parts: readonly string[], height: number): Picture {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" rx="6" fill="${colours.panel}"/>${parts.join('')}</svg>`
  return { svg, width, height }
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" ${font} font-size="12" fill="${colours.soft}">${safe}</text>`
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))
const round = (value: number): number => Math.round(value * 10) / 10
