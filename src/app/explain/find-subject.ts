import { nearest } from '../../config/nearest.ts'
import { fail } from '../../errors/catalogue.ts'
import { twinsOf } from '../../model/finding-twins.ts'
import type { Comparison } from '../../compare/compare.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Finding } from '../../model/finding.ts'
import { sides, type Head } from '../../model/resource.ts'
import type { Ambiguity, Twin } from '../../model/twin.ts'

/** What `explain` was asked about. */
export type Subject = { readonly twin: Twin; readonly finding: Finding | undefined } | { readonly ambiguity: Ambiguity }

/** What is searched. */
export interface Searched {
  readonly comparison: Comparison
  readonly assessment: Pick<Assessment, 'findings'>
}

/** Enough of a finding's id to mean one. */
const shortestId = 6

interface Named {
  readonly subject: Subject
  /** `firewall/shop-web`. */
  readonly label: string
  /** Lower case: everything that it may be called by. */
  readonly words: ReadonlySet<string>
}

/**
 * The finding, or the resource, that a text means. Throws `cli-not-found` with the nearest name, or `cli-several-found`
 * with all that it could mean.
 */
export function findSubject(what: string, assessed: Searched): Subject {
  const finding = findingOf(what, assessed.assessment.findings)
  const named = namedIn(assessed)
  if (finding !== undefined) {
    const twin = named.find(({ subject }) => 'twin' in subject && isOf(finding, subject.twin))?.subject
    if (twin !== undefined && 'twin' in twin) return { twin: twin.twin, finding }
  }
  const wanted = what.toLowerCase()
  const found = named.filter(({ words }) => words.has(wanted))
  // Someone who writes `kind/name` means the canonical name, also where another is called so in its source.
  const exact = found.filter(({ label }) => label.toLowerCase() === wanted)
  const [only, ...others] = exact.length > 0 ? exact : found
  if (only === undefined) {
    const known = new Set([
      ...named.flatMap(({ words }) => [...words]),
      ...assessed.assessment.findings.map((one) => one.id),
    ])
    throw fail('cli-not-found', { what, nearest: nearest(what, known) })
  }
  if (others.length > 0) throw fail('cli-several-found', { what, found: several([only, ...others]) })
  return only.subject
}

function findingOf(what: string, findings: readonly Finding[]): Finding | undefined {
  const found = findings.filter((finding) =>
    [finding.id, ...twinsOf(finding).map((twin) => twin.finding)].some(
      (id) => id === what || (what.length >= shortestId && id.startsWith(what)),
    ),
  )
  return found.length === 1 ? found[0] : undefined
}

function isOf(finding: Finding, twin: Twin): boolean {
  return sides.some((side) => {
    const key = finding.resource[side]?.key
    return key !== undefined && twin[side].includes(key)
  })
}

function namedIn({ comparison }: Searched): readonly Named[] {
  const heads = (of: Pick<Twin, 'candidate' | 'baseline'>): readonly Head[] =>
    sides.flatMap((side) => of[side].flatMap((key) => comparison[side].index.head(key) ?? []))
  const named = (kind: string, name: string, of: readonly Head[], subject: Subject): Named => {
    const words = [
      name,
      ...of.flatMap((head) => [head.name, head.id, head.address, head.key, ...head.identifiers]),
    ].filter((word) => word !== undefined)
    const all = [...words, ...words.map((word) => `${kind}/${word}`)].map((word) => word.toLowerCase())
    return { subject, label: `${kind}/${name}`, words: new Set(all) }
  }
  return [
    ...comparison.pairing.twins.map((twin) => named(twin.kind, twin.name, heads(twin), { twin, finding: undefined })),
    ...comparison.pairing.ambiguous.map((one) => named(one.kind, one.name, heads(one), { ambiguity: one })),
  ]
}

function several(found: readonly Named[]): string {
  const labels = [...new Set(found.map(({ label }) => label))].sort()
  const shown = labels.slice(0, 8).join(', ')
  return labels.length > 8 ? `${shown} and ${labels.length - 8} more` : shown
}
