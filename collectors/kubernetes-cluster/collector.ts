import { defineCollector } from '../../src/collect/contract.ts'
import { kubernetesKinds } from '../_kubernetes/normalise.ts'
import { clusterRole, kubernetesSettings, namesCluster, type KubernetesSettings } from '../_kubernetes/settings.ts'
import { diagnoseCluster } from './diagnose.ts'
import { needsOfKind } from './permissions.ts'
import { readKind } from './read-objects.ts'

export const kubernetesCluster = defineCollector({
  id: 'kubernetes-cluster',
  family: 'kubernetes',
  service: 'cluster',
  title: 'Kubernetes, a live cluster',
  mode: 'observed',
  // What is in a cluster may be written in manifests or in Terraform; settings files and endpoints are something else.
  supersedes: ['kubernetes', 'terraform'],
  settings: kubernetesSettings,
  takes: (settings: KubernetesSettings) => namesCluster(settings),
  deadlineSeconds: 300,
  scopes: (settings: KubernetesSettings, environment) => {
    const { context, kubeconfig, inCluster } = settings
    const scope = inCluster === true ? 'in-cluster' : (context ?? kubeconfig ?? 'current')
    return Promise.resolve([{ scope, role: clusterRole(settings, environment), required: true }])
  },
  reads: kubernetesKinds.map((kind) => ({ produces: [kind], needs: needsOfKind(kind.id), read: readKind(kind) })),
  diagnose: diagnoseCluster,
})
