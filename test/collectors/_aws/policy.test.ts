import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { awsAcm } from '../../../collectors/aws-acm/collector.ts'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { needsOf, type Collector } from '../../../src/collect/contract.ts'

interface Policy {
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[]
}

describe('the IAM policy of a README', () => {
  it.each([awsAcm, awsEc2, awsRds] as unknown as readonly Collector[])('allows exactly what $id needs', (collector) => {
    const readme = readFileSync(new URL(`../../../collectors/${collector.id}/README.md`, import.meta.url), 'utf8')
    const text = /^ {4}\{\n(?: {4}.*\n)*? {4}\}$/m.exec(readme)?.[0] ?? ''
    const [statement, ...others] = (JSON.parse(text) as Policy).Statement
    expect(others).toEqual([])
    expect(statement?.Effect).toBe('Allow')
    expect(statement?.Action).toEqual(needsOf(collector))
  })
})
