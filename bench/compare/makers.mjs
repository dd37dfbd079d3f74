/**
 * One resource of each kind, the i-th of its environment; `changed`: with a difference that people would act on. What they hold is what
 * the collectors of this project yield: the values are made up.
 */

const words = ['orders', 'search', 'basket', 'invoices', 'stock', 'returns', 'sessions', 'prices', 'reviews', 'mail']

const part = (i) => `${words[i % words.length]}-${i}`
const serial = (i, { digit }) =>
  `${digit}${i.toString(16).padStart(7, '0')}${((i * 2654435761) % 2 ** 32).toString(16).padStart(8, '0')}${digit}`
const tagsOf = (i, { name }) => ({
  Environment: name,
  ManagedBy: 'terraform',
  Name: `shop-${name}-${part(i)}`,
  Service: words[i % words.length],
  Component: `part-${i}`,
  CostCenter: '4711',
  Team: `team-${words[i % words.length]}`,
})
const firewallId = (i, environment) => `sg-${serial(i, environment)}`
const networkId = (environment) => `vpc-${serial(0, environment)}`
const arn = (service, { account }, rest) => `arn:aws:${service}:eu-west-1:${account}:${rest}`

function firewall(i, environment, changed) {
  const rule = (protocol, ports, end, description) => ({ protocol, ports, ...end, description })
  const group = (n) => ({ group: firewallId(n, environment) })
  const near = (n) => Math.max(0, i - n)
  const ingress = [
    rule('tcp', '443', { cidr: '0.0.0.0/0' }, 'Whoever visits the shop'),
    rule('tcp', '8080', group(near(1)), 'Requests of the service in front of it'),
    rule('tcp', '9100', group(near(2)), 'Figures of the machine for monitoring'),
    rule('tcp', '5432', { cidr: `${environment.net}.0.0/16` }, 'The database, from anywhere in the network'),
    rule('tcp', '22', { cidr: `${environment.net}.${i % 200}.0/24` }, 'The jump host of the team that runs it'),
    rule('tcp', String(10_000 + (i % 50_000)), group(i), 'Its members talk to each other'),
    rule('udp', '8125', group(near(3)), 'Counters'),
  ]
  if (changed && environment.name === 'staging') ingress.push(rule('tcp', '6379', { cidr: '0.0.0.0/0' }, 'Tried out'))
  const egress = [
    rule('all', 'all', { cidr: '0.0.0.0/0' }, 'Anything'),
    rule('tcp', '443', { prefixList: 'pl-6da54004' }, 'Objects'),
    rule('tcp', '5432', group(near(4)), 'The database'),
  ]
  return {
    id: firewallId(i, environment),
    name: `shop-${environment.name}-${part(i)}`,
    address: `module.${words[i % words.length]}.aws_security_group.part[${i}]`,
    identifiers: [arn('ec2', environment, `security-group/${firewallId(i, environment)}`)],
    tags: tagsOf(i, environment),
    attributes: { description: `Part ${i} of the shop`, network: networkId(environment), ingress, egress },
  }
}

function computeInstance(i, environment, changed) {
  const id = `i-${serial(i, environment)}`
  return {
    id,
    name: `shop-${environment.name}-node-${part(i)}`,
    identifiers: [
      arn('ec2', environment, `instance/${id}`),
      `ip-${environment.net.replace('.', '-')}-${i % 250}-${i % 240}.eu-west-1.compute.internal`,
    ],
    tags: {
      ...tagsOf(i, environment),
      Release: '2026-10-28',
      Backup: 'daily',
      Schedule: 'always',
      Tier: 'application',
    },
    attributes: {
      type: changed && environment.name === 'staging' ? 't3.medium' : 'm6i.large',
      vcpu: 2,
      memory: 8192,
      architecture: 'x86_64',
      purchasing: 'on-demand',
      tenancy: 'default',
      image: `ami-${serial(7, environment)}`,
      state: 'running',
      zone: `eu-west-1${'abc'[i % 3]}`,
      monitoring: true,
      ebsOptimized: true,
      metadataTokens: 'required',
      publicAddress: false,
      keyPair: `shop-${environment.name}`,
      profile: `shop-${environment.name}-${words[i % words.length]}`,
      network: networkId(environment),
      subnet: `subnet-${serial(i % 6, environment)}`,
      firewalls: [firewallId(i % 1000, environment), firewallId((i + 1) % 1000, environment)],
      volumes: ['/dev/xvda', '/dev/sdf', '/dev/sdg', '/dev/sdh'].map((device, n) => ({
        device,
        size: 50 * (n + 1),
        type: 'gp3',
        iops: 3000,
        throughput: 125,
        encrypted: true,
        deleteOnTermination: n === 0,
      })),
    },
  }
}

