import { fail } from '../../errors/catalogue.ts'
import type { Coverage } from '../../model/coverage.ts'
import { usuallyGone, type StoredResource } from '../../store/contract/snapshots.ts'
import type { JobRun } from '../handlers.ts'
import { handOver } from './hand-over.ts'
import type { WorkParts } from './parts.ts'
import { plannedFewer } from './planned-fewer.ts'
import type { AssembleQuestion, Task } from './tasks.ts'

/**
 * Puts together in a thread what the places of a collection gave, and publishes it: the store takes the resources as they come,
 * in one transaction with the end of the collection. Does nothing for a collection that has ended.
 */
export async function publish(
  {
    store,
    threads,
    clock,
    log,
    keyId,
    sent,
    exceptions,
    vanished,
  }: Pick<WorkParts, 'store' | 'threads' | 'clock' | 'log' | 'keyId' | 'sent' | 'exceptions' | 'vanished'>,
  id: string,
  { signal }: JobRun,
): Promise<void> {
  const collection = await store.collections.get(id)
  if (collection?.state !== 'running') return
  const { environment } = collection
  // Nobody reads it from here: what was sent last is how it is.
  if (sent.has(environment)) return stand({ store, clock, log }, id, environment)
  // What is wrong with a file of exceptions is told where it is judged by; a reading is worth keeping all the same.
  const written = await exceptions().catch((error: unknown) => {
    log.warn('the exceptions could not be read, so no scale-down is known to be planned', { environment }, error)
    return []
  })
  const planned = [...written, ...(await store.exceptions.list()).map(({ record }) => record)]
  const resources = handOver<StoredResource>()
  const opening = deferred<readonly Coverage[]>()
  const stop = new AbortController()
  const task: Task = { type: 'assemble', environment }
  const assembling = threads
    .run('thinking', task, {
      signal: AbortSignal.any([signal, stop.signal]),
      graceSeconds: 0,
      input: textsOf(store.collections.yields(id)),
      answer: async (question) => {
        const handed = question as AssembleQuestion
        if (handed.type === 'batch') return resources.push(handed.resources)
        for (const notice of handed.notices) log.warn(notice.message, { environment, code: notice.code })
        opening.resolve(handed.coverage)
      },
    })
    .then(() => resources.end())
  assembling.catch((error: Error) => {
    opening.reject(error)
    resources.fail(error)
  })
  try {
    const published = await store.snapshots.publish({
      environment,
      startedAt: new Date(collection.startedAt),
      publishedAt: clock.now(),
      coverage: await opening.promise,
      keyId,
      resources,
      collection: id,
      expected: { ...usuallyGone, share: vanished, fewer: plannedFewer(planned, clock.now()) },
    })
    for (const { collector, scope, kind } of published.suspect ?? []) {
      log.warn('too much was gone at once: it is not believed before a second reading says the same', {
        environment,
        collector,
        scope,
        kind,
      })
    }
    log.info('an environment was read', {
      environment,
      snapshot: published.seq,
      changed: published.changed,
      opened: published.opened,
      closed: published.closed,
    })
  } finally {
    // A store that did not want all of it leaves the thread waiting for somebody to take the rest.
    stop.abort(new Error('the snapshot needs no more'))
    await assembling.catch(() => undefined)
  }
}

/** Ends a collection with the snapshot that was sent last. Throws `snapshot-never-sent`. */
async function stand(
  { store, clock, log }: Pick<WorkParts, 'store' | 'clock' | 'log'>,
  id: string,
  environment: string,
): Promise<void> {
  const sent = (await store.snapshots.environments()).find(({ name }) => name === environment)
  if (sent === undefined) throw fail('snapshot-never-sent', { environment })
  await store.collections.stand(id, sent.seq, clock.now())
  log.info('an environment is taken as it was sent', { environment, snapshot: sent.seq, readAt: sent.readAt })
}

interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
}

function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, 'promise'> | undefined
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }))
  return {
    promise,
    resolve: (value) => settle?.resolve(value),
    reject: (error) => settle?.reject(error),
  }
}

async function* textsOf(yields: AsyncIterable<{ readonly text: string }>): AsyncIterable<string> {
  for await (const { text } of yields) yield text
}
