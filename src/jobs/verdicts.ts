import type { Comparison } from '../compare/compare.ts'
import type { ComparedSide } from '../compare/side.ts'
import type { CoverageVerdict, Notice, Summary } from '../model/assessment.ts'
import type { Coverage } from '../model/coverage.ts'
import { countedBySeverity } from '../model/drift.ts'
import type { Finding } from '../model/finding.ts'
import type { Key } from '../model/resource.ts'
import type { Pairing } from '../model/twin.ts'
import { groupBy } from '../platform/group-by.ts'

/**
 * Incomplete as soon as one required scope was not completely read, and where no resource was seen on either side: sources
 * that hold nothing of ours were looked at in vain. A run that could not look is never a pass.
 */
export function coverageVerdict(coverage: readonly Coverage[], seen: number): CoverageVerdict {
  return seen === 0 || coverage.some((row) => row.required && row.status !== 'complete') ? 'incomplete' : 'complete'
}

/** The figures under a report. */
export function summaryOf({ pairing }: Comparison, findings: readonly Finding[]): Summary {
  let figures = figuresOf.get(pairing)
  if (figures === undefined) figuresOf.set(pairing, (figures = countPairing(pairing)))
  return { ...figures, bySeverity: countedBySeverity(findings) }
}

/** Of pairings that were counted before: an assessment that goes on from another has its pairing. */
const figuresOf = new WeakMap<Pairing, Omit<Summary, 'bySeverity'>>()

function countPairing(pairing: Pairing): Omit<Summary, 'bySeverity'> {
  const paired = pairing.twins.filter((twin) => twin.method !== 'alone')
  const absent = pairing.twins.filter((twin) => twin.alone === 'absent-there')
  return {
    compared: paired.length,
    paired: paired.reduce((sum, twin) => sum + twin.candidate.length + twin.baseline.length, 0),
    missing: absent.filter((twin) => twin.candidate.length === 0).length,
    extra: absent.filter((twin) => twin.baseline.length === 0).length,
    ambiguous: pairing.ambiguous.reduce((sum, one) => sum + one.candidate.length + one.baseline.length, 0),
  }
}

/** What to say when no resource was seen on either side. */
export function vainNotices(seen: number): readonly Notice[] {
  if (seen > 0) return []
  const message =
    'The sources of both sides hold nothing that Evenkeel compares, so this is no pass; `evenkeel doctor` says what they hold.'
  return [{ code: 'nothing-seen', message }]
}

/** Resources read, by kind. */
export function countsOf(side: ComparedSide): Readonly<Record<string, number>> {
  const known = counted.get(side)
  if (known !== undefined) return known
  const found = new Map<string, number>()
  for (const head of side.snapshot.heads()) found.set(head.kind, (found.get(head.kind) ?? 0) + 1)
  const counts = Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
  counted.set(side, counts)
  return counts
}

const counted = new WeakMap<ComparedSide, Readonly<Record<string, number>>>()

/** What a person (and a `pairs:` line) calls a resource: its name, or its id. */
export function wordFor(side: ComparedSide, key: Key): string {
  const head = side.index.head(key)
  return head?.name ?? head?.id ?? key
}

/** How much of what is there no code made: counted, not told one by one. */
export function unmanagedNotices({ pairing }: Comparison): readonly Notice[] {
  const unmanaged = pairing.unmanaged ?? []
  if (unmanaged.length === 0) return []
  const kinds = [...groupBy(unmanaged, ({ kind }) => kind)].sort(([a], [b]) => (a < b ? -1 : 1))
  const words = kinds.map(([kind, twins]) => `${twins.length} ${kind}`).join(', ')
  const message = `${unmanaged.length} not managed by the code that was read: ${words}. They are not compared with it.`
  return [{ code: 'not-in-code', message }]
}

/** What `pairs:` says and this comparison could not do: a pair that is passed over in silence is taken for one that works. */
export function idlePairNotices({ pairing }: Comparison): readonly Notice[] {
  return pairing.idle.map(({ pair, reason }) => ({
    code: 'pair-idle',
    message: `${pair.where}: the pair has no effect in this comparison: ${reason}. Correct the name, id or address, or remove it.`,
  }))
}
