import { type Collector, needsOf } from '../collect/contract.ts'

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
  const actions = [...new Set(collectors.flatMap(needsOf))].filter((need) => /^[a-z0-9-]+:[A-Z]\w*$/.test(need)).sort()
  if (actions.length === 0) return undefined
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'EvenkeelReadOnly', Effect: 'Allow', Action: actions, Resource: '*' }],
  }
}
