import { postedError, receivedError, type FromThread, type ToThread } from './thread-protocol.ts'

/** What a task in a thread works with beside its own words. */
export interface TaskWork {
  /** Aborted when the task is cancelled. */
  readonly signal: AbortSignal
  /** What is fed to it, in order. To be read once. */
  readonly input: AsyncIterable<unknown>
  /** Says something on the way; nobody answers. */
  readonly note: (note: unknown) => void
  /** Asks whoever started the task, and waits. Rejects with why there is no answer. */
  readonly ask: (question: unknown) => Promise<unknown>
}

/** What is used of the port to the main thread. */
export interface TaskPort {
  readonly on: (event: 'message', listener: (message: ToThread) => void) => unknown
  readonly postMessage: (message: FromThread) => void
}

/** Works on the tasks that arrive at a port, as many at a time as come. Goes on until the thread is ended. */
export function serveTasks(port: TaskPort, perform: (task: unknown, work: TaskWork) => Promise<unknown>): void {
  const tasks = new Map<number, Task>()
  port.on('message', (message) => {
    if (message.type !== 'start') {
      tasks.get(message.id)?.receive(message)
      return
    }
    const { id } = message
    const task = new Task(id, port)
    tasks.set(id, task)
    // Begun in a promise: what throws at once is a failure of the task as well.
    void Promise.resolve()
      .then(() => perform(message.task, task))
      .then(
        (value) => port.postMessage({ type: 'done', id, value }),
        (error: unknown) => port.postMessage({ type: 'failed', id, error: postedError(error) }),
      )
      .finally(() => tasks.delete(id))
  })
}

/** One task in this thread: what has arrived for it and was not taken yet. */
class Task implements TaskWork {
  readonly input: AsyncIterable<unknown>
  private readonly controller = new AbortController()
  private readonly waiting: unknown[] = []
  private ended = false
  private wake: (() => void) | undefined
  private readonly questions = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  private asked = 0
  private readonly id: number
  private readonly port: TaskPort

  constructor(id: number, port: TaskPort) {
    this.id = id
    this.port = port
    this.input = this.items()
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  readonly note = (note: unknown): void => this.port.postMessage({ type: 'note', id: this.id, note })

  readonly ask = (asked: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const question = this.asked++
      this.questions.set(question, { resolve, reject })
      this.port.postMessage({ type: 'question', id: this.id, question, asked })
    })

  receive(message: Exclude<ToThread, { type: 'start' }>): void {
    switch (message.type) {
      case 'input':
        if ('item' in message) this.waiting.push(message.item)
        else this.ended = true
        this.wake?.()
        return
      case 'answer':
        this.questions.get(message.question)?.resolve(message.answer)
        this.questions.delete(message.question)
        return
      case 'refusal':
        this.questions.get(message.question)?.reject(receivedError(message.error))
        this.questions.delete(message.question)
        return
      case 'cancel':
        this.controller.abort(new Error('cancelled'))
        for (const { reject } of this.questions.values()) reject(new Error('cancelled'))
        this.questions.clear()
        this.wake?.()
    }
  }

  private async *items(): AsyncGenerator<unknown> {
    for (;;) {
      this.signal.throwIfAborted()
      if (this.waiting.length > 0) {
        yield this.waiting.shift()
        continue
      }
      if (this.ended) return
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }
}
