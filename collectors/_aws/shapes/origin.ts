import type { TagsInput } from '../names.ts'

/** What every AWS resource brings, whoever describes it. */
export interface AwsOrigin {
  /** The account that owns it. */
  readonly account?: string | undefined
  readonly region?: string | undefined
  /** AWS's own tags may be among them. */
  readonly tags?: TagsInput
  /** Its address in code where the source knows it; otherwise CloudFormation's is taken from the tags. */
  readonly address?: string | undefined
}

/** Undefined for what providers write instead of nothing: null and the empty string. */
export function given(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text
}

/** Undefined for what is no number, or zero where zero means off. */
export function positive(value: number | null | undefined): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined
}

/** The words once each, sorted, for a field whose order has no meaning; undefined for an unknown list. */
export function sortedSet(words: readonly string[] | null | undefined): readonly string[] | undefined {
  return words === undefined || words === null ? undefined : [...new Set(words)].sort()
}

/** A moment in the one form that the model takes (ISO 8601, UTC); undefined for what is no moment. */
export function instant(value: Date | string | null | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const moment = new Date(value)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}
