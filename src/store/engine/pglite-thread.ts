import { parentPort, workerData } from 'node:worker_threads'
import { openPgliteSession } from './pglite-session.ts'
import type { FromThread, ThreadData, ToThread } from './thread-session.ts'

/**
 * The entry of the thread that PGlite runs in: WebAssembly that is computing blocks its thread, and a server must go on answering. It
 * answers requests one after the other; `close` ends it.
 */
const port = parentPort
if (port === null) throw new Error('to be run as a thread')
const say = (message: FromThread): void => port.postMessage(message)

try {
  const session = await openPgliteSession((workerData as ThreadData).directory)
  port.on('message', (message: ToThread) => {
    if (message.type === 'close') {
      void session.close().finally(() => {
        say({ type: 'closed' })
        port.close()
      })
      return
    }
    session.run(message.request).then(
      (answer) => say({ type: 'answer', answer }),
      // The engine itself failed: what it would say from now on means nothing.
      (error: unknown) => {
        throw error
      },
    )
  })
  say({ type: 'open' })
} catch (error) {
  say({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
  port.close()
}
