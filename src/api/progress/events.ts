import { Readable } from 'node:stream'
import type { Collection } from '../../store/contract/collections.ts'
import type { Follower, Progress, Watch } from './watch.ts'

const heartbeatMilliseconds = 15_000
/** After this the client asks again by itself, with the id of the last event. */
const retryMilliseconds = 3_000

/**
 * The progress of an assessment as server-sent events: `progress` (each state of it), then one of `done`, `failed`, `cancelled`, and the end;
 * `closing` where the server ends before. A client that reads slowly gets the latest state, not all of them. A client that comes back
 * with the id of the last event hears nothing twice.
 */
export function eventsOf(watch: Watch, id: string, lastEventId: string | undefined): Readable {
  /** What the client is not ready for yet: a newer state takes the place of an older. */
  let waiting: string | undefined
  let ended = false
  let full = false
  let unfollow: () => void = () => {}

  const stream = new Readable({
    highWaterMark: 64 * 1024,
    read: () => {
      full = false
      drain()
    },
    destroy: (error, done) => {
      clearInterval(heartbeat)
      unfollow()
      done(error)
    },
  })
  const drain = (): void => {
    if (full || stream.destroyed) return
    if (waiting !== undefined) {
      const text = waiting
      waiting = undefined
      full = !stream.push(text)
    }
    if (ended) stream.push(null)
  }
  const heartbeat = setInterval(() => {
    if (!full && !ended) full = !stream.push(': still there\n\n')
  }, heartbeatMilliseconds)
  heartbeat.unref()

  const follower: Follower = {
    onProgress: (progress) => {
      ended = progress.ended
      // The last word is said again: who missed the end of the stream must hear of the end.
      if (progress.id !== lastEventId || progress.ended) waiting = eventOf(progress)
      drain()
    },
    onEnd: (why) => {
      waiting = `${waiting ?? ''}event: closing\ndata: ${JSON.stringify({ why })}\n\n`
      ended = true
      drain()
    },
  }
  try {
    unfollow = watch.follow(id, follower)
  } catch (error) {
    clearInterval(heartbeat)
    throw error
  }
  stream.push(`retry: ${retryMilliseconds}\n\n`)
  return stream
}

function eventOf(progress: Progress): string {
  const { assessment, candidate, baseline, id, ended } = progress
  const data = {
    assessment,
    ...(candidate === undefined ? {} : { candidate: told(candidate) }),
    ...(baseline === undefined ? {} : { baseline: told(baseline) }),
  }
  // JSON has no line break outside of its strings, and none inside: one `data:` line.
  return `id: ${id}\nevent: ${ended ? assessment.state : 'progress'}\ndata: ${JSON.stringify(data)}\n\n`
}

function told({ environment, state, scopes, seq, problem }: Collection): object {
  return {
    environment,
    state,
    places: scopes.length,
    read: scopes.filter((scope) => scope.state === 'done').length,
    resources: scopes.reduce((sum, scope) => sum + scope.resources, 0),
    scopes: scopes.map(({ collector, scope, state: now, resources, problem: why }) => ({
      collector,
      scope,
      state: now,
      resources,
      ...(why === undefined ? {} : { problem: why }),
    })),
    ...(seq === undefined ? {} : { seq }),
    ...(problem === undefined ? {} : { problem }),
  }
}
