import type { Direction, Urgency } from '../model/finding.ts'
import type { Provenance, ProvenanceLookup } from '../model/provenance.ts'

/** How long a candidate may be ahead before that counts, where a comparison does not say: 7 days, in hours. */
export const usualWindowHours = 7 * 24

/** What is known of the past, and how long a promotion may take. */
export interface Promotion {
  readonly provenanceOf: ProvenanceLookup
  /** How long a difference that the candidate made waits for promotion before it counts, in hours. */
  readonly windowHours: number
}

/** What there is to know of a violated rule beside its provenance. */
export interface Violation {
  /** A value names something that belongs to the other environment. */
  readonly foreign: boolean
  /** Whether taking the candidate's state to the baseline would mend it. */
  readonly promotable: boolean
}

/** What direction makes of a finding. */
export interface Directed {
  readonly status: 'open' | 'pending'
  readonly direction: Direction
  readonly urgency: Urgency
  readonly since?: string
}

/**
 * Whether a violated rule would be mended by a promotion. A fault of one side by itself (an expired certificate) and a
 * secret that both sides share are not differences that go away when staging's state reaches production.
 */
export function isPromotable(rule: { readonly relation: string }, oneSided: boolean): boolean {
  return !oneSided && rule.relation !== 'must-differ'
}

/**
 * Decides status and urgency by who moved. In this order:
 *
 * - a foreign reference counts at once, whoever made it;
 * - unknown direction warns: it counts by its severity, and nobody is to be woken for it;
 * - what no promotion would mend counts at once, and so does a baseline that is ahead (a hotfix) and a change of both;
 * - a candidate that is ahead waits for its promotion until the window is over, and then counts at once.
 *
 * Pure; a moment that is none is as good as unknown.
 */
export function directed(
  provenance: Provenance | undefined,
  { foreign, promotable }: Violation,
  window: { readonly now: Date; readonly windowHours: number },
): Directed {
  const began = provenance === undefined ? Number.NaN : Date.parse(provenance.since)
  if (provenance === undefined || Number.isNaN(began)) {
    return { status: 'open', direction: 'unknown', urgency: foreign ? 'at-once' : 'warning' }
  }
  const known = { direction: directionOf(provenance.moved), since: provenance.since }
  const waits = !foreign && promotable && provenance.moved === 'candidate' && isWithin(began, window)
  return waits ? { status: 'pending', urgency: 'waiting', ...known } : { status: 'open', urgency: 'at-once', ...known }
}

/** Whether the window for promoting what began at a moment is still open; see {@link directed}. */
export function isWithin(began: number, window: { readonly now: Date; readonly windowHours: number }): boolean {
  return window.now.getTime() - began < window.windowHours * 3_600_000
}

function directionOf(moved: Provenance['moved']): Direction {
  return moved === 'both' ? 'both' : moved === 'baseline' ? 'baseline-ahead' : 'candidate-ahead'
}
