import { dimensions, type Dimension } from '../../model/dimension.ts'
import { markdownCode, markdownText } from '../../report/markdown-text.ts'
import { cut } from '../../report/width.ts'
import { counted } from '../../report/words.ts'
import {
  selectorInWords,
  type DifferencesDocument,
  type DocumentedDifference,
  type ShownDifference,
  type Standing,
} from './document.ts'

/** Longer values are cut: this page is read, the report has them whole. */
const longestValue = 200

interface Row {
  readonly documented: DocumentedDifference
  readonly difference: ShownDifference
}

/**
 * The documented differences as a page for testers: by dimension and service, what differs, why, whose it is and until
 * when; then what counts again, what is no longer there, and what could not be looked at. No text can make markup.
 */
export function differencesMarkdown(document: DifferencesDocument): string {
  const { comparison, documented } = document
  const rows = documented.flatMap((one) => one.differences.map((difference) => ({ documented: one, difference })))
  const wanted = rows.filter(({ difference }) => difference.lapsed === undefined)
  const lapsed = rows.filter(({ difference }) => difference.lapsed !== undefined)
  const lines = [
    `# Documented differences: ${markdownText(comparison.candidate)} against ${markdownText(comparison.baseline)}`,
    '',
    ...opening(document, wanted.length),
    ...dimensions.flatMap((dimension) => dimensionLines(dimension, wanted, document)),
    ...section('Documented once, and counting again', lapsed, [
      table(['What differs', 'Because', 'It was wanted because', 'Owner'], lapsed.map(lapsedRow)),
    ]),
    ...listed('At other times', 'Wanted only at certain times, and not now.', 'other-times', document),
    ...listed('No longer there', 'Documented, looked for, and not found: the entry can go.', 'gone', document),
    ...listed('Not looked at', 'Documented; what it is about could not be read completely.', 'not-read', document),
    ...section('Shared on purpose', document.shared, [document.shared.map((name) => `- ${markdownCode(name)}`)]),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function opening({ comparison, date, coverage, open, known }: DifferencesDocument, count: number): readonly string[] {
  const candidate = markdownText(comparison.candidate)
  const baseline = markdownText(comparison.baseline)
  const are = count === 1 ? 'is' : 'are'
  const beside = [
    ...(open === 0 ? [] : [`${counted(open, 'other difference')} nobody has documented`]),
    ...(known === 0 ? [] : [`${counted(known, 'difference')} known since adoption`]),
  ]
  return [
    count === 0
      ? `On ${date}, no documented difference between ${candidate} and ${baseline} was found.`
      : `On ${date}, ${counted(count, 'difference')} between ${candidate} and ${baseline} ${are} wanted: a test in ${candidate} says nothing about ${baseline} where ${count === 1 ? 'it touches it' : 'it touches one of them'}.`,
    ...(beside.length === 0
      ? []
      : [
          `Beside ${count === 0 ? 'that' : 'them'} there ${open + known === 1 ? 'is' : 'are'} ${beside.join(' and ')}; \`evenkeel check\` shows them.`,
        ]),
    ...(coverage === 'complete'
      ? []
      : ['**Not everything that was asked for could be read, so this page may be incomplete.**']),
    '',
  ]
}

function dimensionLines(dimension: Dimension, all: readonly Row[], document: DifferencesDocument): readonly string[] {
  const rows = all.filter(({ difference }) => difference.dimension === dimension)
  const services = [...new Set(rows.map(({ difference }) => difference.service))].sort(byName)
  const { candidate, baseline } = document.comparison
  const head = ['What differs', markdownText(candidate), markdownText(baseline), 'Why', 'Owner', 'Until']
  return section(
    title(dimension),
    rows,
    services.map((service) => {
      const own = rows.filter(({ difference }) => difference.service === service)
      const heading = service === undefined ? 'No service' : `Service ${markdownText(service)}`
      const lines = table(head, own.map(wantedRow))
      return services.length === 1 && service === undefined ? lines : [`### ${heading}`, '', ...lines]
    }),
  )
}

/** Those of no service last. */
function byName(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return a < b ? -1 : 1
}

function wantedRow({ documented, difference }: Row): readonly string[] {
  return [
    whatOf(difference),
    markdownCode(cut(difference.candidate, longestValue)),
    markdownCode(cut(difference.baseline, longestValue)),
    markdownText(documented.reason),
    markdownText(documented.owner),
    untilOf(documented),
  ]
}

function lapsedRow({ documented, difference }: Row): readonly string[] {
  return [
    whatOf(difference),
    markdownText(difference.lapsed ?? ''),
    markdownText(documented.reason),
    markdownText(documented.owner),
  ]
}

function whatOf({ title: sentence, subject }: ShownDifference): string {
  return `${markdownText(sentence)}<br>${markdownText(subject)}`
}

function untilOf({ kind, state, until, window }: DocumentedDifference): string {
  const end =
    state === 'review-overdue'
      ? `**review overdue since ${markdownText(until)}**`
      : kind === 'structural'
        ? `reviewed by ${markdownText(until)}`
        : markdownText(until)
  return window === undefined ? end : `${end}<br>holds ${markdownText(window)}`
}

function listed(
  heading: string,
  sentence: string,
  standing: Standing,
  { documented }: DifferencesDocument,
): readonly string[] {
  const own = documented.filter((one) => one.standing === standing)
  const rows = own.map((one) => [
    markdownText(selectorInWords(one.selector)),
    markdownText(one.reason),
    markdownText(one.owner),
    untilOf(one),
    markdownText(one.where),
  ])
  return section(heading, own, [[sentence, ''], table(['About', 'Why', 'Owner', 'Until', 'Written in'], rows)])
}

function section(
  heading: string,
  content: readonly unknown[],
  parts: readonly (readonly string[])[],
): readonly string[] {
  if (content.length === 0) return []
  return [`## ${heading}`, '', ...parts.flatMap((part) => [...part, ...(part.at(-1) === '' ? [] : [''])])]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}

function title(dimension: Dimension): string {
  const words = dimension.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
