import { texts } from './objects.ts'
import { at } from './reading.ts'

/**
 * Containers and volumes that injectors put into pods, each with the annotation that it leaves when it did. Where a mesh
 * injects is its own decision (`injection` says what was asked for); its proxies differ by the version of the mesh.
 *
 * Source: the documentation of Istio, Linkerd, Vault's agent injector, Dapr, Consul and Open Service Mesh.
 */
const injectors: readonly (readonly [RegExp, RegExp])[] = [
  [/^sidecar\.istio\.io\/status$/, /^istio-(?:proxy|init|validation)$/],
  [/^linkerd\.io\/(?:proxy-version|created-by)$/, /^linkerd-(?:proxy|init|network-validator|debug)$/],
  [/^vault\.hashicorp\.com\/agent-inject-status$/, /^vault-agent(?:-init)?$/],
  [/^dapr\.io\/enabled$/, /^daprd$/],
  [
    /^consul\.hashicorp\.com\/connect-inject-status$/,
    /^(?:consul-dataplane|consul-connect-inject-init|envoy-sidecar)$/,
  ],
  [/^openservicemesh\.io\/sidecar-injection$/, /^(?:envoy|osm-init)$/],
]

/** What pods ask injectors for, in labels or annotations. */
const asked =
  /^(?:sidecar\.istio\.io\/inject|istio\.io\/rev|linkerd\.io\/inject|vault\.hashicorp\.com\/agent-inject|dapr\.io\/enabled|consul\.hashicorp\.com\/connect-inject|openservicemesh\.io\/sidecar-injection|admission\.datadoghq\.com\/enabled|instrumentation\.opentelemetry\.io\/inject-[a-z]+)$/

/** Whether a container was put there by an injector, by the metadata of its pod. */
export function isInjected(container: string, podMetadata: unknown): boolean {
  const annotations = Object.keys(texts(at(podMetadata, 'annotations')))
  return injectors.some(([annotation, name]) => name.test(container) && annotations.some((one) => annotation.test(one)))
}

/** What a pod asks injectors for: `linkerd.io/inject=enabled`. Sorted. */
export function injectionWords(podMetadata: unknown): readonly string[] {
  const both = { ...texts(at(podMetadata, 'annotations')), ...texts(at(podMetadata, 'labels')) }
  return Object.entries(both)
    .filter(([key]) => asked.test(key))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
}
