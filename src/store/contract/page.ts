/** Which part of a long list. */
export interface Page {
  readonly limit: number
  /** As the page before gave it. Throws `store-bad-cursor` for any other. */
  readonly after?: string | undefined
}
