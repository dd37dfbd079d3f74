import { directionInWords } from '../../model/direction-words.ts'
import { kindOf } from '../../model/kinds/index.ts'
import type { CauseGroup } from '../../model/message.ts'
import type { Severity } from '../../model/severity.ts'
import type { WeeklyReport } from '../contract.ts'
import { safeText } from '../safe-text.ts'
import { counted } from '../words.ts'
import { type Dates, datesIn } from './dates.ts'

/** A part of the report, the same in every form. Texts are plain and on one line; a form escapes what its markup obeys. */
export interface Section {
  readonly title: string
  /** What stands there when there are no rows. */
  readonly none?: string
  readonly rows: readonly SectionRow[]
  /** `and 4 more`. */
  readonly more?: string
}

export interface SectionRow {
  readonly severity?: Severity
  readonly main: string
  /** A date or a number at its side. */
  readonly aside?: string
  readonly details: readonly string[]
}

/** Rows of a section; the rest is counted. A report of a page is read. */
const most = 12

/** Everything that the report lists, in its order. What could not be read comes first: it says how far the rest is to be believed. */
export function sectionsOf(report: WeeklyReport): readonly Section[] {
  const dates = datesIn(report.timeZone)
  const { expiring, documented, oldest, unread, known, undelivered } = report
  return [
    ...(unread.length === 0 ? [] : [listed('Could not be read', unread.map(unreadRow))]),
    ...(report.assessments === 0
      ? []
      : [
          listed(
            'New this week',
            report.opened.map((one) => groupRow(one, movedOf(one.finding, report))),
            'Nothing new.',
          ),
          listed(
            'Resolved this week',
            report.resolved.map((one) => groupRow(one)),
            'Nothing was resolved.',
          ),
        ]),
    ...(oldest.length === 0
      ? []
      : [
          listed(
            'Open longest',
            oldest.map((one) => oldestRow(one, report, dates)),
          ),
        ]),
    ...(expiring.length === 0
      ? []
      : [
          listed(
            'Expires within 30 days',
            expiring.map((one) => expiringRow(one, report, dates)),
          ),
        ]),
    ...(documented.length === 0
      ? []
      : [
          listed(
            'Documented differences',
            documented.map((one) => documentedRow(one, report, dates)),
          ),
        ]),
    ...(known === undefined ? [] : [listed('Known at adoption', [knownRow(known)])]),
    ...(undelivered === 0
      ? []
      : [
          listed('Messages that could not be delivered', [
            { main: `${counted(undelivered, 'message')} did not arrive; the server's /readyz says why.`, details: [] },
          ]),
        ]),
  ]
}

function listed(title: string, rows: readonly SectionRow[], none?: string): Section {
  const rest = rows.length - most
  return {
    title,
    rows: rows.slice(0, most),
    ...(none === undefined ? {} : { none }),
    ...(rest > 0 ? { more: `and ${rest} more` } : {}),
  }
}

/** Which side moved: it decides who has something to do. Of what is resolved that is no news. */
function movedOf({ direction }: CauseGroup['finding'], { comparison }: WeeklyReport): readonly string[] {
  const moved = directionInWords(direction, comparison)
  return moved === undefined ? [] : [safeText(moved)]
}

function groupRow({ finding, severity, count, places, detail }: CauseGroup, moved: readonly string[] = []): SectionRow {
  const shown = places.slice(0, 4).map(safeText).join(', ')
  const rest = count - Math.min(places.length, 4)
  const where = count < 2 ? subject(finding) : `in ${shown}${rest > 0 ? ` and ${rest} more` : ''}`
  return {
    severity,
    main: safeText(finding.title),
    ...(count > 1 ? { aside: counted(count, 'place') } : {}),
    details: [...(detail === undefined ? [] : [safeText(detail)]), where, ...ownerOf(finding), ...moved],
  }
}

function subject({ kind, resource }: CauseGroup['finding']): string {
  return safeText(`${kindOf(kind)?.title.toLowerCase() ?? kind} ${resource.name}`)
}

function ownerOf({ service, owner }: CauseGroup['finding']): readonly string[] {
  const words = [service, owner].filter((part) => part !== undefined)
  return words.length === 0 ? [] : [safeText(words.join(', '))]
}

function oldestRow(live: WeeklyReport['oldest'][number], report: WeeklyReport, dates: Dates): SectionRow {
  const { finding, openedAt, acknowledged, stale } = live
  return {
    severity: finding.severity,
    main: safeText(finding.title),
    aside: dates.ago(openedAt, report.to),
    details: [
      subject(finding),
      ...ownerOf(finding),
      ...movedOf(finding, report),
      ...(acknowledged === undefined ? [] : [`acknowledged by ${safeText(acknowledged.by)}`]),
      ...(stale ? ['could not be read the last time'] : []),
    ],
  }
}

function expiringRow(
  { environment, kind, name, what, at }: WeeklyReport['expiring'][number],
  { to }: WeeklyReport,
  dates: Dates,
): SectionRow {
  return {
    main: safeText(`${kindOf(kind)?.title ?? kind} ${name} in ${environment}`),
    aside: dates.ahead(at, to),
    details: [safeText(what), dates.day(at)],
  }
}

function documentedRow(
  { exception, kind, owner, reason, until, findings }: WeeklyReport['documented'][number],
  { to }: WeeklyReport,
  dates: Dates,
): SectionRow {
  // A plain day holds to its end, in every zone; noon keeps it that day.
  const end = /^\d{4}-\d\d-\d\d$/.test(until) ? `${until}T12:00:00Z` : until
  return {
    main: safeText(reason),
    aside: counted(findings, 'finding'),
    details: [
      safeText(exception),
      safeText(owner),
      `${kind === 'temporary' ? 'until' : 'to be reviewed'} ${dates.day(end)}, ${dates.ahead(end, to)}`,
    ],
  }
}

function knownRow({ total, left }: NonNullable<WeeklyReport['known']>): SectionRow {
  const gone = total - left
  const main = left === 0 ? `All ${total} are gone.` : `${left} of ${total} are left; ${gone} are gone.`
  return { main, details: [] }
}

function unreadRow({ environment, collector, scope, kinds, reason }: WeeklyReport['unread'][number]): SectionRow {
  return {
    main: safeText([environment, collector, scope].filter((part) => part !== '').join(' ')),
    details: [safeText(reason.replace(/\.$/, '')), ...(kinds.length === 0 ? [] : [safeText(kinds.join(', '))])],
  }
}
