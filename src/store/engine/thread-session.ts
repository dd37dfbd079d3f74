import { Worker } from 'node:worker_threads'
import type { SessionAnswer, SessionRequest, SqlSession } from './session.ts'

export interface ThreadData {
  /** PGlite's own directory. */
  readonly directory: string
}

export type ToThread = { readonly type: 'run'; readonly request: SessionRequest } | { readonly type: 'close' }

export type FromThread =
  | { readonly type: 'open' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'answer'; readonly answer: SessionAnswer }
  | { readonly type: 'closed' }

export interface ThreadSessionOptions extends ThreadData {
  /** The compiled `pglite-thread.js`: threads of Node 20 cannot load TypeScript. */
  readonly entry: URL
  /** The thread has ended by itself; what waited for it was rejected. */
  readonly onLost: (error: Error) => void
}

/** A PGlite in a thread. After a crash, the next request opens it anew: its directory holds what was committed. */
export async function openThreadSession(options: ThreadSessionOptions): Promise<SqlSession> {
  let thread: Promise<Thread> | undefined = startThread(options, lost)
  let closed = false
  // The first start is the caller's to hear of.
  await thread

  function lost(error: Error): void {
    thread = undefined
    if (!closed) options.onLost(error)
  }

  return {
    run: async (request) => {
      if (closed) throw new Error('it was closed')
      thread ??= startThread(options, lost)
      thread.catch(() => (thread = undefined))
      return (await thread).run(request)
    },
    close: async () => {
      if (closed) return
      closed = true
      await (await thread?.catch(() => undefined))?.close()
    },
  }
}

interface Thread {
  readonly run: (request: SessionRequest) => Promise<SessionAnswer>
  readonly close: () => Promise<void>
}

function startThread({ entry, directory }: ThreadSessionOptions, onLost: (error: Error) => void): Promise<Thread> {
  const data: ThreadData = { directory }
  const worker = new Worker(entry, { workerData: data, name: 'evenkeel store' })
  const send = (message: ToThread): void => worker.postMessage(message)
  // One request at a time is on its way: turns are taken before.
  let asked: { resolve: (answer: SessionAnswer) => void; reject: (error: Error) => void } | undefined
  let ended: Error | undefined

  return new Promise<Thread>((resolve, reject) => {
    let opened = false
    const fall = (error: Error): void => {
      if (ended !== undefined) return
      ended = error
      asked?.reject(error)
      asked = undefined
      reject(error)
      if (opened) onLost(error)
    }
    worker.once('error', fall)
    worker.once('exit', () => fall(new Error('its thread has ended')))
    worker.on('message', (message: FromThread) => {
      if (message.type === 'answer') {
        const { resolve: answer } = asked ?? {}
        asked = undefined
        answer?.(message.answer)
      }
      if (message.type === 'failed') fall(new Error(message.reason))
      if (message.type === 'open') {
        opened = true
        resolve({
          run: (request) =>
            new Promise((resolveAnswer, rejectAnswer) => {
              if (ended !== undefined) return rejectAnswer(ended)
              asked = { resolve: resolveAnswer, reject: rejectAnswer }
              send({ type: 'run', request })
            }),
          close: async () => {
            ended ??= new Error('it was closed')
            asked?.reject(ended)
            const over = new Promise<void>((done) => worker.once('exit', () => done()))
            send({ type: 'close' })
            await over
          },
        })
      }
    })
  })
}
