import type { Assessment } from '../model/assessment.ts'
import { directionInWords } from '../model/direction-words.ts'
import type { Finding } from '../model/finding.ts'
import type { Severity } from '../model/severity.ts'
import { adoptionLine, lapseInWords } from './adoption.ts'
import { comparedKinds, percent } from './compared.ts'
import { reasonAndRemedy, unreadScopes } from './coverage-groups.ts'
import { markdownCode, markdownText } from './markdown-text.ts'
import { standingOf } from './standing.ts'
import { headlineOf } from './verdict.ts'
import { otherPlaces, subjectOf, usersOf, whereOf } from './whereabouts.ts'
import { counted, valuesOf } from './words.ts'
import { cut } from './width.ts'

/** GitHub refuses a comment of more than 65,536 characters. */
export const markdownLimit = 65_000

const badges: Readonly<Record<Severity, string>> = {
  critical: '🔴 critical',
  high: '🟠 high',
  medium: '🟡 medium',
  low: '🔵 low',
  info: '⚪ info',
}

/** What a reader sees without unfolding. */
const shownFindings = 10
const longestValue = 200

/**
 * The report as a comment on a pull request: worst first, the rest folded, never more than `limit` bytes of UTF-8. What does
 * not fit is counted. Values, names and reasons can neither make markup nor mention anybody.
 */
export function formatMarkdown(assessment: Assessment, options: { readonly limit?: number } = {}): string {
  const limit = options.limit ?? markdownLimit
  const standing = standingOf(assessment.findings)
  const first = standing.open.slice(0, shownFindings)
  const rest = standing.open.slice(shownFindings)
  const sides = assessment.comparison
  const row = (finding: Finding): string => findingRow(finding, sides)
  const excepted = (finding: Finding): string => exceptedRow(finding)

  const document = new Budget(limit)
  document.add([`### ${markdownText(headlineOf(assessment).sentence)}`, '', summaryLine(assessment), ''])
  document.rows(unread(assessment, true), ['**Could not be read, and the configuration asks for it:**', ''], [''])
  document.rows(first.map(row), tableHead(sides), [''])
  const fold = (title: string, rows: readonly string[], head: readonly string[]): void =>
    document.rows(rows, [`<details><summary>${title}</summary>`, '', ...head], ['', '</details>', ''])
  fold(counted(rest.length, 'more difference'), rest.map(row), tableHead(sides))
  fold(`${standing.pending.length} waiting for promotion`, standing.pending.map(row), tableHead(sides))
  fold(counted(standing.excepted.length, 'documented difference'), standing.excepted.map(excepted), [
    '| Difference | Reason | Owner | Until |',
    '| --- | --- | --- | --- |',
  ])
  const adopted = adoptionLine(assessment)
  document.rows(adopted === undefined ? [] : [adopted], [], [''])
  fold(
    `${assessment.ambiguous.length + assessment.suggestions.length} not paired surely`,
    [
      ...assessment.ambiguous.map((sentence) => `- ${markdownText(sentence)}`),
      ...assessment.suggestions.map(
        (s) =>
          `- ${markdownCode(`{ kind: ${s.kind}, candidate: ${s.candidate}, baseline: ${s.baseline} }`)} (${percent(s.similarity)} alike)`,
      ),
    ],
    [],
  )
  fold('What was compared', comparedRows(assessment), [
    `| Kind | ${markdownText(sides.candidate)} | ${markdownText(sides.baseline)} | Pairs | Paired |`,
    '| --- | ---: | ---: | ---: | ---: |',
  ])
  fold('What was not read', unread(assessment, false), [])
  fold(
    counted(assessment.notices.length, 'notice'),
    assessment.notices.map((n) => `- ${markdownText(n.message)}`),
    [],
  )
  return document.text()
}

/** Lines that together stay within a number of bytes. What is left out is counted in its place. */
class Budget {
  private readonly lines: string[] = []
  private left: number

  constructor(limit: number) {
    this.left = limit
  }

