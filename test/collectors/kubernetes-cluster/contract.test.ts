import { kubernetesCluster } from '../../../collectors/kubernetes-cluster/collector.ts'
import { canary, collectorContract, type FaultSetup } from '../../contracts/collector-contract.ts'
import type { KubeMishap } from '../../support/kube-api.ts'
import { oneOfEach } from '../_kubernetes/one-of-each.ts'
import { cluster, served } from './world.ts'

const objects = [...served(oneOfEach(canary)), ...served(oneOfEach(canary).replaceAll('name: web', 'name: api'))]
const token = canary

const good = () => cluster({ objects, token })

async function faulty(
  plural: string,
  fault: KubeMishap,
  affects: Readonly<Record<string, 'denied' | 'partial'>>,
): Promise<FaultSetup> {
  return { ...(await cluster({ objects, token, faults: { [plural]: fault } })), affects }
}

collectorContract('kubernetes-cluster', {
  collector: kubernetesCluster,
  good,
  faults: {
    denied: () => faulty('secrets', 'denied', { 'setting-group': 'partial' }),
    throttled: () => faulty('services', 'throttled', { 'network-service': 'partial' }),
    timedOut: () => faulty('ingresses', 'hang', { ingress: 'partial' }),
    malformed: () => faulty('networkpolicies', 'html', { 'network-policy': 'partial' }),
    emptyPageWithToken: () => cluster({ objects, token, faults: { deployments: 'empty-page' } }),
    cancelled: () => cluster({ objects, token, faults: { deployments: 'hang' } }),
  },
})
