import { describe, expect, it } from 'vitest'
import { EvenkeelError, fail } from '../../../src/errors/catalogue.ts'
import { receivedError, type FromThread, type ToThread } from '../../../src/jobs/work/thread-protocol.ts'
import { serveTasks, type TaskWork } from '../../../src/jobs/work/thread-tasks.ts'

/** The thread's end of a port; what is posted is cloned, as between threads. */
function thread(perform: (task: unknown, work: TaskWork) => Promise<unknown>) {
  let listener: (message: ToThread) => void = () => undefined
  const posted: FromThread[] = []
  let wake = (): void => undefined
  serveTasks(
    {
      on: (_, given) => (listener = given),
      postMessage: (message) => {
        posted.push(structuredClone(message))
        wake()
      },
    },
    perform,
  )
  const until = async <T extends FromThread['type']>(type: T, id = 0): Promise<Extract<FromThread, { type: T }>> => {
    for (;;) {
      const found = posted.find((message) => message.type === type && message.id === id)
      if (found !== undefined) return found as Extract<FromThread, { type: T }>
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return { send: (message: ToThread) => listener(structuredClone(message)), posted, until }
}

describe('tasks in a thread', () => {
  it('take their input in order, say something on the way, and end with a value', async () => {
    const { send, posted, until } = thread(async (task, { input, note }) => {
      let sum = 0
      for await (const item of input) sum += item as number
      note('added up')
      return { task, sum }
    })
    send({ type: 'start', id: 0, task: 'add' })
    for (const item of [1, 2, 3]) send({ type: 'input', id: 0, item })
    send({ type: 'input', id: 0 })
    expect(await until('done')).toEqual({ type: 'done', id: 0, value: { task: 'add', sum: 6 } })
    expect(posted[0]).toEqual({ type: 'note', id: 0, note: 'added up' })
  })

  it('ask, and go on with the answer, or fail with why there is none', async () => {
    const { send, until } = thread(async (task, { ask }) => ask(task))
    send({ type: 'start', id: 0, task: 'how many' })
    const { question, asked } = await until('question')
    expect(asked).toBe('how many')
    send({ type: 'answer', id: 0, question, answer: 7 })
    expect(await until('done')).toMatchObject({ value: 7 })
    send({ type: 'start', id: 1, task: 'and now' })
    const again = await until('question', 1)
    const error = { type: 'other', name: 'Error', message: 'the store is away', stack: undefined } as const
    send({ type: 'refusal', id: 1, question: again.question, error })
    expect(await until('failed', 1)).toMatchObject({ error: { message: 'the store is away' } })
  })

  it('are kept apart', async () => {
    const { send, until } = thread(async (_, { input }) => {
      for await (const item of input) return item
      return undefined
    })
    send({ type: 'start', id: 0, task: '' })
    send({ type: 'start', id: 1, task: '' })
    send({ type: 'input', id: 1, item: 'of one' })
    send({ type: 'input', id: 0, item: 'of nought' })
    expect(await until('done', 0)).toMatchObject({ value: 'of nought' })
    expect(await until('done', 1)).toMatchObject({ value: 'of one' })
  })

  it.each([
    ['waits for input', async (_: unknown, { input }: TaskWork) => input[Symbol.asyncIterator]().next()],
    ['waits for an answer', async (_: unknown, { ask }: TaskWork) => ask('?')],
  ])('end when they are cancelled: one that %s', async (_, perform) => {
    const { send, until } = thread(perform)
    send({ type: 'start', id: 0, task: '' })
    // Begun in a promise, so that the message after it finds it waiting.
    await Promise.resolve()
    send({ type: 'cancel', id: 0 })
    expect(await until('failed')).toMatchObject({ error: { message: 'cancelled' } })
  })

  it('fail with an error of the catalogue that is one again on the other side, also several together', async () => {
    const one = fail('collect-cancelled', { what: 'the environment staging' })
    const { send, until } = thread(async (task) => {
      throw task === 'one' ? one : new AggregateError([one, new TypeError('x')], 'two problems')
    })
    send({ type: 'start', id: 0, task: 'one' })
    const error = receivedError((await until('failed')).error)
    expect(error).toBeInstanceOf(EvenkeelError)
    expect(error).toMatchObject({ code: 'collect-cancelled', message: one.message, remedy: one.remedy, exit: one.exit })
    send({ type: 'start', id: 1, task: 'two' })
    const both = receivedError((await until('failed', 1)).error) as AggregateError
    expect(both.errors).toMatchObject([{ code: 'collect-cancelled' }, { name: 'TypeError', message: 'x' }])
  })
})
