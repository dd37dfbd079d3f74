import type { CoverageVerdict, DriftVerdict } from '../../model/assessment.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Threshold } from '../../model/severity.ts'
import type { Listing, Page } from './page.ts'

export interface GateCall {
  readonly at: string
  readonly comparison: ComparisonName
  readonly service?: string
  readonly by: string
  readonly assessment?: string
  readonly drift?: DriftVerdict
  readonly coverage?: CoverageVerdict
  readonly failOn: Threshold
  readonly passed: boolean
  /** Why somebody let it pass all the same. */
  readonly override?: string
}

export interface Gates {
  readonly add: (calls: readonly GateCall[]) => Promise<void>
  /** Newest first. */
  readonly list: (comparison: ComparisonName | undefined, page: Page) => Promise<Listing<GateCall>>
  /** The newest call of a comparison and exactly this service (undefined: of all) that passed by one of these thresholds. */
  readonly lastPassed: (
    comparison: ComparisonName,
    service: string | undefined,
    failOn: readonly Threshold[],
  ) => Promise<GateCall | undefined>
  /** The overrides of an assessment (undefined: of a comparison that had none then), newest first; the last hundred. */
  readonly overrides: (comparison: ComparisonName, assessment: string | undefined) => Promise<readonly GateCall[]>
}
