import { type Collector, needsOf, producesOf } from '../collect/contract.ts'
import type { Assignment } from '../collect/tasks.ts'

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17'
  readonly Statement: readonly {
    readonly Sid: string
    readonly Effect: 'Allow'
    readonly Action: readonly string[]
    readonly Resource: '*'
  }[]
}

/**
 * The least that the collectors need, as an IAM policy: their reads' own declarations, so it cannot fall behind the code.
 * Undefined when none of them uses AWS. Describe and List calls take no resource, hence `*`.
 */
export function policyDocument(collectors: readonly Collector[]): PolicyDocument | undefined {
  return documentOf(collectors.flatMap(needsOf))
}

/**
 * The least that a configuration needs: of the reads that it asks for, and with what its settings add to them; of those that they may give
 * way to; and of the history that `explain` would ask for, of those collectors that keep one.
 */
export function policyFor(
  assignments: readonly Assignment[],
  collectors: readonly Collector[] = [],
): PolicyDocument | undefined {
  const reading = assignments.flatMap(({ reads, stoodInFor, source }) =>
    [...reads, ...stoodInFor].flatMap((read) => [...read.needs, ...(read.needsIf?.(source.settings) ?? [])]),
  )
  const keepers = collectors.filter((one) => asksHistory(one, assignments))
  return documentOf([...reading, ...keepers.flatMap(({ historyNeeds = [] }) => historyNeeds)])
}

/** Whether `explain` would ask a collector: it takes a source of its family, of which one of its kinds is read, by whomever. */
function asksHistory(collector: Collector, assignments: readonly Assignment[]): boolean {
  if (collector.history === undefined) return false
  const kept = new Set(producesOf(collector).map(({ id }) => id))
  return assignments
    .filter(({ source }) => source.family === collector.family)
    .filter(({ source }) => collector.takes?.(source.settings as never) ?? true)
    .some(({ reads, wants }) => reads.some((read) => read.produces.some(({ id }) => kept.has(id) && wants(id))))
}

function documentOf(needs: readonly string[]): PolicyDocument | undefined {
  const actions = [...new Set(needs)].filter((need) => /^[a-z0-9-]+:[A-Z]\w*$/.test(need)).sort()
  if (actions.length === 0) return undefined
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'EvenkeelReadOnly', Effect: 'Allow', Action: actions, Resource: '*' }],
  }
}
