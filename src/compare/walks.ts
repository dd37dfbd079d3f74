import { kindOf } from '../model/kinds/index.ts'
import type { Asked } from '../model/twin.ts'
import { AlignedTexts, type Speaker } from './aligned-texts.ts'
import { ByteMemo } from './byte-memo.ts'
import type { ForeignDetector } from './foreign.ts'
import type { Translator } from './translator.ts'
import { PairWalk } from './walk-pair.ts'
import { Questions, walkPlan, type RecordPlan } from './walk-plan.ts'

/** How the words of one side are told. */
interface Speaking {
  readonly translator: Translator
  readonly detector: ForeignDetector
}

/** What the walks of one comparison share: how each kind is walked, with what was found out on the way. */
export class Walks {
  readonly pair: PairWalk
  private readonly questions = new Questions()
  private readonly plans = new Map<Asked | undefined, Map<string, RecordPlan>>()

  constructor(candidate: Speaking, baseline: Speaking) {
    const of = ({ translator, detector }: Speaking): Speaker => ({ translator, foreign: detector.words })
    const texts = new AlignedTexts(of(candidate), of(baseline))
    this.pair = new PairWalk(texts, new ByteMemo(), candidate.detector.suspectsIn, baseline.detector.suspectsIn)
  }

  planOf(kind: string, asked: Asked | undefined): RecordPlan {
    let plans = this.plans.get(asked)
    if (plans === undefined) this.plans.set(asked, (plans = new Map<string, RecordPlan>()))
    let plan = plans.get(kind)
    if (plan === undefined) plans.set(kind, (plan = walkPlan(kindOf(kind)?.fields ?? {}, asked, this.questions)))
    return plan
  }
}
