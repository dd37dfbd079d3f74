import { readPlace, type PlannedEnvironment, type PlannedPlace } from '../../collect/planned.ts'
import type { Fingerprinter } from '../../platform/fingerprint.ts'
import { startRace } from '../../platform/race.ts'
import type { RateLimiter } from '../../platform/rate-limiter.ts'
import type { CollectNote, CollectResult, TurnQuestion } from './tasks.ts'
import type { TaskWork } from './thread-tasks.ts'
import { writeYield } from './yields.ts'

/** In a thread: reads one place, and hands over what it gave as texts. Throws `collect-cancelled`. */
export async function collectTask(
  environment: PlannedEnvironment,
  place: PlannedPlace,
  fingerprint: Fingerprinter,
  { signal, note, ask }: Pick<TaskWork, 'signal' | 'note' | 'ask'>,
): Promise<CollectResult> {
  const say = (told: CollectNote): void => note(told)
  const limiter: RateLimiter = {
    turn: async (turn, until) => {
      // The main thread knows the signal of the task alone: a scope’s deadline ends the waiting here.
      const race = startRace(until)
      try {
        const question: TurnQuestion = { turn }
        await race.against(ask(question))
      } finally {
        race.close()
      }
    },
    refused: (rate) => say({ call: 'refused', rate }),
    served: (rate) => say({ call: 'served', rate }),
  }
  const given = await readPlace(environment, place, {
    signal,
    fingerprint,
    limiter,
    onProgress: (resources) => say({ resources }),
  })
  for (const text of writeYield(given, environment.sources)) say({ text })
  const problem = given.coverage.find((row) => row.reason !== undefined)?.reason
  return { resources: given.found.length, ...(problem === undefined ? {} : { problem }) }
}
