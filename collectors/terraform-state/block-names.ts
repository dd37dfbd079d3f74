/** Names that camel case alone does not give back. */
const renamed: Readonly<Record<string, string>> = {
  cluster_ip: 'clusterIP',
  cluster_ips: 'clusterIPs',
  disk_uri: 'diskURI',
  external_ips: 'externalIPs',
  fs_type: 'fsType',
  host_ipc: 'hostIPC',
  host_pid: 'hostPID',
  load_balancer_ip: 'loadBalancerIP',
  non_resource_urls: 'nonResourceURLs',
  pd_name: 'pdName',
  storage_provisioner: 'provisioner',
  timezone: 'timeZone',
  target_cpu_utilization_percentage: 'targetCPUUtilizationPercentage',
  volume_id: 'volumeID',
}

/** Blocks that stand once for each member, under the name of one. */
const plurals: Readonly<Record<string, string>> = {
  container: 'containers',
  ephemeral_container: 'ephemeralContainers',
  http_header: 'httpHeaders',
  init_container: 'initContainers',
  limit: 'limits',
  match_expression: 'matchExpressions',
  metric: 'metrics',
  node_selector_term: 'nodeSelectorTerms',
  path: 'paths',
  policy: 'policies',
  port: 'ports',
  readiness_gate: 'readinessGates',
  rule: 'rules',
  subject: 'subjects',
  sysctl: 'sysctls',
  toleration: 'tolerations',
  topology_spread_constraint: 'topologySpreadConstraints',
  volume: 'volumes',
  volume_claim_template: 'volumeClaimTemplates',
  volume_device: 'volumeDevices',
  volume_mount: 'volumeMounts',
}

/** Blocks that are a list in the API under the very name they have here. */
const lists: ReadonlySet<string> = new Set([
  'cluster_role_selectors',
  'egress',
  'env',
  'env_from',
  'from',
  'host_aliases',
  'image_pull_secret',
  'image_pull_secrets',
  'ingress',
  'items',
  'match_expressions',
  'match_fields',
  'option',
  'ports',
  'preferred_during_scheduling_ignored_during_execution',
  'secret',
  'sources',
  'tls',
  'to',
])

/** Where a name means another thing than it does elsewhere, by `parent.name`: whether it is a list there. */
const elsewhere: Readonly<Record<string, boolean>> = {
  // Source: the schema of the Kubernetes provider of Terraform, version 2.
  'pod_affinity.required_during_scheduling_ignored_during_execution': true,
  'pod_anti_affinity.required_during_scheduling_ignored_during_execution': true,
  // The port of a backend is a block of number and name.
  'service.port': false,
  // Of a volume, a source of one, and a variable: what it is made of.
  'volume.secret': false,
  'sources.secret': false,
}

/** What a block (or a list of blocks) is called in the API, and whether it is a list there. */
export function blockName(parent: string, name: string): { readonly key: string; readonly list: boolean } {
  const plural = plurals[name]
  const list = elsewhere[`${parent}.${name}`] ?? (plural !== undefined || lists.has(name))
  if (name === 'image_pull_secret') return { key: 'imagePullSecrets', list }
  return { key: list && plural !== undefined ? plural : apiName(name), list }
}

/** What an attribute is called in the API. */
export function apiName(name: string): string {
  return renamed[name] ?? name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
