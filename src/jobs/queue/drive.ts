import { fail } from '../../errors/catalogue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { AssessmentRow } from '../../store/contract/assessments.ts'
import type { Collection, CollectionState } from '../../store/contract/collections.ts'
import type { Store } from '../../store/contract/store.ts'
import type { Lines } from './lines.ts'
import type { ScheduledComparison } from './options.ts'
import { problemOf } from './problem.ts'
import type { Runs } from './runs.ts'

/** What moves an assessment on: from what the store says of it, whatever happened before. Every one may be called at any time, by several. */
export interface Drive {
  /** Puts in line what an assessment waits for; ends it where it can come to nothing. */
  readonly assessment: (row: AssessmentRow) => Promise<void>
  /** The same for all that wait for a collection that has just ended. */
  readonly waitingFor: (collection: string) => Promise<void>
  /** Ends an assessment, aborts what this process does for it, and lets go of collections that nobody else waits for. */
  readonly end: (id: string, state: 'failed' | 'cancelled', problem?: string) => Promise<boolean>
  /** Ends a collection and all that wait for it. */
  readonly failCollection: (id: string, problem: string) => Promise<void>
  /** Ends a collection that nobody waits for. */
  readonly dropCollection: (collection: Collection) => Promise<void>
}

export interface DriveParts {
  readonly store: Store
  readonly clock: Clock
  readonly lines: Lines
  readonly runs: Runs
  readonly comparisons: ReadonlyMap<string, ScheduledComparison>
  readonly log: Log
}

export function createDrive({ store, clock, lines, runs, comparisons, log }: DriveParts): Drive {
  const waiting = async (collection: string): Promise<readonly AssessmentRow[]> =>
    (await store.assessments.running()).filter((row) => waitsFor(row, collection))

  const end: Drive['end'] = async (id, state, problem) => {
    const before = await store.assessments.get(id)
    const ended = await store.assessments.end(id, state, clock.now(), problem)
    if (!ended) return false
    log.info(`an assessment is ${state}`, { assessment: id, comparison: before?.comparison, problem })
    runs.cancel({ assessment: id })
    await lines.withdraw({ assessment: id })
    // It may have begun its collections since we looked.
    const row = (await store.assessments.get(id)) ?? before
    const collections = row?.collections
    if (collections === undefined) return true
    for (const of of new Set([collections.candidate, collections.baseline])) {
      const collection = await store.collections.get(of)
      if (collection?.state === 'running' && (await waiting(of)).length === 0) await dropCollection(collection)
    }
    return true
  }
  const dropCollection = async (collection: Collection): Promise<void> => {
    if (!(await store.collections.end(collection.id, 'cancelled', clock.now()))) return
    runs.cancel({ collection: collection.id })
    await lines.withdraw({ collection })
    // One that came to wait for it in this very moment begins anew.
    await drive.waitingFor(collection.id)
  }
  const drive: Drive = {
    end,
    dropCollection,
    assessment: async (row) => {
      if (!comparisons.has(row.comparison)) {
        const gone = fail('jobs-comparison-gone', { comparison: row.comparison })
        await end(row.id, 'failed', problemOf(gone))
        return
      }
      if (row.state === 'weighing') return lines.weigh(row.id)
      if (row.state !== 'collecting' || row.collections === undefined) return lines.start(row.id)
      const ids = [...new Set([row.collections.candidate, row.collections.baseline])]
      const collections = await Promise.all(ids.map((id) => store.collections.get(id)))
      const failed = collections.find((collection) => collection?.state === 'failed')
      if (failed !== undefined) {
        await end(row.id, 'failed', failed.problem)
        return
      }
      const states = collections.map((collection): CollectionState => collection?.state ?? 'cancelled')
      if (states.includes('cancelled')) return lines.start(row.id)
      if (states.every((state) => state === 'published')) return lines.weigh(row.id)
      for (const collection of collections) if (collection?.state === 'running') await lines.collect(collection)
    },
    waitingFor: async (collection) => {
      for (const row of await waiting(collection)) await drive.assessment(row)
    },
    failCollection: async (id, problem) => {
      const collection = await store.collections.get(id)
      if (await store.collections.end(id, 'failed', clock.now(), problem)) {
        log.warn('a collection failed', { collection: id, environment: collection?.environment, problem })
      }
      runs.cancel({ collection: id })
      if (collection !== undefined) await lines.withdraw({ collection })
      await drive.waitingFor(id)
    },
  }
  return drive
}

/** Whether an assessment waits for a collection. */
export function waitsFor({ collections }: Pick<AssessmentRow, 'collections'>, collection: string): boolean {
  return collections?.candidate === collection || collections?.baseline === collection
}
