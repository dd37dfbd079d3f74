import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Rule } from '../../model/rule.ts'

/** What a thread of the service starts with. It holds the fingerprint key and variables: it is never logged. */
export interface ThreadData {
  readonly config: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The texts of the configuration's files, by path, as the service read them. */
  readonly texts: ReadonlyMap<string, string>
  readonly key: string
  /** As they are written, checked. */
  readonly rules: ReadonlyMap<ComparisonName, readonly Rule[]>
}
