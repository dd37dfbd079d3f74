import type { JobRun } from '../handlers.ts'
import type { WorkParts } from './parts.ts'
import type { CollectNote, CollectResult, Task, TurnQuestion } from './tasks.ts'

/** How often it is noted how far a place is. */
const progressMilliseconds = 1000

/** Reads one place of a collection in a thread and keeps what it gave. Does nothing for a collection that has ended. */
export async function collectScope(
  { store, threads, limiter, clock, log }: Pick<WorkParts, 'store' | 'threads' | 'limiter' | 'clock' | 'log'>,
  collection: string,
  index: number,
  { signal }: JobRun,
): Promise<void> {
  const found = await store.collections.get(collection)
  const scope = found?.scopes.find((one) => one.index === index)
  if (found?.state !== 'running' || scope === undefined || scope.state === 'done') return
  const { environment } = found
  const { source, collector } = scope
  const task: Task = { type: 'collect', environment, place: { source, collector, scope: scope.scope } }
  const facts = { environment, collector, scope: scope.scope }
  const parts: string[] = []
  let noted = clock.now().getTime()
  // One after the other, so that an earlier count never overwrites a later one; how far it is, is never worth a failure.
  let noting = store.collections.progress(collection, index, 'reading', 0)
  const onNote = (note: unknown): void => {
    const told = note as CollectNote
    if ('text' in told) {
      parts.push(told.text)
      return
    }
    if ('call' in told) {
      limiter[told.call](told.rate)
      return
    }
    const now = clock.now().getTime()
    if (now - noted < progressMilliseconds) return
    noted = now
    noting = noting
      .then(() => store.collections.progress(collection, index, 'reading', told.resources))
      .catch((error: unknown) => log.warn('how far a place is was not noted', facts, error))
  }
  // Its own, so that a thread that has gone leaves nobody behind who waits for a turn.
  const over = new AbortController()
  const answer = (question: unknown): Promise<void> =>
    limiter.turn((question as TurnQuestion).turn, AbortSignal.any([signal, over.signal]))
  const reading = threads.run('reading', task, { signal, onNote, answer })
  const { resources, problem } = (await reading.finally(() =>
    over.abort(new Error('the place was read')),
  )) as CollectResult
  await noting.catch(() => undefined)
  await store.collections.keepYield(collection, index, {
    parts,
    resources,
    ...(problem === undefined ? {} : { problem }),
  })
  log.debug('a place was read', { ...facts, resources, problem })
}
