import type * as Promises from 'node:fs/promises'
import { vi } from 'vitest'
import { kubernetesManifests } from '../../../collectors/kubernetes-manifests/collector.ts'
import { kubernetesKinds } from '../../../collectors/_kubernetes/normalise.ts'
import { canary, collectorContract, type FaultSetup } from '../../contracts/collector-contract.ts'
import { oneOfEach } from '../_kubernetes/one-of-each.ts'
import { factsAt, workspace } from '../_files/workspace.ts'

vi.mock('node:fs/promises', async (original) => {
  const { withStubbornFiles } = await import('../_files/stubborn-files.ts')
  return withStubbornFiles(await original<typeof Promises>())
})

const app = oneOfEach(canary)

async function setup(files: Readonly<Record<string, string>>) {
  const space = workspace(files)
  const manifests = Object.keys(files)
  return { settings: { manifests }, environment: factsAt(space.path), close: () => space.remove() }
}

async function spoilt(name: string, text: string, status: 'denied' | 'partial'): Promise<FaultSetup> {
  const files = { 'good.yaml': app, [name]: text }
  return {
    ...(await setup(files)),
    scope: name,
    affects: Object.fromEntries(kubernetesKinds.map(({ id }) => [id, status])),
  }
}

collectorContract('kubernetes-manifests', {
  collector: kubernetesManifests,
  good: () => setup({ 'good.yaml': app, 'more.yaml': app.replaceAll('name: web', 'name: api') }),
  faults: {
    denied: () => spoilt('refused.yaml', app, 'denied'),
    throttled: { impossible: 'a file is not throttled' },
    timedOut: () => spoilt('hanging.yaml', app, 'partial'),
    malformed: () => spoilt('broken.yaml', `${app}---\nkind: Secret\n  ${canary}: [\n`, 'partial'),
    emptyPageWithToken: { impossible: 'a file has no pages' },
    cancelled: () => setup({ 'good.yaml': app, 'hanging.yaml': app }),
  },
})
