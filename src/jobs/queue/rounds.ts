import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { Store } from '../../store/contract/store.ts'
import { waitsFor, type Drive } from './drive.ts'
import type { Lines } from './lines.ts'
import type { Runs } from './runs.ts'
import type { Schedules } from './schedules.ts'

/** A collection that nobody waits for is dropped when it is older than this, in seconds: a start may be about to wait for it. */
const orphanSeconds = 60

export interface Rounds {
  /** Compares what is under way in the store with the jobs that there are, and puts in line what is missing. */
  readonly reconcile: () => Promise<void>
  /** Aborts what this process does for something that has ended, by whatever process. */
  readonly watch: () => Promise<void>
}

export function createRounds(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly lines: Lines
  readonly runs: Runs
  readonly drive: Drive
  readonly schedules: Schedules
  /** When the outbox is next due, as far as this process knows. */
  readonly nextDelivery: () => Date | undefined
}): Rounds {
  const { store, clock, lines, runs, drive, schedules, nextDelivery } = parts
  let waitingMessages = 0

  const deliverWhatWaits = async (): Promise<void> => {
    const { waiting } = await store.outbox.counts()
    const next = nextDelivery()
    const known = next !== undefined && next > clock.now() && waiting === waitingMessages
    waitingMessages = waiting
    if (waiting > 0 && !known) await lines.deliver(0)
  }
  return {
    reconcile: async () => {
      const rows = await store.assessments.running()
      for (const row of rows) await drive.assessment(row)
      const old = clock.now().getTime() - orphanSeconds * 1000
      for (const collection of await store.collections.running()) {
        if (new Date(collection.startedAt).getTime() > old) continue
        const waits = (await store.assessments.running()).some((row) => waitsFor(row, collection.id))
        if (!waits) await drive.dropCollection(collection)
      }
      await schedules.settle()
      await deliverWhatWaits()
    },
    watch: async () => {
      for (const subject of runs.subjects()) {
        const { assessment, collection } = subject
        const state =
          collection !== undefined
            ? (await store.collections.get(collection))?.state
            : assessment !== undefined
              ? (await store.assessments.get(assessment))?.state
              : undefined
        if (state === 'cancelled' || state === 'failed') runs.cancel(subject)
      }
    },
  }
}

/** Does something again and again, never twice at a time, until it is stopped. What goes wrong is told, and tried again the next time. */
export function startRound(seconds: number, what: string, round: () => Promise<void>, log: Log): () => void {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    try {
      await round()
    } catch (error) {
      if (!stopped) log.warn(`${what} did not succeed and is tried again`, {}, error)
    }
    if (!stopped) timer = setTimeout(() => void turn(), seconds * 1000)
  }
  timer = setTimeout(() => void turn(), seconds * 1000)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
