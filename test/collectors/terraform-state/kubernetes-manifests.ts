const pod = (password: string): object => ({
  serviceAccountName: 'web',
  terminationGracePeriodSeconds: 60,
  nodeSelector: { pool: 'web' },
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
  imagePullSecrets: [{ name: 'registry' }],
  securityContext: { fsGroup: 2000 },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' }],
  topologySpreadConstraints: [
    {
      ...{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
  initContainers: [{ name: 'migrate', image: 'registry.shop.example/web:1.4.2', command: ['migrate'] }],
  containers: [
    {
      ...{ name: 'app', image: 'registry.shop.example/web:1.4.2', args: ['--port=8080'] },
      env: [
        { name: 'MODE', value: 'fast' },
        { name: 'EMPTY' },
        { name: 'DB_PASSWORD', value: password },
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } },
        { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      ],
      envFrom: [{ configMapRef: { name: 'web' } }],
      lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
      ports: [{ name: 'http', containerPort: 8080 }],
      readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 },
      resources: { limits: { cpu: 1, memory: '512Mi' }, requests: { cpu: '250m', memory: '256Mi' } },
      securityContext: {
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1000 },
        capabilities: { drop: ['ALL'] },
      },
      volumeMounts: [
        { name: 'config', mountPath: '/cfg', readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    },
  ],
  volumes: [
    { name: 'config', configMap: { name: 'web' } },
    { name: 'tmp', emptyDir: {} },
  ],
})

const selector = { matchLabels: { app: 'web' } }
const template = (password: string): object => ({ metadata: { labels: { app: 'web' } }, spec: pod(password) })

/** The same objects as people write them: `[apiVersion, kind, name, what it says, what its metadata says]`. */
const written = (password: string): readonly (readonly [string, string, string, object, object?])[] => [
  [
    'apps/v1',
    'Deployment',
    'web',
    { spec: { replicas: 3, selector, strategy: { rollingUpdate: { maxSurge: 1 } }, template: template(password) } },
  ],
  [
    'apps/v1',
    'StatefulSet',
    'queue',
    {
      spec: {
        ...{ replicas: 2, selector, serviceName: 'queue', template: template(password) },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'gp3',
              resources: { requests: { storage: '20Gi' } },
            },
          },
        ],
      },
    },
  ],
  ['apps/v1', 'DaemonSet', 'logs', { spec: { selector, template: template(password) } }],
  [
    'batch/v1',
    'CronJob',
    'bill',
    {
      spec: {
        ...{ schedule: '0 3 * * *', timeZone: 'Europe/Berlin', concurrencyPolicy: 'Forbid' },
        jobTemplate: { spec: { backoffLimit: 2, template: template(password) } },
      },
    },
  ],
  [
    'v1',
    'ConfigMap',
    'web',
    { data: { MODE: 'fast', snake_case: 'stays', EMPTY: '', 'app.yaml': 'pool:\n  size: 5\n' } },
  ],
  ['v1', 'Secret', 'keys', { data: { token: Buffer.from(password).toString('base64'), user: 'd2Vi' } }],
  [
    'v1',
    'Service',
    'web',
    {
      spec: {
        ...{ type: 'NodePort', externalTrafficPolicy: 'Local', selector: { app: 'web' } },
        ports: [
          { name: 'http', port: 80, targetPort: 8080 },
          { name: 'metrics', port: 9090, targetPort: 'metrics' },
        ],
      },
    },
    { annotations: { 'cloud.google.com/neg': '{}' } },
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    {
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: 'shop.example',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/api', pathType: 'Exact', backend: { service: { name: 'api', port: { name: 'http' } } } },
              ],
            },
          },
        ],
        tls: [{ hosts: ['shop.example'], secretName: 'web-tls' }],
      },
    },
  ],
  [
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'web',
    {
      spec: {
        ...{ podSelector: selector, policyTypes: ['Ingress', 'Egress'], egress: [{}] },
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { team: 'shop' } } },
              { ipBlock: { cidr: '10.0.0.0/8', except: ['10.9.0.0/16'] } },
            ],
            ports: [{ port: 8080 }],
          },
        ],
      },
    },
  ],
  [
    'rbac.authorization.k8s.io/v1',
    'Role',
    'web',
    { rules: [{ apiGroups: ['', 'apps'], resources: ['pods', 'deployments'], verbs: ['get', 'list'] }] },
  ],
  [
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    'web',
    {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web' }],
    },
  ],
  [
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'reader',
    { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] },
  ],
  [
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    'reader',
    {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'ops' }],
    },
  ],
  [
    'v1',
    'ServiceAccount',
    'web',
    { automountServiceAccountToken: false, imagePullSecrets: [{ name: 'registry' }] },
    { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111111111111:role/web' } },
  ],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'web',
    {
      spec: {
        ...{
          minReplicas: 3,
          maxReplicas: 9,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        },
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    },
  ],
  ['policy/v1', 'PodDisruptionBudget', 'web', { spec: { minAvailable: 1, selector } }],
  [
    'v1',
    'PersistentVolumeClaim',
    'files',
    {
      spec: {
        accessModes: ['ReadWriteMany'],
        storageClassName: 'efs',
        resources: { requests: { storage: '100Gi' } },
      },
    },
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    'gp3',
    {
      ...{ provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3' }, reclaimPolicy: 'Retain' },
      ...{ volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true },
    },
  ],
  ['v1', 'Namespace', 'shop', {}, { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } }],
  ['v1', 'ResourceQuota', 'web', { spec: { hard: { pods: 10, 'requests.cpu': '4' }, scopes: ['NotTerminating'] } }],
  [
    'v1',
    'LimitRange',
    'web',
    { spec: { limits: [{ type: 'Container', default: { cpu: '500m' }, defaultRequest: { cpu: '100m' } }] } },
  ],
  [
    'scheduling.k8s.io/v1',
    'PriorityClass',
    'high',
    { value: 1000, globalDefault: false, preemptionPolicy: 'PreemptLowerPriority' },
  ],
]

const global: readonly string[] = ['ClusterRole', 'ClusterRoleBinding', 'StorageClass', 'Namespace', 'PriorityClass']

/** One manifest for each resource of `providerResources`, in its order. */
export const manifests = (password: string): readonly Readonly<Record<string, unknown>>[] =>
  written(password).map(([apiVersion, kind, name, content, metadata = {}]) => ({
    apiVersion,
    kind,
    metadata: { name, labels: { app: 'web' }, ...(global.includes(kind) ? {} : { namespace: 'shop' }), ...metadata },
    ...content,
  }))
