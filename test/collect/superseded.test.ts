import { describe, expect, it } from 'vitest'
import { standing } from '../../src/collect/superseded.ts'
import type { Mode } from '../../src/model/resource.ts'
import { row } from '../store/snapshots/readings.ts'

const collectors = [
  { id: 'aws-ec2', family: 'aws' },
  { id: 'terraform-state', family: 'terraform' },
  { id: 'manifests', family: 'kubernetes' },
  { id: 'tls-endpoint', family: 'tls', supersedes: [] },
  { id: 'cluster', family: 'kubernetes', supersedes: ['kubernetes'] },
]

const observed = (collector: string, kind: string) => row('production', { collector, kind, mode: 'observed' })
const declared = (collector: string, kind: string) => row('production', { collector, kind, mode: 'declared' })
const of = (collector: string, kind: string, mode: Mode = 'declared') => ({
  kind,
  origin: { collector, mode, scope: 'somewhere' },
})

describe('what belongs to an environment', () => {
  it('is what is observed, and of other kinds what is declared', () => {
    const rows = [
      observed('aws-ec2', 'firewall'),
      declared('terraform-state', 'firewall'),
      declared('terraform-state', 'network'),
    ]
    const { coverage, keeps } = standing(rows, collectors)
    expect(coverage).toEqual([rows[0], rows[2]])
    expect(keeps(of('terraform-state', 'firewall'))).toBe(false)
    expect(keeps(of('terraform-state', 'network'))).toBe(true)
    expect(keeps(of('aws-ec2', 'firewall', 'observed'))).toBe(true)
  })

  it('is what is observed also where that was denied', () => {
    const denied = { ...observed('aws-ec2', 'firewall'), status: 'denied' as const }
    const { coverage } = standing([denied, declared('terraform-state', 'firewall')], collectors)
    expect(coverage).toEqual([denied])
  })

  it('keeps what an observer of single things says nothing of', () => {
    const rows = [observed('tls-endpoint', 'certificate'), declared('terraform-state', 'certificate')]
    expect(standing(rows, collectors).coverage).toEqual(rows)
  })

  it('gives way only to observers of its own family, where they say so', () => {
    const rows = [
      observed('cluster', 'workload'),
      declared('manifests', 'workload'),
      declared('terraform-state', 'workload'),
    ]
    expect(standing(rows, collectors).coverage).toEqual([rows[0], rows[2]])
  })

  it('gives way to an observer that this program does not know', () => {
    const rows = [observed('newer', 'firewall'), declared('terraform-state', 'firewall')]
    expect(standing(rows, collectors).coverage).toEqual([rows[0]])
  })
})
