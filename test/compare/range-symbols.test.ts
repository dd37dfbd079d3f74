import { describe, expect, it } from 'vitest'
import { changesOf, compareSketches, type EnvironmentSketch } from '../support/snapshots.ts'

const environment = (name: string, office: string, symbols: Readonly<Record<string, string>>): EnvironmentSketch => ({
  name,
  symbols,
  resources: [
    {
      kind: 'firewall',
      id: `sg-${name}`,
      name: `${name}-web`,
      attributes: { ingress: [{ protocol: 'tcp', ports: '443', cidr: office }] },
    },
  ],
})

describe('a range that the configuration has a word for', () => {
  it('is that word, whatever it is in each environment and however it is written', () => {
    const comparison = compareSketches(
      environment('staging', '203.0.113.7/24', { office: '203.0.113.0/24' }),
      environment('production', '198.51.100.0/25', { office: '198.51.100.1/25' }),
    )
    expect(changesOf(comparison)).toEqual([])
    const [one, other] = [comparison.candidate, comparison.baseline].map(({ canonical }) => [...canonical.values()][0])
    expect(one?.bodyDigest).toBe(other?.bodyDigest)
  })

  it('is a difference where only one of both is that range, or neither has a word', () => {
    const words = { office: '203.0.113.0/24' }
    const half = compareSketches(
      environment('staging', '203.0.113.0/25', words),
      environment('production', '198.51.100.0/25', { office: '198.51.100.0/25' }),
    )
    expect(changesOf(half)).toHaveLength(2)
    const none = compareSketches(
      environment('staging', '203.0.113.0/24', {}),
      environment('production', '198.51.100.0/25', {}),
    )
    expect(changesOf(none)).toHaveLength(2)
  })
})
