import { Worker } from 'node:worker_threads'
import { abortReason } from '../../platform/abort-reason.ts'
import { postedError, receivedError, type FromThread, type ToThread } from './thread-protocol.ts'

/**
 * Threads that do the work which would keep the main thread from answering. `reading` waits for sources most of the time, so
 * one thread works on several tasks; `thinking` computes, one task at a time.
 */
export interface Threads {
  readonly run: (lane: Lane, task: unknown, run: TaskRun) => Promise<unknown>
  /** Ends all threads, whatever they are doing. */
  readonly close: () => Promise<void>
}

export type Lane = 'reading' | 'thinking'

export interface TaskRun {
  /**
   * Cancels the task: it is told, and a thread that does not heed it within the grace is ended, with all that it works on.
   * The task rejects with the signal's reason.
   */
  readonly signal: AbortSignal
  /** Else 5. */
  readonly graceSeconds?: number
  /** What a thread that has done this remembers: it goes to a thread that remembers the same, which stays for so long without work. */
  readonly memory?: { readonly of: string; readonly seconds: number }
  /** Handed over item by item. */
  readonly input?: AsyncIterable<unknown>
  readonly onNote?: (note: unknown) => void
  readonly answer?: (question: unknown) => Promise<unknown>
}

export interface ThreadsOptions {
  /** A module that calls `serveTasks`. */
  readonly entry: URL
  readonly workerData: unknown
  /** Threads of each lane at most. */
  readonly most: number
  /** Tasks at a time in a thread that reads. */
  readonly readingAtOnce: number
  /** How long a thread without work stays, in seconds. */
  readonly idleSeconds: number
}

/** Starts threads when there is work for them. */
export function createThreads(options: ThreadsOptions): Threads {
  return new Pool(options)
}

interface Waiting {
  readonly lane: Lane
  readonly memory: string | undefined
  readonly begin: (thread: Thread) => void
}

class Pool implements Threads {
  private readonly threads = new Set<Thread>()
  private waiting: Waiting[] = []
  private closed = false
  private readonly options: ThreadsOptions

  constructor(options: ThreadsOptions) {
    this.options = options
  }

  readonly run = async (lane: Lane, task: unknown, run: TaskRun): Promise<unknown> => {
    if (run.signal.aborted) throw abortReason(run.signal)
    const thread = await this.thread(lane, run)
    try {
      return await thread.perform(task, run)
    } finally {
      this.next()
    }
  }

  readonly close = async (): Promise<void> => {
    this.closed = true
    await Promise.all([...this.threads].map((thread) => thread.end()))
  }

  /** A thread with room for one more task: one that there is, a new one, or the first that gets free. */
  private thread(lane: Lane, { signal, memory }: TaskRun): Promise<Thread> {
    const free = this.free(lane, memory?.of)
    if (free !== undefined) {
      free.reserve()
      return Promise.resolve(free)
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.waiting = this.waiting.filter((one) => one !== place)
        reject(abortReason(signal))
      }
      const place: Waiting = {
        lane,
        memory: memory?.of,
        begin: (thread) => {
          signal.removeEventListener('abort', onAbort)
          resolve(thread)
        },
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.waiting.push(place)
    })
  }

  private free(lane: Lane, memory: string | undefined): Thread | undefined {
    if (this.closed) throw new Error('the threads have ended')
    const room = lane === 'reading' ? this.options.readingAtOnce : 1
    const ofLane = [...this.threads].filter((thread) => thread.lane === lane)
    const free = ofLane.filter((thread) => !thread.ending && thread.busy < room).sort((a, b) => a.busy - b.busy)
    const known = free.find((thread) => memory !== undefined && thread.remembers.has(memory)) ?? free[0]
    if (known !== undefined) return known
    if (ofLane.length >= this.options.most) return undefined
    const thread = new Thread(lane, this.options, () => {
      this.threads.delete(thread)
      this.next()
    })
    this.threads.add(thread)
    return thread
  }

  /** Begins what waits and has a thread now. */
  private next(): void {
    if (this.closed) return
    this.waiting = this.waiting.filter(({ lane, memory, begin }) => {
      const thread = this.free(lane, memory)
      if (thread === undefined) return true
      thread.reserve()
      begin(thread)
      return false
    })
  }
}

