import { classifySetting } from '../../src/collect/settings.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import type { KubeObject } from './objects.ts'
import { controlledPaths, isControlled } from './ownership.ts'

/** Annotations by which a controller is told what to do. */
const told =
  /^(?:[\w.-]+\.ingress\.kubernetes\.io|haproxy\.router\.openshift\.io|konghq\.com|haproxy\.org|service\.beta\.kubernetes\.io|networking\.gke\.io|cloud\.google\.com|nginx\.org|traefik\.io|projectcontour\.io)\/|^cert-manager\.io\/(?:cluster-)?issuer$|^cloud\.google\.com\/neg$/

/** Of these only that they are set can be compared: an identifier is another in each environment. */
const identifying =
  /(?:arn|arns|subnets?|security-groups|eip-allocations|load-balancer-name|group\.name|pre-shared-cert|static-ip-name|hostname|ipv4-pools|resource-group|target-node-labels|id|tags|attributes)$/

/** What the controller of a cloud writes down for itself. */
const written =
  /^cloud\.google\.com\/(?:neg-status)|ingress\.kubernetes\.io\/(?:backends|forwarding-rule|target-proxy|url-map|https-forwarding-rule|https-target-proxy|ssl-cert)$/

/** What annotations ask of a controller, by key. */
export function optionsOf(
  { annotations, content }: KubeObject,
  fingerprint: Fingerprinter,
): readonly { readonly key: string; readonly value: string }[] {
  const controlled = controlledPaths(content)
  return Object.entries(annotations)
    .filter(([key]) => told.test(key) && !written.test(key))
    .filter(([key]) => !isControlled(controlled, ['metadata', 'annotations', key]))
    .map(([key, value]) => ({
      key,
      value: identifying.test(key) ? '(set)' : (classifySetting(key, value, fingerprint).value ?? '***'),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}
