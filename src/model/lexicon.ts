import type { Digest } from './resource.ts'

/** One word of an environment and the symbol that stands for it in canonical text. */
export interface LexiconEntry {
  /** `{env}`, `{account:main}`, `{region:primary}`, `{cluster:main}`, `{domain}`, `{vpc}` or a user's own. */
  readonly symbol: string
  /** What is written in this environment: `staging`, `222222222222`, `staging.shop.example`, `10.1.0.0/16`. */
  readonly match: string
  readonly from: 'configured' | 'inferred'
  /** Of what was inferred: from what, in a few words. */
  readonly why?: string
}

/** What names one environment: the words that are only the environment's and say nothing about a difference. */
export interface Lexicon {
  readonly environment: string
  readonly digest: Digest
  readonly entries: readonly LexiconEntry[]
}
