import type { RenderedReport, WeeklyReport } from '../contract.ts'
import { severityBars, trendChart } from './chart.ts'
import { pngOf } from './png.ts'
import { subjectOfReport } from './standing.ts'
import { weeklyText } from './text.ts'

/** The report in the forms in which it is sent and shown. React and the drawing are loaded only here. */
export async function renderWeekly(report: WeeklyReport): Promise<RenderedReport> {
  const { pictures, weeklyHtml } = await import('./html.ts')
  const html = weeklyHtml(report)
  const all = [
    { cid: pictures.trend, picture: trendChart(report) },
    { cid: pictures.severity, picture: severityBars(report.open.bySeverity) },
  ].filter(({ cid }) => html.includes(`cid:${cid}`))
  const images = await Promise.all(all.map(async ({ cid, picture }) => ({ cid, base64: await pngOf(picture) })))
  return { subject: subjectOfReport(report), html, text: weeklyText(report), images }
}

/** The report as one text: a page that has its pictures in itself, for a browser or a file, or plain lines. */
export async function weeklyAs(report: WeeklyReport, format: 'html' | 'text'): Promise<string> {
  return format === 'text' ? weeklyText(report) : standaloneHtml(await renderWeekly(report))
}

/** Mails carry the pictures beside the HTML. */
function standaloneHtml({ html, images }: RenderedReport): string {
  return images.reduce(
    (text, { cid, base64 }) => text.replaceAll(`src="cid:${cid}"`, `src="data:image/png;base64,${base64}"`),
    html,
  )
}
