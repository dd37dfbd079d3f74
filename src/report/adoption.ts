import type { Assessment } from '../model/assessment.ts'
import type { Lapse } from '../model/finding.ts'

/**
 * How far what was known at adoption has burnt down, in one line: `31 known at adoption, 12 resolved since, 19 to go`.
 * Undefined where nothing was.
 */
export function adoptionLine({ adoption, findings }: Pick<Assessment, 'adoption' | 'findings'>): string | undefined {
  const known = findings.filter((finding) => finding.status === 'known').length
  if (adoption === undefined) return known === 0 ? undefined : `${known} known at adoption`
  const { total, resolved, reopened, documented, unread } = adoption
  if (resolved === total) return `${total} known at adoption, all resolved since: their entries can be removed`
  return [
    `${total} known at adoption`,
    `${resolved} resolved since`,
    ...(documented === 0 ? [] : [`${documented} documented since`]),
    ...(reopened === 0 ? [] : [`${reopened} open again`]),
    ...(unread === 0 ? [] : [`${unread} not looked at`]),
    `${adoption.known} to go`,
  ].join(', ')
}

/** `exception "fewer-workers" lapsed: it expired on 2026-03-31`. */
export function lapseInWords({ what, because }: Lapse): string {
  return `${what} lapsed: ${because}`
}
