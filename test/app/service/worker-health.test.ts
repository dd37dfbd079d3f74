import { afterEach, describe, expect, it } from 'vitest'
import { answerHealth, type WorkerHealth } from '../../../src/app/service/worker-health.ts'

const well = async (): Promise<void> => undefined
const failing = async (): Promise<void> => {
  throw new Error('away, with hunter2')
}
const hanging = (): Promise<void> => new Promise(() => undefined)

describe('the health of a worker', () => {
  let health: WorkerHealth | undefined
  afterEach(() => health?.close())

  const ask = async (path: string, store = well, jobs = well, method = 'GET'): Promise<readonly [number, unknown]> => {
    health = await answerHealth({ host: '127.0.0.1', port: 0 }, { store: { ping: store }, jobs: { ping: jobs } })
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`, { method })
    const answer = [response.status, await response.json()] as const
    await health.close()
    return answer
  }

  it('answers while the process lives, whatever it depends on does', async () => {
    expect(await ask('/healthz', failing, hanging)).toEqual([200, { status: 'ok' }])
  })

  it('is ready when its store and queue answer', async () => {
    expect(await ask('/readyz')).toEqual([200, { status: 'ready', store: 'ok', queue: 'ok' }])
    expect(await ask('/readyz', failing)).toEqual([503, { status: 'not-ready', store: 'failed', queue: 'ok' }])
    expect(await ask('/readyz', well, hanging)).toEqual([503, { status: 'not-ready', store: 'ok', queue: 'failed' }])
  })

  it('answers nothing else', async () => {
    expect((await ask('/v1/findings'))[0]).toBe(404)
    expect((await ask('/healthz', well, well, 'POST'))[0]).toBe(405)
  })

  it('says in one sentence when the address is taken', async () => {
    health = await answerHealth({ host: '127.0.0.1', port: 0 }, { store: { ping: well }, jobs: { ping: well } })
    const again = answerHealth(
      { host: '127.0.0.1', port: health.port },
      { store: { ping: well }, jobs: { ping: well } },
    )
    await expect(again).rejects.toMatchObject({
      code: 'server-listen',
      message: expect.stringContaining('another process listens there') as string,
    })
  })
})
