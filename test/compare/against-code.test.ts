import { describe, expect, it } from 'vitest'
import { memorySnapshot } from '../../src/collect/memory-snapshot.ts'
import { comparisonOf, type WeighedSide } from '../../src/jobs/weigh.ts'
import { unmanagedNotices } from '../../src/jobs/verdicts.ts'
import { network } from '../../src/model/kinds/network.ts'
import { keyOf, type Mode, type Resource } from '../../src/model/resource.ts'
import type { Coverage } from '../../src/model/coverage.ts'

function sideOf(mode: Mode, given: readonly { id: string; cidr: string; address?: string }[]): WeighedSide {
  const origin = { collector: mode === 'declared' ? 'terraform-state' : 'aws-ec2', mode, scope: 'here' }
  const resources = given.map(({ id, cidr, address }): Resource => ({
    key: keyOf(network.id, origin.collector, origin.scope, id),
    kind: network.id,
    id,
    origin,
    identifiers: [],
    contentDigest: id,
    tags: {},
    attributes: { cidr },
    ...(address === undefined ? {} : { address }),
  }))
  const coverage: Coverage[] = [
    {
      environment: 'production',
      origin,
      role: '',
      kind: network.id,
      status: 'complete',
      required: true,
      unknownFields: [],
    },
  ]
  const takenAt = new Date('2026-11-01T00:00:00Z')
  return {
    facts: { name: 'production', aliases: [], domains: [], accounts: {}, regions: {}, baseDirectory: '/' },
    symbols: {},
    snapshot: memorySnapshot({ environment: 'production', takenAt, coverage, resources }),
    notices: [],
    mode,
  }
}

const life = sideOf('observed', [
  { id: 'vpc-1', cidr: '10.0.0.0/16' },
  { id: 'vpc-by-hand', cidr: '10.9.0.0/16' },
])
const code = sideOf('declared', [
  { id: 'vpc-1', cidr: '10.1.0.0/16', address: 'module.network.aws_vpc.main' },
  { id: 'vpc-gone', cidr: '10.2.0.0/16', address: 'aws_vpc.gone' },
])

describe('what is there against code', () => {
  it.each([
    ['candidate', life, code],
    ['baseline', code, life],
  ] as const)(
    'is called by its address, and what no code made is counted: code as %s',
    (_side, candidate, baseline) => {
      const comparison = comparisonOf({ candidate, baseline, pairs: [], shared: [] })
      expect(comparison.pairing.twins.map(({ name, method }) => [name, method])).toEqual([
        ['module.network.aws_vpc.main', 'same-id'],
        ['aws_vpc.gone', 'alone'],
      ])
      expect(unmanagedNotices(comparison)).toEqual([
        {
          code: 'not-in-code',
          message: '1 not managed by the code that was read: 1 network. They are not compared with it.',
        },
      ])
    },
  )

  it('is a comparison like any other between two environments, and between then and now', () => {
    const { mode: _mode, ...then } = life
    const comparison = comparisonOf({ candidate: then, baseline: code, pairs: [], shared: [] })
    expect(comparison.pairing.twins).toHaveLength(3)
    expect(unmanagedNotices(comparison)).toEqual([])
  })
})
