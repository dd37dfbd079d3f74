import { describe, expect, it } from 'vitest'
import { compareSketches, type Sketch } from '../support/snapshots.ts'

const network = (id: string, name: string): Sketch => ({ kind: 'network', id, name, attributes: { cidrs: [] } })
const peering = (id: string, requester: string, accepter: string): Sketch => ({
  kind: 'network-peering',
  id,
  attributes: { requester, accepter, state: 'active' },
})

const side = (env: string, ...peerings: readonly Sketch[]) => ({
  name: env,
  resources: [
    network(`vpc-${env}-1`, `shop-${env}`),
    network(`vpc-${env}-2`, `data-${env}`),
    network(`vpc-${env}-3`, `tools-${env}`),
    ...peerings,
  ],
})

const twins = (a: readonly Sketch[], b: readonly Sketch[]) =>
  compareSketches(side('staging', ...a), side('production', ...b))
    .pairing.twins.filter(({ kind }) => kind === 'network-peering')
    .map(({ candidate, baseline, method, evidence }) => ({
      candidate: candidate.length,
      baseline: baseline.length,
      method,
      evidence: evidence[0],
    }))

describe('connections without a name', () => {
  it('are twins where they join twins', () => {
    const [a, b] = ['staging', 'production'].map((env) => [
      peering(`pcx-${env}-1`, `vpc-${env}-1`, `vpc-${env}-2`),
      peering(`pcx-${env}-2`, `vpc-${env}-1`, `vpc-${env}-3`),
    ])
    const found = twins(a ?? [], [...(b ?? [])].reverse())
    expect(found).toEqual([
      { candidate: 1, baseline: 1, method: 'referrer', evidence: expect.stringContaining('both join ') as string },
      { candidate: 1, baseline: 1, method: 'referrer', evidence: expect.stringContaining('both join ') as string },
    ])
  })

  it('are twins where the other end is in an account that nobody read, while there is one alone', () => {
    const one = (env: string, i: number): Sketch =>
      peering(`pcx-${env}-${i}`, `vpc-${env}-1`, `vpc-elsewhere-${env}-${i}`)
    expect(twins([one('staging', 1)], [one('production', 1)])).toMatchObject([{ candidate: 1, baseline: 1 }])
    const several = twins([one('staging', 1), one('staging', 2)], [one('production', 1), one('production', 2)])
    expect(several.map((twin) => twin.candidate + twin.baseline)).toEqual([1, 1, 1, 1])
  })

  it('are none where they join others, or ask from the other end', () => {
    const a = peering('pcx-a', 'vpc-staging-1', 'vpc-staging-2')
    expect(twins([a], [peering('pcx-b', 'vpc-production-1', 'vpc-production-3')])).toHaveLength(2)
    expect(twins([a], [peering('pcx-b', 'vpc-production-2', 'vpc-production-1')])).toHaveLength(2)
  })

  it('are none where nothing of them was read', () => {
    expect(twins([peering('pcx-a', 'vpc-x', 'vpc-y')], [peering('pcx-b', 'vpc-z', 'vpc-w')])).toHaveLength(2)
  })
})
