import type { Coverage } from '../model/coverage.ts'
import type { ExceptionSelector } from '../model/exception.ts'
import type { Finding } from '../model/finding.ts'
import { globMatches } from './glob.ts'

/**
 * Whether a selector takes a finding: every part that is given matches. `cause` gives the id by which the finding is known where its
 * cause shows in several places; it is asked for only where another id than the finding's own is named.
 */
export function selects(
  selector: ExceptionSelector,
  finding: Finding,
  cause: () => string | undefined = () => undefined,
): boolean {
  const { candidate, baseline, name } = finding.resource
  const is = (pattern: string | undefined, ...words: readonly (string | undefined)[]): boolean =>
    pattern === undefined || words.some((word) => word !== undefined && globMatches(pattern, word))
  return (
    is(selector.rule, finding.rule) &&
    is(selector.kind, finding.kind) &&
    is(selector.resource, name, candidate?.name, candidate?.id, baseline?.name, baseline?.id) &&
    is(selector.at, finding.at) &&
    is(selector.service, finding.service) &&
    (selector.finding === undefined || isNamed(selector.finding, finding, cause))
  )
}

function isNamed(written: string, finding: Finding, cause: () => string | undefined): boolean {
  const ids = written.split(' ').filter((id) => id !== '')
  if (ids.some((id) => globMatches(id, finding.id))) return true
  const shared = cause()
  return shared !== undefined && ids.some((id) => globMatches(id, shared))
}

/** What tells whether anybody could have found something. */
export interface Looked {
  readonly coverage: readonly Coverage[]
  /** Every rule that judged, with the kind that it judges (`*`: all). */
  readonly rules: readonly { readonly id: string; readonly kind: string }[]
}

/**
 * Whether what a selector is about was not, or not completely, read on both sides, or is judged by no rule: then that it
 * selects nothing says nothing. It is about the kinds that it names, by themselves or through its rules; one that names
 * neither is about everything.
 */
export function isUnread({ rule, kind }: ExceptionSelector, { coverage, rules }: Looked): boolean {
  const judged = rule === undefined ? ['*'] : rules.filter(({ id }) => globMatches(rule, id)).map((one) => one.kind)
  const rows = coverage.filter(
    (row) => globMatches(kind ?? '*', row.kind) && judged.some((one) => one === '*' || one === row.kind),
  )
  return new Set(rows.map((row) => row.environment)).size < 2 || rows.some((row) => row.status !== 'complete')
}
