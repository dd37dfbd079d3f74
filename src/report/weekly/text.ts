import type { WeeklyReport } from '../contract.ts'
import { safeText } from '../safe-text.ts'
import { nameInWords } from '../words.ts'
import { datesIn } from './dates.ts'
import { type Section, sectionsOf } from './sections.ts'
import { deltaWords, periodWords, severityWords, subjectOfReport, weeklyHeadline } from './standing.ts'

/** The report as plain text, lines of at most some 76 columns where words allow it. */
export function weeklyText(report: WeeklyReport): string {
  const { standing, open } = report
  const dates = datesIn(report.timeZone)
  const title = subjectOfReport(report)
  const head = [
    title,
    '='.repeat(Math.min(title.length, 76)),
    '',
    ...wrap(`${weeklyHeadline(report).sentence}.`, ''),
    '',
    fact('Week', periodWords(report, dates)),
    ...(standing === undefined
      ? []
      : [
          fact(
            'Score',
            standing.score === null
              ? 'none: nothing was compared'
              : `${standing.score} of 100${deltaWords(report, ' (a week before: ', ')')}`,
          ),
          fact('Open', open.total === 0 ? 'nothing' : `${open.total} (${severityWords(open.bySeverity)})`),
          fact('Compared', `${standing.summary.compared}`),
          fact('Read', standing.coverage === 'complete' ? 'everything required' : 'NOT everything required'),
          fact('Assessed', `${dates.moment(standing.assessedAt)}; ${report.assessments} times this week`),
        ]),
  ]
  const dimensions = standing?.dimensions ?? []
  const scores =
    dimensions.length === 0
      ? []
      : [
          '',
          ...heading('By dimension'),
          ...dimensions.map((one) => fact(nameInWords(one.dimension), String(one.score))),
        ]
  return `${[...head, ...scores, ...sectionsOf(report).flatMap(sectionLines)].join('\n')}\n`
}

function fact(name: string, value: string): string {
  return `${`${name}:`.padEnd(20)}${safeText(value)}`
}

function heading(title: string): readonly string[] {
  return [title, '-'.repeat(title.length)]
}

function sectionLines({ title, rows, none, more }: Section): readonly string[] {
  return [
    '',
    ...heading(title),
    ...rows.flatMap(({ severity, main, aside, details }) => [
      ...wrap(
        `- ${severity === undefined ? '' : `[${severity}] `}${main}${aside === undefined ? '' : ` (${aside})`}`,
        '  ',
      ),
      ...(details.length === 0 ? [] : wrap(`  ${details.join('; ')}`, '  ')),
    ]),
    ...(rows.length === 0 && none !== undefined ? [none] : []),
    ...(more === undefined ? [] : [`  ${more}`]),
  ]
}

/** Breaks a line between words; what is longer than a line stays whole. */
function wrap(text: string, indent: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  const lead = /^ */.exec(text)?.[0] ?? ''
  for (const word of text.trim().split(' ')) {
    if (line !== '' && line.length + word.length + 1 > 76) {
      lines.push(line)
      line = indent + word
    } else line = line === '' ? lead + word : `${line} ${word}`
  }
  return [...lines, line]
}
