import { judgeChanges, type BodyChange } from './standing/judge-changes.ts'
import { nameOf, type Standing } from './standing/standing.ts'
import type { Assessment } from '../../model/assessment.ts'
import { sides, type Side } from '../../model/resource.ts'
import type { Twin } from '../../model/twin.ts'
import { openBoard } from '../judging-board.ts'
import { askHistory } from './ask-history.ts'
import { askStore, type AskedStore } from './ask-store.ts'
import type { LivingAnswer, PreviousAnswer, WeighNote } from './tasks.ts'
import { weighedSide, weighInput } from './weigh-means.ts'
import { bodyOf, howToJudge, publishedOf, seqsOf, type Weighing } from './weighing.ts'

/** To judge again what changed is the dearer way where more than this part of a side did. */
const mostChanged = 0.2

/** An assessment that went on from the one before, with the twins whose findings live. */
export interface WentOn {
  readonly assessment: Assessment
  readonly twins: readonly Twin[]
}

/**
 * Goes on from the assessment before, where this thread remembers it. Undefined: it does not, or what changed cannot be told without
 * judging all.
 */
export async function goOn(weighing: Weighing): Promise<WentOn | undefined> {
  const { task, means, memory, work, ground } = weighing
  // What goes wrong from here on is forgotten, and made anew the next time.
  const before = memory.book.take(task.comparison)
  if (before === undefined || before.assessment !== task.goOnFrom || before.ground !== ground) return undefined
  // What stands until a moment stands from another one on.
  if (Date.parse(task.now) < before.judging.now.getTime()) return undefined
  const store = askStore(work.ask)
  const changes = await changesSince(before, store, weighing)
  if (changes === undefined) return undefined
  const living = await store.living()
  work.note({ type: 'judging' } satisfies WeighNote)
  const { snapshots } = before.judging
  const made = await judgeChanges({
    standing: before,
    changes,
    bodies: async (side, keys) => (await store.bodies(side, keys)).map((one) => bodyOf(one, means.services)),
    input: weighInput(task, means, {
      candidate: weighedSide(task, means, 'candidate', snapshots.candidate),
      baseline: weighedSide(task, means, 'baseline', snapshots.baseline),
      rules: memory.rulesFor(task.comparison, means.rules, openBoard(task.board)),
    }),
    history: { ...askHistory(work.ask), previous: (twins) => Promise.resolve(previousOf(twins, living, before)) },
    published: publishedOf(task),
    ...howToJudge(task, work),
  })
  if (made === undefined) return undefined
  const { assessment, judging, judged } = made
  const [seqs, published] = [seqsOf(task), publishedOf(task)]
  memory.book.put(task.comparison, { ...before, judging, judged, assessment: task.assessment, seqs, published })
  const names = new Set(living.map(({ kind, name }) => nameOf(kind, name)))
  return { assessment, twins: [...names].flatMap((name) => before.named.get(name) ?? []) }
}

async function changesSince(
  { judging: { snapshots }, seqs }: Standing,
  store: AskedStore,
  { means: { services } }: Weighing,
): Promise<Readonly<Record<Side, readonly BodyChange[]>> | undefined> {
  const found: Record<Side, readonly BodyChange[]> = { candidate: [], baseline: [] }
  for (const side of sides) {
    const changes = await store.changes(side, seqs[side], Math.ceil(snapshots[side].size * mostChanged))
    if (changes === undefined) return undefined
    found[side] = changes.map(({ before, after }) => ({
      ...(before === undefined ? {} : { before: bodyOf(before, services) }),
      ...(after === undefined ? {} : { after: bodyOf(after, services) }),
    }))
  }
  return found
}

/** What the assessment before said of twins, and of the findings that live. Its pairing is this one's. */
function previousOf(asked: readonly string[], living: LivingAnswer, { twins }: Standing): PreviousAnswer {
  return { twins: asked.flatMap((id) => twins.get(id) ?? []), findings: living }
}
