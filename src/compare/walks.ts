import { kindOf } from '../model/kinds/index.ts'
import type { Asked } from '../model/twin.ts'
import { PairWalk } from './walk-pair.ts'
import { walkPlan, type RecordPlan } from './walk-plan.ts'

/** What the walks of one comparison share: how each kind is walked, with what was found out on the way. */
export class Walks {
  readonly pair = new PairWalk()
  private readonly plans = new Map<Asked | undefined, Map<string, RecordPlan>>()

  planOf(kind: string, asked: Asked | undefined): RecordPlan {
    let plans = this.plans.get(asked)
    if (plans === undefined) this.plans.set(asked, (plans = new Map<string, RecordPlan>()))
    let plan = plans.get(kind)
    if (plan === undefined) plans.set(kind, (plan = walkPlan(kindOf(kind)?.fields ?? {}, asked)))
    return plan
  }
}
