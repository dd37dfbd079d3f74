import type { Assessment } from '../model/assessment.ts'

/** How many resources of one kind were read and found their twin. */
export interface ComparedKind {
  readonly kind: string
  readonly candidate: number
  readonly baseline: number
  /** Twins with both sides; a fleet is one. */
  readonly pairs: number
  /** Share of the resources of both sides that found their twin, 0 to 1; null when there are none. */
  readonly rate: number | null
}

/** Counts per kind, alphabetical. */
export function comparedKinds(assessment: Assessment): readonly ComparedKind[] {
  const { candidate, baseline } = assessment.counts
  const kinds = [...new Set([...Object.keys(candidate), ...Object.keys(baseline)])].sort()
  return kinds.map((kind) => {
    const paired = assessment.twins.filter((t) => t.kind === kind && t.candidate.length > 0 && t.baseline.length > 0)
    const members = paired.reduce((sum, twin) => sum + twin.candidate.length + twin.baseline.length, 0)
    const read = (candidate[kind] ?? 0) + (baseline[kind] ?? 0)
    return {
      kind,
      candidate: candidate[kind] ?? 0,
      baseline: baseline[kind] ?? 0,
      pairs: paired.length,
      rate: read === 0 ? null : Math.min(1, members / read),
    }
  })
}

/** `97 %`. Only a full pairing is 100 %. */
export function percent(rate: number | null): string {
  if (rate === null) return '-'
  return `${rate === 1 ? 100 : Math.min(99, Math.round(rate * 100))} %`
}
