import type { Given } from './states.ts'

const metadata = (name: string, more: Readonly<Record<string, unknown>> = {}): readonly object[] => [
  {
    ...{ annotations: {}, generate_name: '', generation: 3, labels: { app: 'web' }, name, namespace: 'shop' },
    ...{ resource_version: '4711', self_link: '', uid: '00000000-0000-4000-8000-000000000001', ...more },
  },
]

const nothing = { grpc: [], exec: [], tcp_socket: [], success_threshold: 1, timeout_seconds: 1, failure_threshold: 3 }
const probe = { ...nothing, initial_delay_seconds: 0, period_seconds: 5 }
const noSource = {
  config_map: [],
  empty_dir: [],
  host_path: [],
  persistent_volume_claim: [],
  projected: [],
  secret: [],
}
const noRef = { config_map_key_ref: [], field_ref: [], resource_field_ref: [], secret_key_ref: [] }
const pull = { image_pull_policy: 'IfNotPresent', termination_message_path: '/dev/termination-log', working_dir: '' }

const container = (password: string): object => ({
  ...{ name: 'app', image: 'registry.shop.example/web:1.4.2', command: [], args: ['--port=8080'], ...pull },
  env: [
    { name: 'MODE', value: 'fast', value_from: [] },
    { name: 'EMPTY', value: '', value_from: [] },
    { name: 'DB_PASSWORD', value: password, value_from: [] },
    { name: 'TOKEN', value: '', value_from: [{ ...noRef, secret_key_ref: [{ name: 'keys', key: 'token' }] }] },
    {
      name: 'POD',
      value: '',
      value_from: [{ ...noRef, field_ref: [{ api_version: 'v1', field_path: 'metadata.name' }] }],
    },
  ],
  env_from: [{ prefix: '', config_map_ref: [{ name: 'web', optional: false }], secret_ref: [] }],
  lifecycle: [{ post_start: [], pre_stop: [{ exec: [{ command: ['sleep', '10'] }], http_get: [], tcp_socket: [] }] }],
  liveness_probe: [],
  port: [{ container_port: 8080, host_ip: '', host_port: 0, name: 'http', protocol: 'TCP' }],
  readiness_probe: [{ ...probe, http_get: [{ host: '', path: '/ready', port: '8080', scheme: 'HTTP' }] }],
  resources: [{ limits: { cpu: '1', memory: '512Mi' }, requests: { cpu: '250m', memory: '256Mi' } }],
  security_context: [
    {
      ...{ allow_privilege_escalation: false, privileged: false, read_only_root_filesystem: true },
      ...{ capabilities: [{ add: [], drop: ['ALL'] }], run_as_group: '', run_as_user: '1000', run_as_non_root: true },
      ...{ se_linux_options: [], seccomp_profile: [] },
    },
  ],
  startup_probe: [],
  volume_mount: [
    { mount_path: '/cfg', mount_propagation: 'None', name: 'config', read_only: true, sub_path: '' },
    { mount_path: '/tmp', mount_propagation: 'None', name: 'tmp', read_only: false, sub_path: '' },
  ],
})

const pod = (password: string): object => ({
  ...{ active_deadline_seconds: 0, automount_service_account_token: true, dns_policy: 'ClusterFirst', host_ipc: false },
  ...{ host_network: false, host_pid: false, node_name: '', restart_policy: 'Always', service_account_name: 'web' },
  ...{ termination_grace_period_seconds: 60, priority_class_name: '', node_selector: { pool: 'web' } },
  affinity: [
    {
      node_affinity: [],
      pod_affinity: [],
      pod_anti_affinity: [
        {
          preferred_during_scheduling_ignored_during_execution: [],
          required_during_scheduling_ignored_during_execution: [
            {
              label_selector: [{ match_expressions: [], match_labels: { app: 'web' } }],
              topology_key: 'kubernetes.io/hostname',
            },
          ],
        },
      ],
    },
  ],
  container: [container(password)],
  image_pull_secrets: [{ name: 'registry' }],
  init_container: [{ name: 'migrate', image: 'registry.shop.example/web:1.4.2', command: ['migrate'], ...pull }],
  security_context: [{ fs_group: '2000', run_as_group: '', run_as_user: '', sysctl: [] }],
  toleration: [{ effect: 'NoSchedule', key: 'dedicated', operator: 'Equal', toleration_seconds: '', value: 'web' }],
  topology_spread_constraint: [
    {
      ...{ max_skew: 1, topology_key: 'topology.kubernetes.io/zone', when_unsatisfiable: 'DoNotSchedule' },
      label_selector: [{ match_expressions: [], match_labels: { app: 'web' } }],
    },
  ],
  volume: [
    { ...noSource, name: 'config', config_map: [{ name: 'web', default_mode: '0644', items: [] }] },
    { ...noSource, name: 'tmp', empty_dir: [{ medium: '', size_limit: '0' }] },
  ],
})

