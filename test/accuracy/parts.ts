import type { Sketch } from '../support/snapshots.ts'
import type { Maker } from './maker.ts'

/** A network with subnets in three zones and two tiers. */
export function network(m: Maker, part = 'main', third = 0, scope = m.scope()): readonly Sketch[] {
  const vpc = m.id('vpc', part)
  const range = m.range(third, 18)
  const zones = ['a', 'b', 'c']
  const subnets = ['public', 'private'].flatMap((tier, t) =>
    zones.map((zone, z): Sketch => {
      const cidr = m.range(third + t * 3 + z)
      return {
        kind: 'subnet',
        id: m.id('subnet', `${part} ${tier} ${zone}`),
        ...m.called(`${part}-${tier}-${zone}`),
        identifiers: [cidr],
        scope,
        attributes: {
          network: vpc,
          cidr,
          zone: `${m.surface.regions['primary']}${zone}`,
          publicAddresses: tier === 'public',
        },
      }
    }),
  )
  return [
    {
      kind: 'network',
      id: vpc,
      ...m.called(`${part}-vpc`),
      identifiers: [range],
      scope,
      attributes: { cidrs: [range], tenancy: 'default', dnsSupport: true, dnsHostnames: true },
    },
    ...subnets,
  ]
}

/** A firewall; `from` names other firewalls of the same network, or ranges. */
export function firewall(
  m: Maker,
  part: string,
  from: readonly (readonly [string, string])[],
  net = 'main',
  scope = m.scope(),
): Sketch {
  const rules = from.map(([ports, other]) => ({
    protocol: 'tcp',
    ports,
    ...(other.includes('/') ? { cidr: other } : { group: m.id('sg', other) }),
  }))
  return {
    kind: 'firewall',
    id: m.id('sg', part),
    ...m.called(part, `firewall-${part}`),
    scope,
    attributes: {
      description: `${part} of ${m.surface.environment}`,
      network: m.id('vpc', net),
      ingress: m.list(rules),
      egress: [{ protocol: 'all', ports: 'all', cidr: '0.0.0.0/0' }],
    },
  }
}

const types: Readonly<Record<string, readonly [vcpu: number, memory: number]>> = {
  'm6i.large': [2, 8192],
  'c6i.xlarge': [4, 8192],
  'r6i.large': [2, 16_384],
  't3.small': [2, 2048],
}

/** An instance. `member` makes it one of a fleet: the fleet's name, an id of its own. */
export function instance(m: Maker, part: string, type: string, groups: readonly string[], member?: number): Sketch {
  const [vcpu = 2, memory = 8192] = types[type] ?? []
  return {
    kind: 'compute-instance',
    id: m.id('i', `${part} ${member ?? ''}`),
    ...m.called(part),
    scope: m.scope(),
    attributes: {
      type,
      vcpu,
      memory,
      architecture: 'x86_64',
      image: m.id('ami', 'base'),
      monitoring: true,
      ebsOptimized: true,
      metadataTokens: 'required',
      purchasing: 'spot',
      tenancy: 'dedicated',
      publicAddress: true,
      keyPair: `${m.surface.environment}-ops`,
      profile: m.identifier(part),
      network: m.id('vpc', 'main'),
      subnet: m.id('subnet', 'main private a'),
      firewalls: m.list(groups.map((group) => m.id('sg', group))),
      volumes: [
        {
          device: '/dev/xvda',
          size: 50,
          type: 'gp3',
          iops: 3000,
          throughput: 125,
          encrypted: true,
          deleteOnTermination: true,
        },
      ],
    },
  }
}

/** A database with its parameter group. */
export function database(
  m: Maker,
  part: string,
  parameters: Readonly<Record<string, string>>,
  group = part,
  scope = m.scope(),
): readonly Sketch[] {
  const name = m.identifier(part)
  const groupName = m.identifier(`${group}-pg15`)
  const tags = { Environment: m.surface.environment, Service: 'shop', Role: `db-${part}` }
  const instance: Sketch = {
    kind: 'database-instance',
    id: name,
    name,
    identifiers: [
      `${name}.${m.surface.salt}.${m.surface.regions['primary']}.rds.amazonaws.com`,
      m.arn('rds', `db:${name}`),
    ],
    tags,
    scope,
    attributes: {
      engine: 'postgres',
      engineVersion: '15.4',
      class: 'db.m6g.large',
      memory: 8192,
      architecture: 'arm64',
      allocatedStorage: 200,
      maxAllocatedStorage: 1000,
      storageType: 'gp3',
      iops: 3000,
      storageThroughput: 125,
      encrypted: true,
      multiAz: true,
      backupRetention: 14,
      autoMinorVersionUpgrade: false,
      deletionProtection: true,
      publiclyAccessible: false,
      iamAuthentication: true,
      performanceInsights: true,
      monitoringInterval: 60,
      logExports: m.list(['postgresql', 'upgrade']),
      port: 5432,
      databaseName: 'shop',
      caCertificate: 'rds-ca-rsa2048-g1',
      licenseModel: 'postgresql-license',
      parameters: groupName,
      network: m.id('vpc', 'main'),
      firewalls: [m.id('sg', 'db')],
    },
  }
  const values = Object.entries(parameters).map(([key, value]) => ({
    name: key,
    value,
    effective: value,
    source: 'user',
  }))
  const owned: Sketch = {
    kind: 'database-parameters',
    id: groupName,
    name: groupName,
    scope,
    attributes: { family: 'postgres15', parameters: m.list(values) },
  }
  return group === part ? [instance, owned] : [instance]
}

