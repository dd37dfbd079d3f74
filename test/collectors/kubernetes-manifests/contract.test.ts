import type * as Promises from 'node:fs/promises'
import { vi } from 'vitest'
import { kubernetesManifests } from '../../../collectors/kubernetes-manifests/collector.ts'
import { canary, collectorContract, type FaultSetup } from '../../contracts/collector-contract.ts'
import { factsAt, workspace } from '../_files/workspace.ts'

vi.mock('node:fs/promises', async (original) => {
  const { withStubbornFiles } = await import('../_files/stubborn-files.ts')
  return withStubbornFiles(await original<typeof Promises>())
})

const app = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {template: {spec: {containers: [{name: app, image: "shop/web:1", env: [{name: DB_PASSWORD, value: ${canary}}]}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: shop}
data: {MODE: fast, URL: "postgres://web:${canary}@db.shop.example/web"}
---
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
stringData: {key: ${canary}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 5}
`

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
    affects: { workload: status, 'setting-group': status, autoscaler: status },
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
