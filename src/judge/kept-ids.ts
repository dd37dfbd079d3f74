import type { Assessment } from '../model/assessment.ts'
import { digestOf } from '../model/digest.ts'
import type { Finding } from '../model/finding.ts'
import type { LiveFinding } from '../model/live-finding.ts'
import { twinsOf } from '../model/finding-twins.ts'

/**
 * An assessment whose findings bear the ids by which they are known: one cause keeps the id that it had while any of its
 * places stays, whichever come and go. Where a cause has split, the part with most of its places keeps it; the others, and what
 * is new, are called after one of their own. No id is given twice. Pure.
 */
export function withKeptIds(assessment: Assessment, previous: readonly LiveFinding[]): Assessment {
  const ids = keptIds(assessment.findings, previous)
  if (ids.size === 0) return assessment
  const of = (id: string): string => ids.get(id) ?? id
  const { scores } = assessment
  return {
    ...assessment,
    findings: assessment.findings.map((finding) => {
      const id = of(finding.id)
      // The id says no more which of its twins it is on.
      return id === finding.id ? finding : { ...finding, id, twins: twinsOf(finding) }
    }),
    ...(scores === undefined
      ? {}
      : {
          scores: {
            ...scores,
            gains: scores.gains.map((gain) => ('finding' in gain ? { ...gain, finding: of(gain.finding) } : gain)),
          },
        }),
  }
}

/** The ids that are others now: present to known. */
function keptIds(findings: readonly Finding[], previous: readonly LiveFinding[]): ReadonlyMap<string, string> {
  const owners = new Map<string, LiveFinding[]>()
  for (const live of previous) {
    for (const word of wordsOf(live.finding)) {
      const list = owners.get(word)
      if (list === undefined) owners.set(word, [live])
      else list.push(live)
    }
  }
  const claims = findings.flatMap((finding, index) => {
    const shared = new Map<LiveFinding, number>()
    for (const word of wordsOf(finding)) {
      for (const live of owners.get(word) ?? []) shared.set(live, (shared.get(live) ?? 0) + 1)
    }
    return [...shared].map(([live, count]) => ({ index, live, count, lives: live.status === 'resolved' ? 0 : 1 }))
  })
  claims.sort((a, b) => b.lives - a.lives || b.count - a.count || a.index - b.index)
  const given = new Map<number, string>()
  const taken = new Set<string>()
  for (const { index, live } of claims) {
    const { id } = live.finding
    if (given.has(index) || taken.has(id)) continue
    given.set(index, id)
    taken.add(id)
  }
  const renamed = new Map<string, string>()
  for (const [index, finding] of findings.entries()) {
    const own = [finding.id, ...twinsOf(finding).map((twin) => twin.finding)]
    const id = given.get(index) ?? own.find((one) => !taken.has(one))
    // All of its own are borne by others: a place that left a cause which still has its id, and came to differ by itself.
    const kept = id ?? digestOf([finding.id, 'by itself']).slice(0, 16)
    taken.add(kept)
    if (kept !== finding.id) renamed.set(finding.id, kept)
  }
  return renamed
}

/** The ids that a finding has on each of its twins. */
function wordsOf(finding: Finding): readonly string[] {
  return twinsOf(finding).map((twin) => twin.finding)
}
