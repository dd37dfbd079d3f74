import type { Log } from '../../platform/log.ts'
import type { GateCall, Gates } from '../../store/contract/gates.ts'

/** What gates were asked, written together. */
export interface GateLog {
  /**
   * Notes a call. Equal calls between two writings are one: somebody who asks a hundred times a second is told of once a second.
   * `sameness`: equal for equal calls.
   */
  readonly note: (sameness: string, call: () => GateCall) => void
  /** Writes what was noted; rejects when it cannot be. What could not be written is kept for the next time. */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

const mostKept = 10_000

/** Writes once a second: a process that is killed loses what was asked in its last one. */
export function gateLogOf(gates: Gates, log: Log | undefined): GateLog {
  let noted = new Map<string, GateCall>()
  let lost = 0
  let writing: Promise<void> | undefined

  const write = async (): Promise<void> => {
    if (noted.size === 0) return
    const calls = noted
    noted = new Map()
    try {
      await gates.add([...calls.values()])
      if (lost > 0) log?.warn('gate calls were lost while the store could not be reached', { calls: lost })
      lost = 0
    } catch (error) {
      for (const [key, call] of noted) calls.set(key, call)
      const over = Math.max(0, calls.size - mostKept)
      lost += over
      // The oldest go first.
      for (const key of [...calls.keys()].slice(0, over)) calls.delete(key)
      noted = calls
      throw error
    }
  }
  const flush = async (): Promise<void> => {
    // One at a time, and what was noted meanwhile is written too.
    while (writing !== undefined) await writing.catch(() => {})
    writing = write().finally(() => {
      writing = undefined
    })
    await writing
  }
  const failed = (error: unknown): void => log?.warn('gate calls could not be written; they are kept', {}, error)
  const timer = setInterval(() => void flush().catch(failed), 1000)
  timer.unref()

  return {
    note: (sameness, call) => {
      if (noted.size >= mostKept && !noted.has(sameness)) lost++
      else if (!noted.has(sameness)) noted.set(sameness, call())
    },
    flush,
    close: async () => {
      clearInterval(timer)
      await flush().catch(failed)
    },
  }
}
