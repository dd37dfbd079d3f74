import { readPlace, type PlannedEnvironment, type PlannedPlace } from '../../collect/planned.ts'
import type { Fingerprinter } from '../../platform/fingerprint.ts'
import type { CollectNote, CollectResult } from './tasks.ts'
import type { TaskWork } from './thread-tasks.ts'
import { writeYield } from './yields.ts'

/** In a thread: reads one place, and hands over what it gave as texts. Throws `collect-cancelled`. */
export async function collectTask(
  environment: PlannedEnvironment,
  place: PlannedPlace,
  fingerprint: Fingerprinter,
  { signal, note }: Pick<TaskWork, 'signal' | 'note'>,
): Promise<CollectResult> {
  const say = (told: CollectNote): void => note(told)
  const given = await readPlace(environment, place, {
    signal,
    fingerprint,
    onProgress: (resources) => say({ resources }),
  })
  for (const text of writeYield(given, environment.sources)) say({ text })
  const problem = given.coverage.find((row) => row.reason !== undefined)?.reason
  return { resources: given.found.length, ...(problem === undefined ? {} : { problem }) }
}
