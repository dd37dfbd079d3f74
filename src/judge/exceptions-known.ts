import type { Adoption, KnownFinding } from '../model/exception.ts'
import type { Finding } from '../model/finding.ts'
import { severityRank } from '../model/severity.ts'
import { knownChanged } from './exceptions-pin.ts'
import { isUnread, type Looked } from './exceptions-selector.ts'

/** What laying the known findings over an assessment takes. */
export interface KnownContext extends Looked {
  readonly comparison: { readonly candidate: string; readonly baseline: string }
  /** The id of the key that this run fingerprints secrets with. */
  readonly keyId: string
}

/**
 * Makes the open findings that were known at adoption `known`. One that has become worse, or whose values have changed,
 * stays open and says so. Exceptions come first: what they cover is documented, and no longer only known.
 */
export function applyKnown(
  findings: readonly Finding[],
  known: readonly KnownFinding[],
  context: KnownContext,
): { readonly findings: readonly Finding[]; readonly adoption: Adoption | undefined } {
  const { candidate, baseline } = context.comparison
  const own = known.filter((one) => one.comparison.candidate === candidate && one.comparison.baseline === baseline)
  if (own.length === 0) return { findings, adoption: undefined }
  const byId = new Map(own.map((one) => [one.id, one]))
  const tally = { total: byId.size, known: 0, resolved: 0, reopened: 0, documented: 0, unread: 0 }
  const found = new Set<string>()
  const result = findings.map((finding) => {
    const entry = byId.get(finding.id)
    if (entry === undefined || finding.status === 'resolved') return finding
    found.add(finding.id)
    if (finding.status === 'excepted') {
      tally.documented += 1
      return finding
    }
    const because = reopenedBy(entry, finding, context.keyId)
    if (because === undefined) {
      tally.known += 1
      return { ...finding, status: 'known' as const, knownSince: entry.since }
    }
    tally.reopened += 1
    const lapse = { what: `the adoption of ${entry.since}`, because }
    return { ...finding, lapsed: [...(finding.lapsed ?? []), lapse] }
  })
  for (const entry of byId.values()) {
    if (found.has(entry.id)) continue
    if (isUnread({ rule: entry.rule, kind: entry.kind }, context)) tally.unread += 1
    else tally.resolved += 1
  }
  return { findings: result, adoption: tally }
}

function reopenedBy(entry: KnownFinding, finding: Finding, keyId: string): string | undefined {
  if (severityRank(finding.severity) < severityRank(entry.severity)) {
    return `it was ${entry.severity} then and is ${finding.severity} now`
  }
  return knownChanged(entry, finding, keyId) ? 'a value has changed since' : undefined
}
