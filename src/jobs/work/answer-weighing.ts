import type { CarriedPair } from '../../model/carried-pair.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import { sides, type Side } from '../../model/resource.ts'
import type { SnapshotRef } from '../../store/contract/snapshots.ts'
import type { Store } from '../../store/contract/store.ts'
import { answerHistory, livingAnswer } from './answer-history.ts'
import type { WeighItem, WeighQuestion } from './tasks.ts'

type Refs = Readonly<Record<Side, SnapshotRef>>

/** What a thread that weighs is answered, and the resources that it is handed where it asks for them. */
export interface WeighingAnswers {
  readonly answer: (question: WeighQuestion) => Promise<unknown>
  /** Begins when everything was asked for. */
  readonly items: AsyncIterable<WeighItem>
  /** The pairs of earlier assessments that it was handed. */
  readonly taken: () => readonly CarriedPair[]
  /** Nobody asks any more. */
  readonly end: () => void
}

/** Answers a thread that weighs, from the store. */
export function answerWeighing(
  store: Pick<Store, 'assessments' | 'findings' | 'snapshots'>,
  comparison: ComparisonName,
  refs: Refs,
): WeighingAnswers {
  const { assessments, findings, snapshots } = store
  const environments = { candidate: refs.candidate.environment, baseline: refs.baseline.environment }
  const history = answerHistory(store, comparison, environments)
  let taken: readonly CarriedPair[] = []
  let open: (wanted: boolean) => void = () => undefined
  const asked = new Promise<boolean>((resolve) => (open = resolve))
  async function* items(): AsyncIterable<WeighItem> {
    if (!(await asked)) return
    for (const side of sides) for await (const batch of snapshots.resources(refs[side])) yield { side, batch }
  }
  return {
    answer: async (question) => {
      switch (question.type) {
        case 'everything':
          taken = await assessments.carried(comparison)
          open(true)
          return taken
        case 'changes':
          return snapshots.changes(refs[question.side], question.since, question.most)
        case 'bodies':
          return snapshots.some(refs[question.side], question.keys)
        case 'living':
          return livingAnswer(await findings.living(comparison))
        default:
          return history(question)
      }
    },
    items: items(),
    taken: () => taken,
    end: () => open(false),
  }
}