const template = (password: string): readonly object[] => [
  { metadata: [{ labels: { app: 'web' }, annotations: {}, name: '', namespace: '' }], spec: [pod(password)] },
]
const selector = [{ match_expressions: [], match_labels: { app: 'web' } }]

/** One resource of the Kubernetes provider for each kind of object, by the type; `password` stands where a real one does. */
export const providerResources = (password: string): Readonly<Record<string, Given['attributes']>> => ({
  kubernetes_deployment_v1: {
    ...{ id: 'shop/web', timeouts: null, wait_for_rollout: true, metadata: metadata('web') },
    spec: [
      {
        ...{ min_ready_seconds: 0, paused: false, progress_deadline_seconds: 600, replicas: '3', selector },
        revision_history_limit: 10,
        strategy: [{ type: 'RollingUpdate', rolling_update: [{ max_surge: '1', max_unavailable: '25%' }] }],
        template: template(password),
      },
    ],
  },
  kubernetes_stateful_set: {
    metadata: metadata('queue'),
    spec: [
      {
        ...{ pod_management_policy: 'OrderedReady', replicas: '2', selector, service_name: 'queue' },
        template: template(password),
        update_strategy: [{ type: 'RollingUpdate', rolling_update: [{ partition: 0 }] }],
        volume_claim_template: [
          {
            metadata: [{ name: 'data', namespace: '', labels: {} }],
            spec: [
              {
                access_modes: ['ReadWriteOnce'],
                resources: [{ limits: {}, requests: { storage: '20Gi' } }],
                storage_class_name: 'gp3',
              },
            ],
          },
        ],
      },
    ],
  },
  kubernetes_daemonset: {
    metadata: metadata('logs'),
    spec: [{ min_ready_seconds: 0, selector, strategy: [], template: template(password) }],
  },
  kubernetes_cron_job_v1: {
    metadata: metadata('bill'),
    spec: [
      {
        ...{ concurrency_policy: 'Forbid', failed_jobs_history_limit: 1, schedule: '0 3 * * *', suspend: false },
        ...{ starting_deadline_seconds: 0, successful_jobs_history_limit: 3, timezone: 'Europe/Berlin' },
        job_template: [
          {
            metadata: [{ labels: {} }],
            spec: [
              {
                ...{ active_deadline_seconds: 0, backoff_limit: 2, completions: 1, manual_selector: false },
                ...{ parallelism: 1, selector: [], template: template(password), ttl_seconds_after_finished: '' },
              },
            ],
          },
        ],
      },
    ],
  },
  kubernetes_config_map_v1: {
    ...{ metadata: metadata('web'), binary_data: null, immutable: false },
    data: { MODE: 'fast', snake_case: 'stays', EMPTY: '', 'app.yaml': 'pool:\n  size: 5\n' },
  },
  kubernetes_secret_v1: {
    ...{ metadata: metadata('keys'), type: 'Opaque', immutable: false, wait_for_service_account_token: true },
    ...{ data: { token: password, user: 'web' }, binary_data: null },
  },
  kubernetes_service_v1: {
    ...{
      metadata: metadata('web', { annotations: { 'cloud.google.com/neg': '{}' } }),
      status: [{ load_balancer: [] }],
    },
    ...{ wait_for_load_balancer: true },
    spec: [
      {
        ...{
          cluster_ip: '10.0.3.4',
          cluster_ips: ['10.0.3.4'],
          external_ips: null,
          external_name: '',
          type: 'NodePort',
        },
        ...{ external_traffic_policy: 'Local', health_check_node_port: 0, load_balancer_ip: '' },
        ...{ load_balancer_source_ranges: null, selector: { app: 'web' }, session_affinity: 'None' },
        port: [
          { app_protocol: '', name: 'http', node_port: 30080, port: 80, protocol: 'TCP', target_port: '8080' },
          { app_protocol: '', name: 'metrics', node_port: 0, port: 9090, protocol: 'TCP', target_port: 'metrics' },
        ],
      },
    ],
  },
  kubernetes_ingress_v1: {
    metadata: metadata('web'),
    spec: [
      {
        default_backend: [],
        ingress_class_name: 'nginx',
        rule: [
          {
            host: 'shop.example',
            http: [
              {
                path: [
                  {
                    ...{ path: '/', path_type: 'Prefix' },
                    backend: [{ resource: [], service: [{ name: 'web', port: [{ name: '', number: 80 }] }] }],
                  },
                  {
                    ...{ path: '/api', path_type: 'Exact' },
                    backend: [{ resource: [], service: [{ name: 'api', port: [{ name: 'http', number: 0 }] }] }],
                  },
                ],
              },
            ],
          },
        ],
        tls: [{ hosts: ['shop.example'], secret_name: 'web-tls' }],
      },
    ],
  },
  kubernetes_network_policy: {
    metadata: metadata('web'),
    spec: [
      {
        egress: [null],
        ingress: [
          {
            from: [
              {
                ip_block: [],
                namespace_selector: [{ match_expressions: [], match_labels: { team: 'shop' } }],
                pod_selector: [],
              },
              { ip_block: [{ cidr: '10.0.0.0/8', except: ['10.9.0.0/16'] }], namespace_selector: [], pod_selector: [] },
            ],
            ports: [{ end_port: 0, port: '8080', protocol: 'TCP' }],
          },
        ],
        pod_selector: [{ match_expressions: [], match_labels: { app: 'web' } }],
        policy_types: ['Ingress', 'Egress'],
      },
    ],
  },
  kubernetes_role_v1: {
    metadata: metadata('web'),
    rule: [
      { api_groups: ['', 'apps'], resource_names: [], resources: ['pods', 'deployments'], verbs: ['list', 'get'] },
    ],
  },
  kubernetes_role_binding_v1: {
    metadata: metadata('web'),
    role_ref: [{ api_group: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' }],
    subject: [{ api_group: '', kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
  },
  kubernetes_cluster_role: {
    metadata: metadata('reader', { namespace: undefined }),
    aggregation_rule: [],
    rule: [{ api_groups: [], non_resource_urls: ['/metrics'], resource_names: [], resources: [], verbs: ['get'] }],
  },
  kubernetes_cluster_role_binding: {
    metadata: metadata('reader', { namespace: undefined }),
    role_ref: [{ api_group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' }],
    subject: [{ api_group: 'rbac.authorization.k8s.io', kind: 'Group', name: 'ops', namespace: 'default' }],
  },
  kubernetes_service_account_v1: {
    ...{ automount_service_account_token: false, default_secret_name: '', image_pull_secret: [{ name: 'registry' }] },
    metadata: metadata('web', { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111111111111:role/web' } }),
    secret: [],
  },
  kubernetes_horizontal_pod_autoscaler_v2: {
    metadata: metadata('web'),
    spec: [
      {
        ...{ behavior: [], max_replicas: 9, min_replicas: 3, target_cpu_utilization_percentage: 0 },
        metric: [
          {
            ...{ container_resource: [], external: [], object: [], pods: [], type: 'Resource' },
            resource: [
              {
                name: 'cpu',
                target: [{ average_utilization: 70, average_value: '', type: 'Utilization', value: '' }],
              },
            ],
          },
        ],
        scale_target_ref: [{ api_version: 'apps/v1', kind: 'Deployment', name: 'web' }],
      },
    ],
  },
  kubernetes_pod_disruption_budget_v1: {
    metadata: metadata('web'),
    spec: [{ max_unavailable: '', min_available: '1', selector }],
  },
  kubernetes_persistent_volume_claim: {
    metadata: metadata('files'),
    spec: [
      {
        ...{
          access_modes: ['ReadWriteMany'],
          selector: [],
          storage_class_name: 'efs',
          volume_mode: '',
          volume_name: '',
        },
        resources: [{ limits: {}, requests: { storage: '100Gi' } }],
      },
    ],
    wait_until_bound: true,
  },
  kubernetes_storage_class: {
    ...{ allow_volume_expansion: true, allowed_topologies: [], mount_options: null, parameters: { type: 'gp3' } },
    ...{
      reclaim_policy: 'Retain',
      storage_provisioner: 'ebs.csi.aws.com',
      volume_binding_mode: 'WaitForFirstConsumer',
    },
    metadata: metadata('gp3', { namespace: undefined }),
  },
  kubernetes_namespace: {
    ...{ id: 'shop', timeouts: null, wait_for_default_service_account: false },
    metadata: metadata('shop', {
      namespace: undefined,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    }),
  },
  kubernetes_resource_quota: {
    metadata: metadata('web'),
    spec: [{ hard: { pods: '10', 'requests.cpu': '4' }, scope_selector: [], scopes: ['NotTerminating'] }],
  },
  kubernetes_limit_range: {
    metadata: metadata('web'),
    spec: [
      {
        limit: [
          {
            ...{ default: { cpu: '500m' }, default_request: { cpu: '100m' }, max: {}, max_limit_request_ratio: {} },
            ...{ min: {}, type: 'Container' },
          },
        ],
      },
    ],
  },
  kubernetes_priority_class: {
    ...{ description: '', global_default: false, preemption_policy: 'PreemptLowerPriority', value: 1000 },
    metadata: metadata('high', { namespace: undefined }),
  },
})
