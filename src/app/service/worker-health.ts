import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Jobs } from '../../jobs/contract.ts'
import { startDeadline } from '../../platform/deadline.ts'
import { startRace } from '../../platform/race.ts'
import type { Store } from '../../store/contract/store.ts'
import { listenError, type ListenAddress } from './listen.ts'

const patienceSeconds = 2

export interface WorkerHealth {
  readonly port: number
  readonly close: () => Promise<void>
}

/**
 * A worker has no API; this says to whoever starts it anew whether it is well: `/healthz` whether the process answers, `/readyz` whether its
 * store and queue do too (503 when not), with the words that the API has for it. Nothing else, and to everybody. Throws `server-listen`.
 */
export async function answerHealth(
  { host, port }: ListenAddress,
  { store, jobs }: { readonly store: Pick<Store, 'ping'>; readonly jobs: Pick<Jobs, 'ping'> },
): Promise<WorkerHealth> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
    }
    if (request.method !== 'GET') return answer(405, { status: 'only GET' })
    if (request.url === '/healthz') return answer(200, { status: 'ok' })
    if (request.url !== '/readyz') return answer(404, { status: 'only /healthz and /readyz' })
    void Promise.all([answersInTime(store.ping()), answersInTime(jobs.ping())]).then(([storeOk, queueOk]) => {
      const well = storeOk && queueOk
      const word = (ok: boolean): string => (ok ? 'ok' : 'failed')
      answer(well ? 200 : 503, { status: well ? 'ready' : 'not-ready', store: word(storeOk), queue: word(queueOk) })
    })
  })
  await listening(server, { host, port })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, { host, port }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(listenError({ host, port }, cause)))
    server.listen(port, host, resolve)
  })
}

async function answersInTime(ping: Promise<void>): Promise<boolean> {
  const deadline = startDeadline(new AbortController().signal, patienceSeconds)
  const race = startRace(deadline.signal)
  try {
    await race.against(ping)
    return true
  } catch {
    return false
  } finally {
    race.close()
    deadline.clear()
  }
}
