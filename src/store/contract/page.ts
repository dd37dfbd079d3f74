/** Which part of a long list. */
export interface Page {
  readonly limit: number
  /** As the page before gave it. Throws `store-bad-cursor` for any other. */
  readonly after?: string | undefined
}

/** One part of a long list. */
export interface Listing<T> {
  readonly items: readonly T[]
  /** What `after` takes to go on; undefined: this was the last part. */
  readonly next?: string
}
