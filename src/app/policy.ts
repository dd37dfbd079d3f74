import { type Collector, needsOf } from '../collect/contract.ts'
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

/** The least that a configuration needs: of the reads that it asks for, and with what its settings add to them. */
export function policyFor(assignments: readonly Assignment[]): PolicyDocument | undefined {
  const needs = assignments.flatMap(({ reads, source }) =>
    reads.flatMap((read) => [...read.needs, ...(read.needsIf?.(source.settings) ?? [])]),
  )
  return documentOf(needs)
}

function documentOf(needs: readonly string[]): PolicyDocument | undefined {
  const actions = [...new Set(needs)].filter((need) => /^[a-z0-9-]+:[A-Z]\w*$/.test(need)).sort()
  if (actions.length === 0) return undefined
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'EvenkeelReadOnly', Effect: 'Allow', Action: actions, Resource: '*' }],
  }
}
