import type { Assessment } from '../model/assessment.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Resource, Side } from '../model/resource.ts'
import type { Rule, RuleProblem } from '../model/rule.ts'
import type { WeighedSide, WeighInput } from './weigh.ts'

/** A side without its resources, which follow in batches. */
export interface PostedSide extends Omit<WeighedSide, 'snapshot'> {
  readonly snapshot: { readonly environment: string; readonly takenAt: string; readonly coverage: readonly Coverage[] }
}

/** What is weighed, as it can be posted: rules as they are written, no functions. */
export interface PostedInput extends Omit<WeighInput, 'candidate' | 'baseline' | 'rules' | 'promotion' | 'beforeEach'> {
  readonly candidate: PostedSide
  readonly baseline: PostedSide
  readonly rules: readonly Rule[]
}

/** To the thread: the resources of both sides in batches, then everything else. */
export type Order =
  | { readonly type: 'resources'; readonly side: Side; readonly batch: readonly Resource[] }
  | { readonly type: 'weigh'; readonly input: PostedInput }

/** From the thread, once, when everything has arrived: starting a thread takes what a busy machine leaves it. */
export interface Began {
  readonly type: 'began'
}

/** From the thread, once, at its end. */
export type Answer =
  | { readonly type: 'weighed'; readonly assessment: Assessment }
  | {
      readonly type: 'rule-failed'
      readonly problem: RuleProblem
      readonly during: 'compile' | 'judge'
      readonly where: string | undefined
    }
  | { readonly type: 'failed'; readonly error: unknown }
