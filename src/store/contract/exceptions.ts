import type { ComparisonName } from '../../model/comparison-name.ts'
import type { ExceptionRecord } from '../../model/exception.ts'

export interface StoredException {
  readonly record: ExceptionRecord
  /** The comparison that it holds in; undefined: all. */
  readonly comparison?: ComparisonName
  readonly createdBy: string
  readonly createdAt: string
}

export interface StoredExceptions {
  /** Throws `store-exception-exists`. */
  readonly add: (exception: StoredException) => Promise<void>
  /** Those in force, oldest first. */
  readonly list: () => Promise<readonly StoredException[]>
  /** False: there is none of that id. */
  readonly remove: (id: string, by: string, at: Date) => Promise<boolean>
}
