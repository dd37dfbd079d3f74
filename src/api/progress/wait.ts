import { fail } from '../../errors/catalogue.ts'
import type { AssessmentRow } from '../../store/contract/assessments.ts'
import type { Watch } from './watch.ts'

/**
 * Waits until an assessment has ended; undefined when `signal` is aborted before. Throws `api-closing` when the server ends,
 * `store-unavailable` when the store does not answer for long, `api-busy` when too many wait.
 */
export function ended(watch: Watch, id: string, signal: AbortSignal): Promise<AssessmentRow | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      resolve(undefined)
      return
    }
    const onAbort = (): void => {
      unfollow()
      resolve(undefined)
    }
    const unfollow = watch.follow(id, {
      onProgress: (progress) => {
        if (!progress.ended) return
        signal.removeEventListener('abort', onAbort)
        resolve(progress.assessment)
      },
      onEnd: (why) => {
        signal.removeEventListener('abort', onAbort)
        if (why === 'closing') reject(fail('api-closing', {}))
        else if (why === 'gone') resolve(undefined)
        else reject(fail('store-unavailable', { where: 'of the service', reason: 'it does not answer' }))
      },
    })
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