function databaseInstance(i, environment, changed) {
  const id = `shop-${environment.name}-db-${part(i)}`
  return {
    id,
    name: id,
    address: `module.${words[i % words.length]}.aws_db_instance.part_${i}`,
    identifiers: [
      arn('rds', environment, `db:${id}`),
      `${id}.c${serial(3, environment)}.eu-west-1.rds.amazonaws.com`,
      `db-${serial(i, environment).toUpperCase()}`,
    ],
    tags: { ...tagsOf(i, environment), Backup: 'daily', Data: 'personal' },
    attributes: {
      engine: 'postgres',
      engineVersion: changed && environment.name === 'staging' ? '14.11' : '15.4',
      class: 'db.m6g.large',
      memory: 8192,
      architecture: 'arm64',
      allocatedStorage: 200,
      maxAllocatedStorage: 1000,
      storageType: 'gp3',
      iops: 12000,
      storageThroughput: 500,
      encrypted: true,
      multiAz: true,
      zone: `eu-west-1${'abc'[i % 3]}`,
      backupRetention: 14,
      backupWindow: '01:00-01:30',
      maintenanceWindow: 'sun:03:00-sun:03:30',
      autoMinorVersionUpgrade: false,
      deletionProtection: true,
      publiclyAccessible: false,
      iamAuthentication: true,
      performanceInsights: true,
      monitoringInterval: 60,
      logExports: ['postgresql', 'upgrade'],
      port: 5432,
      databaseName: words[i % words.length],
      caCertificate: 'rds-ca-rsa2048-g1',
      licenseModel: 'postgresql-license',
      endpoint: `${id}.c${serial(3, environment)}.eu-west-1.rds.amazonaws.com`,
      parameters: `shop-${environment.name}-pg15-${part(i >> 1)}`,
      network: networkId(environment),
      firewalls: [firewallId(i % 500, environment), firewallId((i + 7) % 500, environment)],
      parameterStatus: 'in-sync',
    },
  }
}

const parameterNames =
  'max_connections work_mem shared_buffers effective_cache_size maintenance_work_mem wal_buffers random_page_cost log_min_duration_statement idle_in_transaction_session_timeout statement_timeout autovacuum_naptime checkpoint_timeout'.split(
    ' ',
  )

function databaseParameters(i, environment, changed) {
  const id = `shop-${environment.name}-pg15-${part(i)}`
  return {
    id,
    name: id,
    identifiers: [arn('rds', environment, `pg:${id}`)],
    tags: {},
    attributes: {
      family: 'postgres15',
      description: `Parameters of part ${i}`,
      parameters: parameterNames.map((name, n) => {
        const value = String(1000 * (n + 1) + (changed && n === 1 && environment.name === 'staging' ? 1 : 0))
        return { name, value, effective: value, unit: 'ms', source: 'user', apply: n % 2 === 0 ? 'static' : 'dynamic' }
      }),
    },
  }
}

function settingsOf(i, environment, changed) {
  const of = (key, value, shape) => ({ key, value, shape })
  return [
    of('API_URL', `https://api.${environment.domain}/v2/${words[i % words.length]}`, 'url(https,path)'),
    of('CACHE_URL', `redis://${environment.net}.${i % 200}.7:6379/0`, 'url(redis,path)'),
    of('DB_HOST', `db-${part(i)}.${environment.domain}`, 'host'),
    of('DB_POOL_MAX', '20', 'integer'),
    of('FEATURE_NEW_BASKET', 'true', 'boolean'),
    of('LOG_LEVEL', 'info', 'word'),
    of('NODE_ENV', environment.name, 'word'),
    of('QUEUE', `shop-${environment.name}-${part(i)}`, 'word'),
    of('REGION', 'eu-west-1', 'word'),
    of(
      'REQUEST_TIMEOUT',
      changed && environment.name === 'staging' ? '30s' : '30',
      changed && environment.name === 'staging' ? 'duration' : 'integer',
    ),
    of('RETRIES', '3', 'integer'),
    of('TOPIC_ARN', arn('sns', environment, `shop-${environment.name}-${words[i % words.length]}`), 'arn(sns)'),
  ]
}

function settingGroup(i, environment, changed) {
  const id = `deploy/${part(i)}/${environment.name}.env`
  return {
    id,
    name: id,
    identifiers: [],
    tags: {},
    attributes: {
      format: 'dotenv',
      settings: settingsOf(i, environment, changed).map((setting, n) => ({ ...setting, line: n + 1 })),
    },
  }
}

function workload(i, environment, changed) {
  const name = part(i)
  return {
    id: `shop/Deployment/${name}`,
    name,
    address: `shop/${name}`,
    identifiers: [],
    tags: { app: words[i % words.length], tier: 'application', part: String(i) },
    attributes: {
      type: 'Deployment',
      replicas: 3,
      strategy: 'RollingUpdate',
      containers: [name, 'sidecar'].map((container) => ({
        name: container,
        image: `${environment.account}.dkr.ecr.eu-west-1.amazonaws.com/shop/${container}`,
        tag: changed && environment.name === 'staging' ? '2.3.0' : '2.2.1',
        cpuRequest: 250,
        memoryRequest: 512,
        memoryLimit: 512,
        readinessProbe: true,
        livenessProbe: true,
      })),
      settings: settingsOf(i, environment, false).map((setting) => ({ ...setting, key: `${name}/${setting.key}` })),
    },
  }
}

function network(_i, environment) {
  const id = networkId(environment)
  return {
    id,
    name: `shop-${environment.name}`,
    identifiers: [arn('ec2', environment, `vpc/${id}`)],
    tags: { Environment: environment.name, Name: `shop-${environment.name}` },
    attributes: { cidrs: [`${environment.net}.0.0/16`] },
  }
}

export const makers = {
  'compute-instance': computeInstance,
  'database-instance': databaseInstance,
  'database-parameters': databaseParameters,
  firewall,
  'setting-group': settingGroup,
  workload,
  network,
}
