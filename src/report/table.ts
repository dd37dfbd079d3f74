import type { Assessment } from '../model/assessment.ts'
import { adoptionLine } from './adoption.ts'
import { safeText } from './safe-text.ts'
import { bySeverity, standingOf } from './standing.ts'
import { exceptedLines, findingLines } from './table/finding.ts'
import { inkOf, type Ink } from './table/ink.ts'
import { comparedLines, lexiconLines, unreadLines, unsureLines } from './table/looked.ts'
import { pageWidth, paragraph } from './table/page.ts'
import { dimensionLines, scoreLine } from './table/score.ts'
import { headlineOf, type Mood } from './verdict.ts'
import { counted } from './words.ts'

/**
 * The report as a person reads it on a terminal: the verdict, the differences worst first, the documented ones, what could
 * not be paired, what was compared and what was not. `columns` is the terminal's width; without `colour` there are no
 * escape sequences at all. Nothing that a value holds reaches the terminal as a control character.
 */
export function formatTable(
  assessment: Assessment,
  options: { readonly colour: boolean; readonly columns: number },
): string {
  const ink = inkOf(options.colour)
  const width = pageWidth(options.columns)
  const standing = standingOf(assessment.findings)
  const sides = assessment.comparison

  const lines: string[] = ['', ...headLines(assessment, width, ink)]
  const section = (title: string, content: readonly string[]): void => {
    if (content.length > 0) lines.push('', ink.bold(title), ...content)
  }
  for (const [severity, findings] of bySeverity(standing.open)) {
    lines.push('', ink.severity[severity](`${severity.toUpperCase()}  ${findings.length}`))
    for (const finding of findings) lines.push('', ...findingLines(finding, sides, width, ink))
  }
  section(
    `Waiting for promotion  ${standing.pending.length}`,
    standing.pending.flatMap((finding) => ['', ...findingLines(finding, sides, width, ink)]),
  )
  section(
    `Documented differences  ${standing.excepted.length}`,
    standing.excepted.flatMap((finding) => ['', ...exceptedLines(finding, width, ink)]),
  )
  const adopted = adoptionLine(assessment)
  section('Known at adoption', adopted === undefined ? [] : paragraph(adopted, 2, width))
  section('Not paired surely', unsureLines(assessment, width, ink))
  section('What was compared', comparedLines(assessment, ink))
  section('What was not read', unreadLines(assessment, width, ink))
  section('Words of the environments, taken out before comparing', lexiconLines(assessment, width, ink))
  section(
    'Notices',
    assessment.notices.flatMap((notice) => paragraph(`- ${safeText(notice.message)}`, 2, width)),
  )
  lines.push('', scoreLine(assessment, ink), ...dimensionLines(assessment.scores, width, ink), '')
  return lines.join('\n')
}

function headLines(assessment: Assessment, width: number, ink: Ink): string[] {
  const { mood, sentence } = headlineOf(assessment)
  const paints: Readonly<Record<Mood, (text: string) => string>> = {
    well: ink.good,
    fair: ink.warn,
    bad: ink.bad,
    unknown: ink.warn,
  }
  const { summary } = assessment
  const tally = [
    `compared with ${safeText(assessment.comparison.baseline)}`,
    counted(summary.compared, 'pair'),
    `${summary.missing} missing`,
    `${summary.extra} extra`,
    `${summary.ambiguous} ambiguous`,
  ].join(' · ')
  return [
    ...paragraph(sentence, 0, width, (line) => ink.bold(paints[mood](line))),
    ...paragraph(tally, 0, width, ink.dim),
    ...(assessment.findings.some((finding) => finding.since === undefined)
      ? paragraph('since when: unknown, because a one-shot check has no history', 0, width, ink.dim)
      : []),
  ]
}
