/** What a run works for; what ends it. */
export interface Subject {
  readonly assessment?: string
  readonly collection?: string
}

/** How a run came to its end without an error. `stopped`: it did not; its process is told to stop. */
export type RunEnd = 'done' | 'cancelled' | 'stopped'

/** What this process works on. */
export interface Runs {
  /** Does the work, or joins it where the same is under way: a job that was lost and came back runs once all the same. */
  readonly join: (key: string, subject: Subject, work: (signal: AbortSignal) => Promise<void>) => Promise<RunEnd>
  /** What is worked for, each once. */
  readonly subjects: () => readonly Subject[]
  /** Aborts what works for a subject. What does not heed its signal is left alone after a while. */
  readonly cancel: (subject: Subject) => void
  readonly stopping: () => boolean
  /** From now on new work is refused; what is under way goes on. */
  readonly refuse: () => void
  /** Aborts everything, and leaves alone what does not heed it. Resolves when nothing is under way. */
  readonly stop: () => Promise<void>
  /** Resolves when nothing is under way, at the latest after so many seconds. */
  readonly idle: (seconds: number) => Promise<void>
}

interface Run {
  readonly subject: Subject
  readonly end: Promise<RunEnd>
  readonly abort: (as: 'cancelled' | 'stopped') => void
}

/** @param patience - seconds that aborted work has for its end */
export function startRuns(patience: number): Runs {
  const runs = new Map<string, Run>()
  let refusing = false

  const begin = (key: string, subject: Subject, work: (signal: AbortSignal) => Promise<void>): Run => {
    const controller = new AbortController()
    let aborted: 'cancelled' | 'stopped' | undefined
    let timer: NodeJS.Timeout | undefined
    let leave: () => void = () => undefined
    const left = new Promise<void>((resolve) => (leave = resolve))
    const run: Run = {
      subject,
      // Work that was done all the same is done.
      end: Promise.race([
        work(controller.signal).then((): RunEnd => 'done'),
        left.then((): RunEnd => aborted ?? 'done'),
      ])
        .catch((error: unknown): RunEnd => {
          if (aborted === undefined) throw error
          return aborted
        })
        .finally(() => {
          clearTimeout(timer)
          if (runs.get(key) === run) runs.delete(key)
        }),
      abort: (as) => {
        if (aborted !== undefined) return
        aborted = as
        controller.abort(new Error(as))
        timer = setTimeout(leave, patience * 1000)
      },
    }
    runs.set(key, run)
    return run
  }
  const idle = async (seconds: number): Promise<void> => {
    if (runs.size === 0) return
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000)))
    await Promise.race([Promise.allSettled([...runs.values()].map((run) => run.end)), over])
    clearTimeout(timer)
  }
  return {
    join: (key, subject, work) => (runs.get(key) ?? begin(key, subject, work)).end,
    subjects: () => [
      ...new Map(
        [...runs.values()].map(({ subject }) => [`${subject.assessment}/${subject.collection}`, subject]),
      ).values(),
    ],
    cancel: ({ assessment, collection }) => {
      for (const { subject, abort } of runs.values()) {
        const same =
          (assessment !== undefined && subject.assessment === assessment) ||
          (collection !== undefined && subject.collection === collection)
        if (same) abort('cancelled')
      }
    },
    stopping: () => refusing,
    refuse: () => {
      refusing = true
    },
    stop: async () => {
      refusing = true
      for (const run of runs.values()) run.abort('stopped')
      await idle(patience + 1)
    },
    idle,
  }
}
