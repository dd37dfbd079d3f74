import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { needsOf } from '../../../src/collect/contract.ts'
import { collectors } from '../../support/collectors.ts'

interface Policy {
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[]
}

const ofAws = collectors.filter(({ family }) => family === 'aws')

describe('the IAM policy of a README', () => {
  it('is held against every collector of AWS', () => {
    expect(ofAws.length).toBeGreaterThan(10)
  })

  it.each(ofAws)('allows exactly what $id needs', (collector) => {
    const readme = readFileSync(new URL(`../../../collectors/${collector.id}/README.md`, import.meta.url), 'utf8')
    const text = /^ {4}\{\n(?: {4}.*\n)*? {4}\}$/m.exec(readme)?.[0] ?? ''
    const [statement, ...others] = (JSON.parse(text) as Policy).Statement
    expect(others).toEqual([])
    expect(statement?.Effect).toBe('Allow')
    expect(statement?.Action).toEqual(needsOf(collector))
  })
})
