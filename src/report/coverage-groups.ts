import type { Assessment } from '../model/assessment.ts'
import type { CoverageStatus } from '../model/coverage.ts'

/** One place that was not completely read, with all the kinds that share the reason. */
export interface UnreadScope {
  readonly environment: string
  readonly collector: string
  readonly scope: string
  readonly status: Exclude<CoverageStatus, 'complete'>
  readonly required: boolean
  readonly reason?: string
  readonly remedy?: string
  readonly kinds: readonly string[]
}

/** What was not completely read, required places first; one entry per place, status, reason and remedy. */
export function unreadScopes(assessment: Pick<Assessment, 'coverage'>): readonly UnreadScope[] {
  const groups = new Map<string, UnreadScope>()
  for (const { environment, origin, kind, status, required, reason, remedy } of assessment.coverage.scopes) {
    if (status === 'complete') continue
    const key = JSON.stringify([environment, origin.collector, origin.scope, status, required, reason, remedy])
    const before = groups.get(key)
    const place = { environment, collector: origin.collector, scope: origin.scope, status, required }
    groups.set(key, {
      ...place,
      ...(reason === undefined ? {} : { reason }),
      ...(remedy === undefined ? {} : { remedy }),
      kinds: before === undefined ? [kind] : [...new Set([...before.kinds, kind])],
    })
  }
  return [...groups.values()].sort((a, b) => Number(b.required) - Number(a.required))
}

/** Why it was not read and what to do about it, in one line; '' where nobody said. */
export function reasonAndRemedy({ reason, remedy }: Pick<UnreadScope, 'reason' | 'remedy'>): string {
  return [reason, remedy].filter((part) => part !== undefined).join(' ')
}
