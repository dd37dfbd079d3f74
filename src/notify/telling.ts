import type { Severity } from '../model/severity.ts'

/**
 * A message in words, before a channel gives it its form. Every text is plain and on one line: names and values are in it as
 * they are, made safe to print, and a channel escapes what its own markup would obey.
 */
export interface Telling {
  /** One sentence without a full stop: what the message is about. */
  readonly headline: string
  readonly mood: 'well' | 'fair' | 'bad' | 'unknown'
  /** Short facts about the whole. */
  readonly facts: readonly string[]
  readonly parts: readonly Part[]
}

export interface Part {
  /** `New`, `Resolved`. */
  readonly title?: string
  readonly entries: readonly Entry[]
  /** How many there are beside those of `entries`, in words: `and 12 more, 3 of them high`. */
  readonly more?: string
}

export interface Entry {
  readonly severity?: Severity
  readonly what: string
  /** More about it: where it is, whose it is, who moved. */
  readonly details: readonly string[]
  /** Since when, ISO 8601. */
  readonly since?: string
  readonly remedy?: string
}