interface Running {
  readonly run: TaskRun
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

class Thread {
  readonly lane: Lane
  busy = 0
  /** It was told to end, and takes no more. */
  ending = false
  private readonly worker: Worker
  private readonly tasks = new Map<number, Running>()
  /** What tasks left behind in it. */
  readonly remembers = new Set<string>()
  private idleMilliseconds: number
  private idle: NodeJS.Timeout | undefined
  private count = 0
  private ended = false

  constructor(lane: Lane, { entry, workerData, idleSeconds }: ThreadsOptions, onEnd: () => void) {
    this.lane = lane
    this.idleMilliseconds = idleSeconds * 1000
    this.worker = new Worker(entry, { workerData, name: `evenkeel ${lane}` })
    this.worker.on('message', (message: FromThread) => this.receive(message))
    const fall = (error: Error): void => {
      if (this.ended) return
      this.ended = true
      clearTimeout(this.idle)
      for (const { reject } of this.tasks.values()) reject(error)
      this.tasks.clear()
      onEnd()
    }
    this.worker.once('error', fall)
    this.worker.once('exit', () => fall(new Error('the thread was ended')))
  }

  /** Takes a place for a task that is about to begin. */
  reserve(): void {
    this.busy++
    clearTimeout(this.idle)
  }

  async perform(task: unknown, run: TaskRun): Promise<unknown> {
    const id = this.count++
    const { signal, memory } = run
    if (memory !== undefined) {
      this.remembers.add(memory.of)
      this.idleMilliseconds = Math.max(this.idleMilliseconds, memory.seconds * 1000)
    }
    let timer: NodeJS.Timeout | undefined
    const onAbort = (): void => {
      this.post({ type: 'cancel', id })
      timer = setTimeout(() => void this.end(), (run.graceSeconds ?? 5) * 1000)
    }
    try {
      const done = new Promise<unknown>((resolve, reject) => {
        if (this.ended) reject(new Error('the thread was ended'))
        else this.tasks.set(id, { run, resolve, reject })
      })
      this.post({ type: 'start', id, task })
      signal.addEventListener('abort', onAbort, { once: true })
      if (signal.aborted) onAbort()
      // What the input fails with ends the task; a task that ends does not wait for its input.
      await Promise.race([done, this.feed(id, run).then(() => done)])
      return await done
    } catch (error) {
      throw signal.aborted ? abortReason(signal) : error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      if (this.tasks.delete(id)) this.post({ type: 'cancel', id })
      this.busy--
      this.rest()
    }
  }

  async end(): Promise<void> {
    this.ending = true
    await this.worker.terminate()
  }

  private async feed(id: number, { input }: TaskRun): Promise<void> {
    for await (const item of input ?? []) {
      if (!this.tasks.has(id)) return
      this.post({ type: 'input', id, item })
    }
    this.post({ type: 'input', id })
  }

  private receive(message: FromThread): void {
    const task = this.tasks.get(message.id)
    if (task === undefined) return
    switch (message.type) {
      case 'note':
        task.run.onNote?.(message.note)
        return
      case 'question':
        void this.answer(message.id, message.question, task.run.answer?.(message.asked))
        return
      case 'done':
        this.tasks.delete(message.id)
        task.resolve(message.value)
        return
      case 'failed':
        this.tasks.delete(message.id)
        task.reject(receivedError(message.error))
    }
  }

  private async answer(id: number, question: number, answering: Promise<unknown> | undefined): Promise<void> {
    try {
      this.post({ type: 'answer', id, question, answer: await answering })
    } catch (error) {
      this.post({ type: 'refusal', id, question, error: postedError(error) })
    }
  }

  private post(message: ToThread): void {
    if (!this.ended) this.worker.postMessage(message)
  }

  private rest(): void {
    if (this.busy > 0 || this.ended) return
    clearTimeout(this.idle)
    this.idle = setTimeout(() => void this.end(), this.idleMilliseconds)
    this.idle.unref()
  }
}
