import { openBoard } from '../judging-board.ts'
import { sideOf } from '../load-side.ts'
import type { WeighedSide } from '../weigh.ts'
import { judgeAll } from './standing/judge-all.ts'
import { groundOf, sizeOf, standingOf } from './standing/standing.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Side } from '../../model/resource.ts'
import type { Twin } from '../../model/twin.ts'
import { batches } from '../../platform/batches.ts'
import type { StoredResource } from '../../store/contract/snapshots.ts'
import { askHistory } from './ask-history.ts'
import { askStore } from './ask-store.ts'
import { goOn } from './go-on.ts'
import type { WeighItem, WeighNote, WeighResult, WeighTask } from './tasks.ts'
import type { ThreadMemory } from './thread-memory.ts'
import type { TaskWork } from './thread-tasks.ts'
import { weighedSide, weighInput, type WeighMeans } from './weigh-means.ts'
import { howToJudge, publishedOf, seqsOf, type Weighing } from './weighing.ts'

/** Elements of a long list in one message. */
const batchSize = 500

/**
 * In a thread: compares and judges both sides, with what history says of who moved. Where the thread remembers the assessment before, and
 * only bodies changed since, it asks for these alone and goes on from there; else for the resources of both sides. What it remembers is of
 * the configuration that the thread was started with. Throws RuleFailure as `weigh` does.
 */
export async function weighTask(
  task: WeighTask,
  means: WeighMeans,
  memory: ThreadMemory,
  work: TaskWork,
): Promise<WeighResult> {
  const weighing: Weighing = { task, means, memory, work, ground: groundOf(task.sides) }
  const gone = await goOn(weighing)
  if (gone !== undefined) return { ...handOver(weighing, gone.assessment, gone.twins), goesOn: true }
  const assessment = await makeAnew(weighing)
  return handOver(weighing, assessment, assessment.twins)
}

async function makeAnew({ task, means, memory, work, ground }: Weighing): Promise<Assessment> {
  const received = await receive(work, () => askStore(work.ask).everything())
  work.note({ type: 'judging' } satisfies WeighNote)
  const sideFrom = async (side: Side): Promise<WeighedSide> => {
    const { environment, readAt, coverage, keyId } = task.sides[side]
    const { facts, symbols } = means.environments[side]
    const knowledge = { facts, symbols, services: means.services, collectors: means.collectors }
    const resources = taken(received[side])
    const { snapshot } = await sideOf({ environment, takenAt: readAt, keyId, coverage, resources }, knowledge)
    return weighedSide(task, means, side, snapshot)
  }
  const rules = memory.rulesFor(task.comparison, means.rules, openBoard(task.board))
  const { carried } = received
  const both = { candidate: await sideFrom('candidate'), baseline: await sideFrom('baseline') }
  const made = await judgeAll({
    input: weighInput(task, means, { ...both, rules, carried }),
    history: askHistory(work.ask),
    ...howToJudge(task, work),
  })
  // Fingerprints of two keys are told by reading every body.
  const isSound = task.sides.candidate.keyId === task.sides.baseline.keyId
  if (isSound && sizeOf(made) <= memory.book.most) {
    const [seqs, published] = [seqsOf(task), publishedOf(task)]
    memory.book.put(task.comparison, standingOf({ assessment: task.assessment, seqs, published, ground }, made))
  }
  return made.assessment
}

function handOver({ means, work }: Weighing, assessment: Assessment, twins: readonly Twin[]): WeighResult {
  const { twins: _all, findings, ...rest } = assessment
  const note = (told: WeighNote): void => work.note(told)
  for (const batch of batches(twins, batchSize)) note({ type: 'twins', twins: batch })
  for (const batch of batches(findings, batchSize)) note({ type: 'findings', findings: batch })
  return { ...rest, notices: [...means.notices, ...rest.notices] }
}

type Received = Readonly<Record<Side, (readonly StoredResource[])[]>>

async function receive<T>(work: TaskWork, ask: () => Promise<T>): Promise<Received & { readonly carried: T }> {
  const received = { candidate: [] as (readonly StoredResource[])[], baseline: [] as (readonly StoredResource[])[] }
  const carried = await ask()
  for await (const { side, batch } of work.input as AsyncIterable<WeighItem>) received[side].push(batch)
  return { ...received, carried }
}

/** What was received, which is let go of as it is taken. */
async function* taken(batches: (readonly StoredResource[])[]): AsyncIterable<readonly StoredResource[]> {
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) yield await Promise.resolve(batch)
}
