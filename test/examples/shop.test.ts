import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { kubernetesManifests } from '../../collectors/kubernetes-manifests/collector.ts'
import { terraformState } from '../../collectors/terraform-state/collector.ts'
import { collectAt } from '../collectors/_files/workspace.ts'

const shop = fileURLToPath(new URL('../../examples/shop/', import.meta.url))

describe.each(['production', 'staging'])('the example shop, %s', (environment) => {
  it('is read whole: its state and its manifests, about 60 resources with the settings files', async () => {
    const states = await collectAt(terraformState, shop, { state: `terraform/${environment}.tfstate` })
    const manifests = await collectAt(kubernetesManifests, shop, { manifests: `manifests/${environment}` })
    for (const { errors, unknown } of [states, manifests]) expect([errors, unknown]).toEqual([[], []])
    const kinds = [...states.resources, ...manifests.resources].map(({ kind }) => kind)
    const counts = Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((k) => k === kind).length]))
    expect(counts).toEqual({
      'compute-instance': 8,
      network: 1,
      subnet: 6,
      firewall: 8,
      'database-instance': 3,
      'database-parameters': 3,
      certificate: 3,
      workload: environment === 'production' ? 13 : 12,
      'setting-group': 9,
    })
    expect(JSON.stringify([states.resources, manifests.resources])).not.toContain('not-real-')
  })
})
