import { assemble } from '../../collect/assemble.ts'
import { headOf } from '../../collect/memory-snapshot.ts'
import type { ServicePlan, SourcePlan } from '../../model/plan.ts'
import type { Resource } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'
import type { StoredResource } from '../../store/contract/snapshots.ts'
import type { AssembleQuestion } from './tasks.ts'
import type { TaskWork } from './thread-tasks.ts'
import { readYields } from './yields.ts'

/** Resources in one message: the other thread takes them in some milliseconds. */
const batchSize = 200

/** In a thread: puts together what the places of an environment gave, and hands it over in batches. */
export async function assembleTask(
  sources: readonly SourcePlan[],
  services: readonly ServicePlan[],
  { input, ask }: Pick<TaskWork, 'input' | 'ask'>,
): Promise<void> {
  const yields = await readYields(input as AsyncIterable<string>, sources)
  const { resources, coverage, notices } = assemble(yields, services)
  const hand = (question: AssembleQuestion): Promise<unknown> => ask(question)
  await hand({ type: 'coverage', coverage, notices })
  for (const batch of batches(resources, batchSize)) {
    await hand({ type: 'batch', resources: batch.map(stored) })
  }
}

function stored(resource: Resource): StoredResource {
  const { tags, asOf, attributes } = resource
  return { head: headOf(resource), body: JSON.stringify({ tags, asOf, attributes }) }
}
