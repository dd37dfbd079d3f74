/**
 * What an API server or a webhook fills in where an object says nothing, of the kinds that are compared path by path. The
 * kinds that have a file of their own drop theirs there. A pattern is a path whose `[]` stands for any member of a list; `*` stands for
 * any kind.
 *
 * Source: the published OpenAPI of Kubernetes 1.34 (`default`, and the defaulting that the field's description tells) and the
 * definitions that the operators publish: External Secrets 0.19, Prometheus Operator 0.85, cert-manager 1.18, Flux 2.6.
 */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PriorityClass: { preemptionPolicy: 'PreemptLowerPriority', globalDefault: 'false' },
  ValidatingWebhookConfiguration: {
    'webhooks/[]/failurePolicy': 'Fail',
    'webhooks/[]/matchPolicy': 'Equivalent',
    'webhooks/[]/timeoutSeconds': '10',
    'webhooks/[]/clientConfig/service/port': '443',
    'webhooks/[]/rules/[]/scope': '*',
  },
  MutatingWebhookConfiguration: {
    'webhooks/[]/failurePolicy': 'Fail',
    'webhooks/[]/matchPolicy': 'Equivalent',
    'webhooks/[]/reinvocationPolicy': 'Never',
    'webhooks/[]/timeoutSeconds': '10',
    'webhooks/[]/clientConfig/service/port': '443',
    'webhooks/[]/rules/[]/scope': '*',
  },
  ValidatingAdmissionPolicy: { 'spec/failurePolicy': 'Fail', 'spec/matchConstraints/matchPolicy': 'Equivalent' },
  ExternalSecret: {
    'spec/refreshInterval': '1h',
    'spec/secretStoreRef/kind': 'SecretStore',
    'spec/target/creationPolicy': 'Owner',
    'spec/target/deletionPolicy': 'Retain',
    'spec/target/template/engineVersion': 'v2',
    'spec/target/template/mergePolicy': 'Replace',
    'spec/data/[]/remoteRef/conversionStrategy': 'Default',
    'spec/data/[]/remoteRef/decodingStrategy': 'None',
    'spec/data/[]/remoteRef/metadataPolicy': 'None',
    'spec/dataFrom/[]/extract/conversionStrategy': 'Default',
    'spec/dataFrom/[]/extract/decodingStrategy': 'None',
    'spec/dataFrom/[]/extract/metadataPolicy': 'None',
  },
  HelmRelease: {
    'spec/suspend': 'false',
    'spec/test/enable': 'false',
    'spec/maxHistory': '5',
    'spec/chart/spec/version': '*',
    'spec/chart/spec/reconcileStrategy': 'ChartVersion',
  },
  Kustomization: { 'spec/suspend': 'false', 'spec/force': 'false' },
  GitRepository: { 'spec/suspend': 'false' },
  Certificate: { 'spec/issuerRef/kind': 'Issuer', 'spec/issuerRef/group': 'cert-manager.io' },
  Subscription: { 'spec/installPlanApproval': 'Automatic' },
}

/** Whether a value at a path is what would be filled in. Members of lists stand in brackets: `webhooks/[name=a]/timeoutSeconds`. */
export function isFilledIn(kind: string, path: readonly string[], value: string): boolean {
  const pattern = path.map((part) => (part.startsWith('[') ? '[]' : part)).join('/')
  return table[kind]?.[pattern] === value
}

/**
 * Paths that the cluster or a controller writes: certificates that are injected, bookkeeping of finalisers.
 *
 * Source: Kubernetes API reference, "Namespace"; cert-manager, "CA Injector".
 */
const written =
  /(?:^|\/)clientConfig\/caBundle$|(?:^|\/)caBundle$|^spec\/finalizers$|^spec\/claimRef\/|^spec\/clusterIPs?$/

/** Whether something of the cluster writes what stands at a path. */
export function isWrittenByCluster(path: readonly string[]): boolean {
  return written.test(path.join('/'))
}
