import type { Assessment } from '../../model/assessment.ts'
import { directionInWords } from '../../model/direction-words.ts'
import type { Finding } from '../../model/finding.ts'
import { safeText } from '../safe-text.ts'
import { otherPlaces, placeOf, subjectOf, usersOf, whereOf } from '../whereabouts.ts'
import { lapseInWords } from '../adoption.ts'
import { cut } from '../width.ts'
import { valuesOf } from '../words.ts'
import type { Ink } from './ink.ts'
import { entries, paragraph, type Entry } from './page.ts'

/** Longer values are cut here; the JSON document has them whole. */
const longestValue = 600
const shownPlaces = 4

/** One finding: its title, what it is about and where, both values one under the other, since when, and the remedy. */
export function findingLines(finding: Finding, sides: Assessment['comparison'], width: number, ink: Ink): string[] {
  const badge = ink.severity[finding.severity]
  const [first = '', ...more] = paragraph(safeText(finding.title), 4, width, ink.bold)
  return [
    `  ${badge('●')} ${first.trimStart()}`,
    ...more,
    ...entries(entriesOf(finding, sides, ink), 4, width, ink.dim),
    ...paragraph(footOf(finding), 4, width, ink.dim),
  ]
}

function entriesOf(finding: Finding, sides: Assessment['comparison'], ink: Ink): readonly Entry[] {
  const values = valuesOf(finding)
  const others = otherPlaces(finding, shownPlaces)
  const users = usersOf(finding, shownPlaces)
  // Of a resource that one side does not have there is nothing to set side by side: where it is says it all.
  const showsValues = finding.at !== '' || (finding.values.candidate !== null && finding.values.baseline !== null)
  const there = placeOf(finding.resource.baseline)
  const here = whereOf(finding, sides)
  return [
    { label: 'what', text: subjectOf(finding) },
    { label: 'where', text: here },
    ...(finding.resource.candidate === null || there === null || there === here
      ? []
      : [{ label: 'twin', text: there }]),
    ...(others === '' ? [] : [{ label: 'also', text: others }]),
    ...(users === '' ? [] : [{ label: 'used by', text: users }]),
    ...(showsValues
      ? [
          { label: safeText(sides.candidate), text: cut(values.candidate, longestValue), paint: ink.candidate },
          { label: safeText(sides.baseline), text: cut(values.baseline, longestValue), paint: ink.baseline },
        ]
      : []),
    ...(finding.since === undefined ? [] : [{ label: 'since', text: sinceOf(finding, finding.since, sides) }]),
    ...(finding.owner === undefined ? [] : [{ label: 'owner', text: safeText(finding.owner) }]),
    ...(finding.lapsed ?? []).map((lapse) => ({ label: 'again', text: safeText(lapseInWords(lapse)) })),
    { label: 'remedy', text: safeText(finding.remedy) },
  ]
}

function sinceOf({ direction }: Finding, since: string, sides: Assessment['comparison']): string {
  const moved = directionInWords(direction, sides)
  return safeText(moved === undefined ? since : `${since}; ${moved}`)
}

/** What one refers to it by, and what is not known of it. */
function footOf(finding: Finding): string {
  const acknowledged = finding.status === 'acknowledged' ? ' · acknowledged' : ''
  const since = finding.since === undefined ? ' · since unknown' : ''
  return `${safeText(finding.rule)} · ${safeText(finding.id.slice(0, 12))}${since}${acknowledged}`
}

/** A documented difference: what it is, why it is wanted, whose it is, and until when. */
export function exceptedLines(finding: Finding, width: number, ink: Ink): string[] {
  const { exception } = finding
  const title = paragraph(`${safeText(finding.title)} (${subjectOf(finding)})`, 4, width)
  const [first = '', ...more] = title
  const list: readonly Entry[] =
    exception === undefined
      ? []
      : [
          { label: 'reason', text: safeText(exception.reason) },
          { label: 'owner', text: safeText(exception.owner) },
          { label: exception.kind === 'temporary' ? 'ends' : 'review', text: safeText(exception.until) },
        ]
  return [`  ${ink.good('○')} ${first.trimStart()}`, ...more, ...entries(list, 4, width, ink.dim)]
}