/** A certificate of the provider's. */
export function certificate(m: Maker, label: string): Sketch {
  const host = m.host(label)
  return {
    kind: 'certificate',
    id: m.arn('acm', `certificate/${m.id('c', label)}`),
    name: host,
    scope: m.scope(),
    attributes: {
      subject: host,
      names: m.list([host, m.host(`${label}-alt`)]),
      issuer: 'Amazon',
      keyAlgorithm: 'RSA-2048',
      origin: 'issued',
      validation: 'DNS',
      notAfter: '2044-01-01T00:00:00Z',
      renewable: true,
      inUse: true,
      status: 'ISSUED',
    },
  }
}

/** A certificate as an endpoint serves it. */
export function endpoint(m: Maker, label: string): Sketch {
  const host = m.host(label)
  return {
    kind: 'certificate',
    id: `${host}:443`,
    name: `${host}:443`,
    scope: 'files',
    attributes: {
      subject: host,
      names: [host],
      issuer: 'Example Trust',
      keyAlgorithm: 'EC-prime256v1',
      origin: 'served',
      selfSigned: false,
      nameMatches: true,
      trusted: true,
      protocol: 'TLSv1.3',
      notAfter: '2044-01-01T00:00:00Z',
    },
  }
}

/** A scheduled workload of a cluster. */
export function scheduled(m: Maker, part: string): Sketch {
  const base = workload(m, part)
  const address = `${m.surface.environment}/CronJob:${part}`
  return {
    ...base,
    id: address,
    address,
    attributes: { ...base.attributes, type: 'CronJob', schedule: '*/10 * * * *' },
  }
}

/** A file of settings, with the words of its environment in names, hosts, accounts and addresses. */
export function settings(m: Maker, part: string): Sketch {
  const { environment, accounts, salt } = m.surface
  const file = `deploy/${environment}/${part}.env`
  const plain: readonly (readonly [string, string, string])[] = [
    ['APP_ENV', environment, 'word'],
    ['API_URL', `https://${m.host('api')}/v1/`, 'url(https,path,/)'],
    [
      'QUEUE_URL',
      `https://sqs.${m.surface.regions['primary']}.amazonaws.com/${accounts['main']}/shop-${environment}-${part}`,
      'url(https,path)',
    ],
    ['BUCKET', `shop-${environment}-assets`, 'word'],
    ['CACHE_HOST', m.host('cache'), 'host'],
    ['TIMEOUT', '30s', 'duration'],
    ['POOL_SIZE', '64', 'integer'],
    ['RETRIES', '3', 'integer'],
    ['TRACING', 'true', 'boolean'],
  ]
  const values = plain.map(([key, value, shape], line) => ({ key, value, shape, line }))
  const secret = { key: 'DATABASE_PASSWORD', secret: { keyId: 'corpus', hmac: `${salt}${part}` }, shape: 'secret' }
  return {
    kind: 'setting-group',
    id: file,
    name: file,
    scope: 'files',
    attributes: { settings: m.list([...values, secret]) },
  }
}

/** A workload of a cluster. */
export function workload(m: Maker, part: string): Sketch {
  const container = (name: string, tag: string) => ({
    name,
    image: `registry.shared.example/shop/${name}`,
    tag,
    digest: `sha256:${'0'.repeat(63)}${tag.length}`,
    cpuRequest: 250,
    cpuLimit: 1000,
    memoryRequest: 256,
    memoryLimit: 512,
    readinessProbe: true,
    livenessProbe: true,
  })
  return {
    kind: 'workload',
    id: `${m.surface.environment}/Deployment:${part}`,
    name: part,
    address: `${m.surface.environment}/Deployment:${part}`,
    scope: 'files',
    attributes: {
      type: 'Deployment',
      replicas: 3,
      strategy: 'RollingUpdate',
      containers: m.list([container('app', '2.14.0'), container('proxy', '1.8.2')]),
      settings: m.list([
        { key: 'app/LOG_LEVEL', value: 'info', shape: 'word' },
        { key: 'app/API_URL', value: `https://${m.host('api')}/`, shape: 'url(https,/)' },
        { key: 'app/DB_PASSWORD', from: `secret/${part}-db/password` },
      ]),
    },
  }
}
