import type { Assessment } from '../model/assessment.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Unread } from '../model/message.ts'
import { groupBy } from '../platform/group-by.ts'

type Looked = Pick<Assessment, 'coverage'>

/** The required places that could not, or not completely, be read; kinds that share a reason are one. */
export function unreadPlaces({ coverage }: Looked): readonly Unread[] {
  return byPlace(coverage.scopes.filter(isMissing))
}

/** The required places that could be read before, or were not asked for, and cannot be read now. */
export function newlyUnread(before: Looked, after: Looked): readonly Unread[] {
  const were = new Set(before.coverage.scopes.filter(isMissing).map(idOf))
  return byPlace(after.coverage.scopes.filter((row) => isMissing(row) && !were.has(idOf(row))))
}

/** The required places that could not be read before and can be now. */
export function newlyRead(before: Looked, after: Looked): readonly Unread[] {
  const readable = new Set(after.coverage.scopes.filter(({ status }) => status === 'complete').map(idOf))
  return byPlace(before.coverage.scopes.filter((row) => isMissing(row) && readable.has(idOf(row))))
}

function isMissing({ required, status }: Coverage): boolean {
  return required && status !== 'complete'
}

function idOf({ environment, origin, kind }: Coverage): string {
  return JSON.stringify([environment, origin.collector, origin.scope, kind])
}

function byPlace(rows: readonly Coverage[]): readonly Unread[] {
  const places = groupBy(rows, ({ environment, origin, reason }) =>
    JSON.stringify([environment, origin.collector, origin.scope, reason]),
  )
  return [...places.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const { environment, origin, status, reason } = first
    const kinds = [...new Set([first, ...others].map(({ kind }) => kind))].sort()
    return { environment, collector: origin.collector, scope: origin.scope, kinds, reason: reason ?? words[status] }
  })
}

/** What is said where nobody gave a reason. */
const words: Readonly<Record<Coverage['status'], string>> = {
  complete: 'It was completely read.',
  partial: 'It was not completely read.',
  denied: 'Access was denied.',
  'not-asked': 'No source reads it.',
}
