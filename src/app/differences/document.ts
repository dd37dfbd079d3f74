import { windowInWords } from '../../judge/exceptions-window.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Dimension } from '../../model/dimension.ts'
import { selectorParts, type ExceptionSelector, type ExceptionState, type ExceptionUse } from '../../model/exception.ts'
import { isCounted, type Finding } from '../../model/finding.ts'
import { subjectOf } from '../../report/whereabouts.ts'
import { valuesOf } from '../../report/words.ts'

/** One difference of an exception, as a tester reads it. */
export interface ShownDifference {
  readonly finding: string
  readonly title: string
  /** `database instance orders, multi az`. */
  readonly subject: string
  readonly dimension: Dimension
  readonly service?: string
  /** Both values in words. */
  readonly candidate: string
  readonly baseline: string
  /** Why it counts although it is documented; absent where it does not count. */
  readonly lapsed?: string
}

/** Where a documented difference stands: there, gone, counting again, holding at other times, or not looked at. */
export type Standing = 'there' | 'gone' | 'lapsed' | 'other-times' | 'not-read'

/** One documented difference. */
export interface DocumentedDifference {
  readonly id: string
  readonly kind: 'temporary' | 'structural'
  readonly state: ExceptionState
  readonly standing: Standing
  readonly reason: string
  readonly owner: string
  /** The last day of a temporary one, or the day by which a structural one is reviewed. */
  readonly until: string
  readonly window?: string
  readonly selector: ExceptionSelector
  /** `exceptions.yaml:12`. */
  readonly where: string
  readonly differences: readonly ShownDifference[]
}

/** The document of `evenkeel differences --format json`. */
export interface DifferencesDocument {
  readonly schemaVersion: 1
  readonly comparison: { readonly candidate: string; readonly baseline: string }
  /** ISO 8601 date. */
  readonly date: string
  readonly coverage: 'complete' | 'incomplete'
  readonly documented: readonly DocumentedDifference[]
  /** What both sides use on purpose. */
  readonly shared: readonly string[]
  /** Differences that nobody documented. */
  readonly open: number
  readonly known: number
}

/** Gathers what is documented with what was found of it. */
export function differencesDocument(
  found: Pick<Assessment, 'comparison' | 'findings' | 'coverage' | 'exceptions'>,
  { shared, date }: { readonly shared: readonly string[]; readonly date: string },
): DifferencesDocument {
  const byId = new Map(found.findings.map((finding) => [finding.id, finding]))
  return {
    schemaVersion: 1,
    comparison: { candidate: found.comparison.candidate, baseline: found.comparison.baseline },
    date,
    coverage: found.coverage.verdict,
    documented: (found.exceptions ?? []).map((use) => documented(use, byId)),
    shared,
    open: found.findings.filter(isCounted).length,
    known: found.findings.filter((finding) => finding.status === 'known').length,
  }
}

/** What a selector is about, in words: `rule database/multi-az, resource orders`. */
export function selectorInWords(selector: ExceptionSelector): string {
  return selectorParts.flatMap((part) => (selector[part] === undefined ? [] : [`${part} ${selector[part]}`])).join(', ')
}

function documented(use: ExceptionUse, byId: ReadonlyMap<string, Finding>): DocumentedDifference {
  const { exception, state } = use
  const { id, kind, reason, owner, until, windows, selector, where } = exception
  const covered = new Set(use.covers)
  const differences = use.selects.flatMap((finding) => {
    const one = byId.get(finding)
    // What an earlier exception covers is shown with that one.
    if (one === undefined || (one.status === 'excepted' && !covered.has(finding))) return []
    return [shown(one, covered.has(finding) ? undefined : lapseOf(one, id))]
  })
  return {
    id,
    kind,
    state,
    standing: standingOf(use),
    reason,
    owner,
    until,
    ...(windows === undefined ? {} : { window: windows.map(windowInWords).join('; ') }),
    selector,
    where,
    differences,
  }
}

function standingOf({ state, selects, covers, unread }: ExceptionUse): Standing {
  if (covers.length > 0) return 'there'
  if (state === 'outside-window') return 'other-times'
  if (selects.length > 0) return 'lapsed'
  return unread ? 'not-read' : 'gone'
}

function lapseOf(finding: Finding, id: string): string | undefined {
  return finding.lapsed?.find((lapse) => lapse.what === `exception "${id}"`)?.because
}

function shown(finding: Finding, lapsed: string | undefined): ShownDifference {
  const values = valuesOf(finding)
  return {
    finding: finding.id,
    title: finding.title,
    subject: subjectOf(finding),
    dimension: finding.dimension,
    ...(finding.service === undefined ? {} : { service: finding.service }),
    ...values,
    ...(lapsed === undefined ? {} : { lapsed }),
  }
}
