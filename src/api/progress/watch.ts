import { fail } from '../../errors/catalogue.ts'
import { digestOfText } from '../../model/digest.ts'
import type { AssessmentRow } from '../../store/contract/assessments.ts'
import type { Collection } from '../../store/contract/collections.ts'
import type { Store } from '../../store/contract/store.ts'

/** How far an assessment is. */
export interface Progress {
  readonly assessment: AssessmentRow
  /** Undefined until its collections have begun. */
  readonly candidate?: Collection
  readonly baseline?: Collection
  /** Equal for equal states, also after a restart: what Last-Event-ID is held against. */
  readonly id: string
  readonly ended: boolean
}

export interface Follower {
  /** The state now, and then each that is different. After one that has ended there is no more. */
  readonly onProgress: (progress: Progress) => void
  /** There is no more, because the store or this process ends, or the assessment is not known. */
  readonly onEnd: (why: 'closing' | 'unavailable' | 'gone') => void
}

/** Follows assessments, asking the store twice a second for each at most, however many follow it. */
export interface Watch {
  /** Begins to follow; the result stops it. Throws `api-busy` when too many follow, `api-closing` when it has been closed. */
  readonly follow: (id: string, follower: Follower) => () => void
  /** Ends all. */
  readonly close: () => void
}

const pollMilliseconds = 500
/** So often in a row the store may fail to answer before the followers are told. */
const patience = 20

interface Followed {
  readonly followers: Set<Follower>
  last: Progress | undefined
  failures: number
  timer: NodeJS.Timeout | undefined
}

export function watchOf(store: Pick<Store, 'assessments' | 'collections'>, most: number): Watch {
  const followed = new Map<string, Followed>()
  let count = 0
  let closed = false

  const stop = (id: string, entry: Followed, why?: 'closing' | 'unavailable' | 'gone'): void => {
    clearTimeout(entry.timer)
    if (followed.get(id) === entry) followed.delete(id)
    count -= entry.followers.size
    const followers = [...entry.followers]
    entry.followers.clear()
    if (why !== undefined) for (const follower of followers) follower.onEnd(why)
  }

  const poll = async (id: string, entry: Followed): Promise<void> => {
    try {
      const progress = await progressOf(store, id)
      entry.failures = 0
      if (entry.followers.size === 0) return
      if (progress === undefined) return stop(id, entry, 'gone')
      if (progress.id !== entry.last?.id) {
        entry.last = progress
        for (const follower of [...entry.followers]) follower.onProgress(progress)
      }
      if (progress.ended) return stop(id, entry)
    } catch {
      if (++entry.failures >= patience) return stop(id, entry, 'unavailable')
    }
    if (entry.followers.size > 0) entry.timer = setTimeout(() => void poll(id, entry), pollMilliseconds)
  }

  return {
    follow: (id, follower) => {
      if (closed) throw fail('api-closing', {})
      if (count >= most) throw fail('api-busy', { what: 'waiting requests', seconds: 5 })
      count++
      const known = followed.get(id)
      const entry: Followed = known ?? { followers: new Set(), last: undefined, failures: 0, timer: undefined }
      entry.followers.add(follower)
      if (known === undefined) {
        followed.set(id, entry)
        void poll(id, entry)
      } else if (known.last !== undefined) {
        const { last } = known
        // Not before `follow` has returned.
        queueMicrotask(() => {
          if (entry.followers.has(follower)) follower.onProgress(last)
        })
      }
      return () => {
        if (!entry.followers.delete(follower)) return
        count--
        if (entry.followers.size === 0) stop(id, entry)
      }
    },
    close: () => {
      closed = true
      for (const [id, entry] of [...followed]) stop(id, entry, 'closing')
    },
  }
}

async function progressOf(
  { assessments, collections }: Pick<Store, 'assessments' | 'collections'>,
  id: string,
): Promise<Progress | undefined> {
  const assessment = await assessments.get(id)
  if (assessment === undefined) return undefined
  const of = assessment.collections
  const [candidate, baseline] =
    of === undefined ? [] : await Promise.all([collections.get(of.candidate), collections.get(of.baseline)])
  const state = JSON.stringify([assessment, candidate, baseline])
  return {
    assessment,
    ...(candidate === undefined ? {} : { candidate }),
    ...(baseline === undefined ? {} : { baseline }),
    id: digestOfText(state).slice(0, 16),
    ended: assessment.endedAt !== undefined || ['done', 'failed', 'cancelled'].includes(assessment.state),
  }
}