  add(lines: readonly string[]): void {
    for (const line of lines) {
      this.lines.push(line)
      this.left -= size(line)
    }
  }

  /** Adds rows between a head and a tail, as many as fit; nothing at all when there are no rows. */
  rows(rows: readonly string[], head: readonly string[], tail: readonly string[]): void {
    if (rows.length === 0) return
    const note = (count: number): string => `\n_and ${count} more_`
    const frame = [...head, ...tail].reduce((sum, line) => sum + size(line), 0) + size(note(rows.length))
    if (frame > this.left) {
      const line = `_and ${rows.length} more, left out for length_`
      if (size(line) <= this.left) this.add([line])
      return
    }
    this.left -= frame
    let count = 0
    const fitting: string[] = []
    for (const row of rows) {
      if (size(row) > this.left) break
      this.left -= size(row)
      fitting.push(row)
      count += 1
    }
    this.lines.push(...head, ...fitting, ...(count < rows.length ? [note(rows.length - count)] : []), ...tail)
  }

  text(): string {
    return `${this.lines.join('\n').trimEnd()}\n`
  }
}

function size(line: string): number {
  return Buffer.byteLength(line) + 1
}

function summaryLine(assessment: Assessment): string {
  const { summary, score } = assessment
  const parts = [
    `${counted(summary.compared, 'pair')} compared`,
    `${summary.missing} missing`,
    `${summary.extra} extra`,
    `${summary.ambiguous} ambiguous`,
    score === null ? 'no score' : `score ${score} of 100`,
  ]
  return parts.join(' · ')
}

function tableHead(sides: Assessment['comparison']): readonly string[] {
  return [
    `| | Difference | ${markdownText(sides.candidate)} | ${markdownText(sides.baseline)} | What to do |`,
    '| --- | --- | --- | --- | --- |',
  ]
}

function findingRow(finding: Finding, sides: Assessment['comparison']): string {
  const values = valuesOf(finding)
  const others = otherPlaces(finding)
  const users = usersOf(finding)
  const moved = directionInWords(finding.direction, sides)
  const cells = [
    badges[finding.severity],
    [
      `**${markdownText(finding.title)}**`,
      markdownText(`${subjectOf(finding)} · ${whereOf(finding, sides)}`),
      ...(others === '' ? [] : [`also ${markdownText(others)}`]),
      ...(users === '' ? [] : [`used by ${markdownText(users)}`]),
      ...(moved === undefined
        ? []
        : [markdownText(finding.since === undefined ? moved : `${moved}, since ${finding.since}`)]),
      ...(finding.owner === undefined ? [] : [`owner ${markdownText(finding.owner)}`]),
      ...(finding.lapsed ?? []).map((lapse) => markdownText(lapseInWords(lapse))),
    ].join('<br>'),
    markdownCode(cut(values.candidate, longestValue)),
    markdownCode(cut(values.baseline, longestValue)),
    markdownText(finding.remedy),
  ]
  return `| ${cells.join(' | ')} |`
}

function exceptedRow(finding: Finding): string {
  const { exception } = finding
  const cells = [
    `${markdownText(finding.title)} (${markdownText(subjectOf(finding))})`,
    markdownText(exception?.reason ?? ''),
    markdownText(exception?.owner ?? ''),
    markdownText(exception?.until ?? ''),
  ]
  return `| ${cells.join(' | ')} |`
}

function comparedRows(assessment: Assessment): readonly string[] {
  return comparedKinds(assessment).map(
    (k) => `| ${markdownText(k.kind)} | ${k.candidate} | ${k.baseline} | ${k.pairs} | ${percent(k.rate)} |`,
  )
}

function unread(assessment: Assessment, required: boolean): readonly string[] {
  return unreadScopes(assessment)
    .filter((scope) => scope.required === required)
    .map((scope) => {
      const place = markdownText(`${scope.environment}: ${scope.collector} in ${scope.scope}`)
      return `- ${place} (${markdownText(scope.kinds.join(', '))}) ${scope.status}. ${markdownText(reasonAndRemedy(scope))}`
    })
}
