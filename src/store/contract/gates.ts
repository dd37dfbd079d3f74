import type { CoverageVerdict, DriftVerdict } from '../../model/assessment.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Page } from './page.ts'

export interface GateCall {
  readonly at: string
  readonly comparison: ComparisonName
  readonly service?: string
  readonly by: string
  readonly assessment?: string
  readonly drift?: DriftVerdict
  readonly coverage?: CoverageVerdict
  readonly passed: boolean
  /** Why somebody let it pass all the same. */
  readonly override?: string
}

export interface Gates {
  readonly add: (calls: readonly GateCall[]) => Promise<void>
  readonly list: (comparison: ComparisonName | undefined, page: Page) => Promise<readonly GateCall[]>
}
