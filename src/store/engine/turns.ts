import type { SqlNotification } from '../pool.ts'
import type { SessionAnswer, SessionRequest, SqlSession } from './session.ts'

/** Who asks: any object, the same for all the requests that may share a transaction. */
export type Asker = object

/** Lets many use the one session of a PGlite. */
export interface Turns {
  /**
   * Runs a request when it is its turn. A transaction that one has begun keeps all others waiting until it ends, and nothing else
   * does: who only listens, or has nothing to ask, is in nobody's way.
   */
  readonly run: (asker: Asker, request: SessionRequest) => Promise<SessionAnswer>
  /** Rolls back what an asker left open. */
  readonly leave: (asker: Asker, searchPath: string) => Promise<void>
  /** The session is lost: all who wait are told so, and nobody has a transaction any more. */
  readonly lose: (error: Error) => void
}

interface Waiting {
  readonly asker: Asker
  readonly request: SessionRequest
  readonly resolve: (answer: SessionAnswer) => void
  readonly reject: (error: unknown) => void
}

/** The turns of a session. `notify` is told what arrives, before the request that brought it is answered. */
export function takeTurns(session: Pick<SqlSession, 'run'>, notify: (message: SqlNotification) => void): Turns {
  const waiting: Waiting[] = []
  let busy = false
  let holder: Asker | undefined

  function next(): void {
    if (busy) return
    const index = holder === undefined ? 0 : waiting.findIndex((one) => one.asker === holder)
    const [turn] = index < 0 ? [] : waiting.splice(index, 1)
    if (turn === undefined) return
    busy = true
    session.run(turn.request).then(
      (answer) => {
        busy = false
        holder = answer.inTransaction ? turn.asker : undefined
        answer.notifications.forEach(notify)
        turn.resolve(answer)
        next()
      },
      (error: unknown) => {
        busy = false
        holder = undefined
        turn.reject(error)
        next()
      },
    )
  }

  function run(asker: Asker, request: SessionRequest): Promise<SessionAnswer> {
    return new Promise((resolve, reject) => {
      waiting.push({ asker, request, resolve, reject })
      next()
    })
  }

  return {
    run,
    lose: (error) => {
      holder = undefined
      for (const { reject } of waiting.splice(0)) reject(error)
    },
    leave: async (asker, searchPath) => {
      if (holder === asker) await run(asker, { text: 'rollback', searchPath })
    },
  }
}
