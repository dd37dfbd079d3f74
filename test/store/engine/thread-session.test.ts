import { expect, it } from 'vitest'
import { ourParsers } from '../../../src/store/engine/parsers.ts'
import { createSessionPool } from '../../../src/store/engine/session-pool.ts'
import { openThreadSession } from '../../../src/store/engine/thread-session.ts'
import { takeTurns } from '../../../src/store/engine/turns.ts'
import { sayingUnavailable } from '../../../src/store/engine/unavailable.ts'

/** A thread that answers in the form of ours, and falls when it is told to. */
const program = `
  import { parentPort } from 'node:worker_threads'
  let inTransaction = false
  parentPort.on('message', ({ type, request }) => {
    if (type === 'close') process.exit()
    if (request.text === 'fall') process.exit(1)
    if (request.text === 'begin') inTransaction = true
    if (request.text === 'rollback') inTransaction = false
    const result = { command: request.text, rowCount: null, fields: [], rows: [] }
    parentPort.postMessage({ type: 'answer', answer: { results: [result], inTransaction, notifications: [] } })
  })
  parentPort.postMessage({ type: 'open' })`

it('a thread that falls rejects all who wait, ends its transactions, and is opened again for the next', async () => {
  const told: Error[] = []
  const session = await openThreadSession({
    entry: new URL(`data:text/javascript,${encodeURIComponent(program)}`),
    directory: 'none',
    onLost: (error) => {
      turns.lose(error)
      pool.lose(error)
    },
  })
  const turns = takeTurns(session, () => {})
  const pool = createSessionPool(turns, { searchPath: 'shop', parsers: ourParsers })
  const store = sayingUnavailable(pool, 'in data')
  const listener = await store.connect()
  listener.on('error', (error) => told.push(error))
  const client = await store.connect()
  await client.query('begin')

  const fallen = client.query('fall')
  const waiting = [store.query('one'), store.query('two')]
  for (const query of [fallen, ...waiting])
    await expect(query).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('in data') as string,
    })
  expect(told).toHaveLength(1)

  // The rest of the transaction is not done by the session that comes after.
  await expect(client.query('insert')).rejects.toMatchObject({ code: 'store-unavailable' })
  client.release()
  expect(await store.query('three')).toMatchObject({ command: 'three' })
  await session.close()
  await expect(store.query('four')).rejects.toMatchObject({ code: 'store-unavailable' })
})

it('a thread that cannot begin says why', async () => {
  const entry = new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ type: 'failed', reason: 'no room' })`)}`,
  )
  await expect(openThreadSession({ entry, directory: 'none', onLost: () => {} })).rejects.toThrow('no room')
})
