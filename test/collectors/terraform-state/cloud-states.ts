import type { Given } from './states.ts'

const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:111111111111:${rest}`
const elb = (rest: string): string => arn('elasticloadbalancing', rest)

const balancerArn = elb('loadbalancer/app/shop-production-web/50dc6c495c0c9188')
const secureArn = elb('listener/app/shop-production-web/50dc6c495c0c9188/f2f7dc8efc522ab2')
const group = (name: string, end: string): string => elb(`targetgroup/shop-production-${name}/73e2d6bc24d8a0${end}`)
const certificate = (end: string): string => arn('acm', `certificate/00000000-0000-4000-8000-00000000000${end}`)

/** The load balancer of the recordings of aws-elbv2, as Terraform keeps it. */
export const balancer: Given = {
  type: 'aws_lb',
  name: 'web',
  attributes: {
    access_logs: [{ bucket: 'shop-production-logs', enabled: true, prefix: 'web' }],
    arn: balancerArn,
    client_keep_alive: 3600,
    connection_logs: [{ bucket: '', enabled: false, prefix: '' }],
    desync_mitigation_mode: 'defensive',
    dns_name: 'shop-production-web-1234567890.eu-west-1.elb.amazonaws.com',
    dns_record_client_routing_policy: null,
    drop_invalid_header_fields: true,
    enable_cross_zone_load_balancing: null,
    enable_deletion_protection: true,
    enable_http2: true,
    enable_tls_version_and_cipher_suite_headers: false,
    enable_waf_fail_open: false,
    enable_xff_client_port: false,
    enable_zonal_shift: false,
    id: balancerArn,
    idle_timeout: 120,
    internal: false,
    ip_address_type: 'ipv4',
    load_balancer_type: 'application',
    name: 'shop-production-web',
    preserve_host_header: false,
    security_groups: ['sg-0aaa0000000000001'],
    subnet_mapping: [{ subnet_id: 'subnet-1' }, { subnet_id: 'subnet-2' }],
    subnets: ['subnet-1', 'subnet-2'],
    tags_all: { Service: 'storefront' },
    vpc_id: 'vpc-0aaa0000000000001',
    xff_header_processing_mode: 'append',
  },
}

const none = { authenticate_cognito: [], authenticate_oidc: [], fixed_response: [], forward: [], redirect: [] }
const forward = (target: string, order = 1): object => ({ ...none, type: 'forward', order, target_group_arn: target })
const noCondition = {
  host_header: [],
  http_header: [],
  http_request_method: [],
  path_pattern: [],
  query_string: [],
  source_ip: [],
}

/** Its listeners, rules and further certificate; `secret` stands where a client's secret and a shared header do. */
export const listeners = (secret = 'a-secret', sensitive: readonly string[] = []): readonly Given[] => [
  {
    type: 'aws_lb_listener',
    name: 'https',
    attributes: {
      ...{ alpn_policy: null, arn: secureArn, certificate_arn: certificate('a'), load_balancer_arn: balancerArn },
      ...{ port: 443, protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' },
      mutual_authentication: [{ mode: 'off', trust_store_arn: '' }],
      default_action: [forward(group('web', '67'))],
    },
    sensitive,
  },
  {
    type: 'aws_alb_listener',
    name: 'http',
    attributes: {
      ...{
        arn: `${secureArn.slice(0, -1)}3`,
        load_balancer_arn: balancerArn,
        port: 80,
        protocol: 'HTTP',
        ssl_policy: '',
      },
      default_action: [
        {
          ...{ ...none, type: 'redirect', order: 1 },
          redirect: [
            {
              ...{ host: '#{host}', path: '/#{path}', port: '443', protocol: 'HTTPS', query: '#{query}' },
              status_code: 'HTTP_301',
            },
          ],
        },
      ],
    },
  },
  {
    type: 'aws_lb_listener_certificate',
    name: 'more',
    attributes: { certificate_arn: certificate('b'), listener_arn: secureArn },
  },
  {
    type: 'aws_lb_listener_rule',
    name: 'admin',
    attributes: {
      ...{ listener_arn: secureArn, priority: 10 },
      condition: [{ ...noCondition, host_header: [{ values: ['admin.shop.example'] }] }],
      action: [
        forward(group('admin', '68'), 2),
        {
          ...{ ...none, type: 'authenticate-oidc', order: 1 },
          authenticate_oidc: [
            {
              ...{ issuer: 'https://login.shop.example', client_id: 'shop-production', client_secret: secret },
              on_unauthenticated_request: 'authenticate',
            },
          ],
        },
      ],
    },
  },
  {
    type: 'aws_lb_listener_rule',
    name: 'api',
    attributes: {
      ...{ listener_arn: secureArn, priority: 20 },
      condition: [
        { ...noCondition, path_pattern: [{ values: ['/v1/*', '/v2/*'] }] },
        { ...noCondition, http_header: [{ http_header_name: 'X-Origin-Verify', values: [secret] }] },
      ],
      action: [
        {
          ...{ ...none, type: 'forward', order: 1 },
          forward: [
            {
              stickiness: [{ duration: 3600, enabled: false }],
              target_group: [
                { arn: group('web', '67'), weight: 90 },
                { arn: group('admin', '68'), weight: 10 },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    type: 'aws_lb_listener_rule',
    name: 'health',
    attributes: {
      ...{ listener_arn: secureArn, priority: 30 },
      condition: [{ ...noCondition, path_pattern: [{ values: ['/health'] }] }],
      action: [
        {
          ...{ ...none, type: 'fixed-response', order: 1 },
          fixed_response: [{ content_type: 'text/plain', message_body: secret, status_code: '200' }],
        },
      ],
    },
  },
]

export const targetGroup: Given = {
  type: 'aws_lb_target_group',
  name: 'web',
  attributes: {
    arn: group('web', '67'),
    deregistration_delay: '30',
    health_check: [
      {
        ...{ enabled: true, healthy_threshold: 2, interval: 10, matcher: '200-204', path: '/healthz' },
        ...{ port: 'traffic-port', protocol: 'HTTP', timeout: 5, unhealthy_threshold: 3 },
      },
    ],
    id: group('web', '67'),
    ip_address_type: 'ipv4',
    load_balancing_algorithm_type: 'round_robin',
    load_balancing_cross_zone_enabled: 'use_load_balancer_configuration',
    name: 'shop-production-web',
    port: 8080,
    preserve_client_ip: null,
    protocol: 'HTTP',
    protocol_version: 'HTTP1',
    proxy_protocol_v2: null,
    slow_start: 0,
    stickiness: [{ cookie_duration: 86400, cookie_name: '', enabled: true, type: 'lb_cookie' }],
    tags_all: { Service: 'storefront' },
    target_type: 'ip',
    vpc_id: 'vpc-0aaa0000000000001',
  },
}

/** The sharded cache of the recordings of aws-elasticache. */
export const replicationGroup = (more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: 'aws_elasticache_replication_group',
  name: 'sessions',
  attributes: {
    arn: arn('elasticache', 'replicationgroup:shop-production-sessions'),
    at_rest_encryption_enabled: 'true',
    auth_token: null,
    auto_minor_version_upgrade: 'true',
    automatic_failover_enabled: true,
    cluster_mode: 'enabled',
    configuration_endpoint_address: 'clustercfg.shop-production-sessions.aaaaaa.euw1.cache.amazonaws.com',
    data_tiering_enabled: false,
    engine: 'valkey',
    engine_version: '8.0',
    engine_version_actual: '8.0.1',
    id: 'shop-production-sessions',
    log_delivery_configuration: [
      { destination: 'shop', destination_type: 'cloudwatch-logs', log_format: 'json', log_type: 'slow-log' },
    ],
    maintenance_window: 'sun:04:00-sun:05:00',
    multi_az_enabled: true,
    network_type: 'ipv4',
    node_type: 'cache.r7g.large',
    notification_topic_arn: null,
    num_cache_clusters: 4,
    num_node_groups: 2,
    parameter_group_name: 'shop-production-valkey8',
    port: 6379,
    replicas_per_node_group: 1,
    replication_group_id: 'shop-production-sessions',
    security_group_ids: ['sg-0aaa0000000000002'],
    snapshot_retention_limit: 7,
    snapshot_window: '01:00-02:00',
    tags_all: { Service: 'storefront' },
    transit_encryption_enabled: true,
    transit_encryption_mode: 'required',
    user_group_ids: ['shop-production'],
    ...more,
  },
})

/** One of its nodes, and a Memcached cluster that stands alone. */
export const cacheClusters: readonly Given[] = [
  {
    type: 'aws_elasticache_cluster',
    name: 'node',
    attributes: { cluster_id: 'shop-production-sessions-0001-001', replication_group_id: 'shop-production-sessions' },
  },
  {
    type: 'aws_elasticache_cluster',
    name: 'pages',
    attributes: {
      arn: arn('elasticache', 'cluster:shop-production-pages'),
      auto_minor_version_upgrade: 'true',
      cache_nodes: [{ address: 'shop-production-pages.aaaaaa.0001.euw1.cache.amazonaws.com', id: '0001', port: 11211 }],
      cluster_address: 'shop-production-pages.aaaaaa.cfg.euw1.cache.amazonaws.com',
      cluster_id: 'shop-production-pages',
      engine: 'memcached',
      engine_version: '1.6.22',
      engine_version_actual: '1.6.22',
      id: 'shop-production-pages',
      log_delivery_configuration: [],
      maintenance_window: 'sun:04:00-sun:05:00',
      network_type: 'ipv4',
      node_type: 'cache.m7g.large',
      notification_topic_arn: null,
      num_cache_nodes: 3,
      parameter_group_name: 'default.memcached1.6',
      port: 11211,
      replication_group_id: null,
      security_group_ids: ['sg-0aaa0000000000002'],
      snapshot_retention_limit: 0,
      snapshot_window: '',
      tags_all: { Service: 'storefront' },
      transit_encryption_enabled: false,
    },
  },
]

export const serverlessCache: Given = {
  type: 'aws_elasticache_serverless_cache',
  name: 'flags',
  attributes: {
    arn: arn('elasticache', 'serverlesscache:shop-production-flags'),
    cache_usage_limits: [{ data_storage: [{ maximum: 10, unit: 'GB' }], ecpu_per_second: [{ maximum: 5000 }] }],
    endpoint: [{ address: 'shop-production-flags-aaaaaa.serverless.euw1.cache.amazonaws.com', port: 6379 }],
    engine: 'valkey',
    full_engine_version: '8.0',
    major_engine_version: '8',
    name: 'shop-production-flags',
    security_group_ids: ['sg-0aaa0000000000002'],
    snapshot_retention_limit: 1,
    user_group_id: null,
  },
}

export const cacheParameters: Given = {
  type: 'aws_elasticache_parameter_group',
  name: 'valkey8',
  attributes: {
    arn: arn('elasticache', 'parametergroup:shop-production-valkey8'),
    description: 'Shop',
    family: 'valkey8',
    name: 'shop-production-valkey8',
    parameter: [
      { name: 'maxmemory-policy', value: 'noeviction' },
      { name: 'cluster-enabled', value: 'yes' },
    ],
  },
}

/** The Aurora cluster of the recordings of aws-rds, with the members that code made. */
export const databaseCluster: readonly Given[] = [
  {
    type: 'aws_rds_cluster',
    name: 'search',
    attributes: {
      allocated_storage: 1,
      arn: arn('rds', 'cluster:shop-production-search'),
      backtrack_window: null,
      backup_retention_period: 7,
      cluster_identifier: 'shop-production-search',
      cluster_members: [
        'application-autoscaling-00000000-0000-4000-8000-000000000000',
        'shop-production-search-1',
        'shop-production-search-2',
      ],
      database_name: 'shop',
      db_cluster_instance_class: '',
      db_cluster_parameter_group_name: 'shop-production-aurora15',
      deletion_protection: true,
      enable_http_endpoint: false,
      enabled_cloudwatch_logs_exports: ['postgresql'],
      endpoint: 'shop-production-search.cluster-c0aaaaaaaaaa.eu-west-1.rds.amazonaws.com',
      engine: 'aurora-postgresql',
      engine_mode: 'provisioned',
      engine_version: '15',
      engine_version_actual: '15.4',
      iam_database_authentication_enabled: true,
      id: 'shop-production-search',
      iops: 0,
      manage_master_user_password: true,
      port: 5432,
      preferred_backup_window: '02:00-02:30',
      preferred_maintenance_window: 'tue:04:00-tue:04:30',
      reader_endpoint: 'shop-production-search.cluster-ro-c0aaaaaaaaaa.eu-west-1.rds.amazonaws.com',
      scaling_configuration: [],
      serverlessv2_scaling_configuration: [{ max_capacity: 16, min_capacity: 0.5, seconds_until_auto_pause: null }],
      storage_encrypted: true,
      storage_type: '',
      tags_all: {},
      vpc_security_group_ids: ['sg-0aaa0000000000002'],
    },
  },
  ...['1', '2'].map((number): Given => ({
    type: 'aws_rds_cluster_instance',
    name: `search_${number}`,
    attributes: {
      arn: arn('rds', `db:shop-production-search-${number}`),
      auto_minor_version_upgrade: true,
      availability_zone: 'eu-west-1a',
      ca_cert_identifier: 'rds-ca-rsa2048-g1',
      cluster_identifier: 'shop-production-search',
      db_parameter_group_name: 'default.aurora-postgresql15',
      endpoint: `shop-production-search-${number}.c0aaaaaaaaaa.eu-west-1.rds.amazonaws.com`,
      engine: 'aurora-postgresql',
      engine_version_actual: '15.4',
      identifier: `shop-production-search-${number}`,
      instance_class: 'db.r6g.xlarge',
      monitoring_interval: 60,
      performance_insights_enabled: true,
      preferred_maintenance_window: 'sun:04:00-sun:04:30',
      publicly_accessible: false,
      tags_all: {},
      writer: number === '1',
    },
  })),
]

export const clusterParameters: Given = {
  type: 'aws_rds_cluster_parameter_group',
  name: 'aurora15',
  attributes: {
    arn: arn('rds', 'cluster-pg:shop-production-aurora15'),
    description: 'Search',
    family: 'aurora-postgresql15',
    name: 'shop-production-aurora15',
    parameter: [
      { apply_method: 'pending-reboot', name: 'shared_buffers', value: '{DBInstanceClassMemory/16384}' },
      { apply_method: 'immediate', name: 'rds.force_ssl', value: '1' },
    ],
  },
}

export const optionGroup: Given = {
  type: 'aws_db_option_group',
  name: 'mysql80',
  attributes: {
    arn: arn('rds', 'og:shop-production-mysql80'),
    engine_name: 'mysql',
    major_engine_version: '8.0',
    name: 'shop-production-mysql80',
    option: [
      {
        ...{ option_name: 'MARIADB_AUDIT_PLUGIN', port: null, version: '1.2' },
        option_settings: [{ name: 'SERVER_AUDIT_EVENTS', value: 'CONNECT,QUERY_DDL' }],
      },
    ],
    option_group_description: 'Catalogue',
  },
}

/** One of each kind, and what stands beside it. */
export const cloud: readonly Given[] = [
  balancer,
  ...listeners(),
  targetGroup,
  replicationGroup(),
  ...cacheClusters,
  serverlessCache,
  cacheParameters,
  ...databaseCluster,
  clusterParameters,
  optionGroup,
]
