import { cloud } from './cloud-states.ts'
import { cluster, service, target, task } from './container-states.ts'
import { providerResources } from './kubernetes-states.ts'
import { services } from './service-states.ts'

/** One instance for {@link stateText}. */
export interface Given {
  readonly type: string
  readonly name?: string
  readonly module?: string
  readonly index?: number | string
  readonly mode?: 'managed' | 'data'
  readonly attributes?: Readonly<Record<string, unknown>> | undefined
  /** Names of sensitive attributes. */
  readonly sensitive?: readonly string[]
  /** More of the instance object: `deposed`, `attributes_flat`. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** The text of a state of format version 4 with these instances, each a resource of its own. */
export function stateText(...instances: readonly Given[]): string {
  return JSON.stringify(
    {
      version: 4,
      terraform_version: '1.9.8',
      serial: 7,
      lineage: '6f6c0c1e-0000-4000-8000-000000000001',
      outputs: {},
      resources: instances.map((given) => ({
        ...(given.module === undefined ? {} : { module: given.module }),
        mode: given.mode ?? 'managed',
        type: given.type,
        name: given.name ?? 'this',
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [
          {
            ...(given.index === undefined ? {} : { index_key: given.index }),
            schema_version: 1,
            ...(given.attributes === undefined ? {} : { attributes: given.attributes }),
            sensitive_attributes: (given.sensitive ?? []).map((value) => [{ type: 'get_attr', value }]),
            ...given.more,
          },
        ],
      })),
    },
    null,
    2,
  )
}

const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:111111111111:${rest}`

export const vpc: Given = {
  type: 'aws_vpc',
  attributes: {
    arn: arn('ec2', 'vpc/vpc-1'),
    id: 'vpc-1',
    cidr_block: '10.1.0.0/16',
    ipv6_cidr_block: '',
    instance_tenancy: 'default',
    enable_dns_support: true,
    enable_dns_hostnames: true,
    tags: { Name: 'shop' },
    tags_all: { Name: 'shop', Team: 'platform' },
  },
}

export const subnet: Given = {
  type: 'aws_subnet',
  name: 'private',
  index: 'a',
  module: 'module.network',
  attributes: {
    arn: arn('ec2', 'subnet/subnet-1'),
    id: 'subnet-1',
    vpc_id: 'vpc-1',
    cidr_block: '10.1.16.0/20',
    ipv6_cidr_block: '2a05:d018:0:1::/64',
    availability_zone: 'eu-west-1a',
    map_public_ip_on_launch: false,
    tags: null,
  },
}

/** A block of a security group. */
export const block = (more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  cidr_blocks: [],
  description: '',
  from_port: 0,
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  protocol: '-1',
  security_groups: [],
  self: false,
  to_port: 0,
  ...more,
})

export const group = (id: string, more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: 'aws_security_group',
  name: id.replace('sg-', 'group_'),
  attributes: {
    arn: arn('ec2', `security-group/${id}`),
    id,
    name: `shop-${id}`,
    description: 'Managed by Terraform',
    vpc_id: 'vpc-1',
    ingress: [],
    egress: [block({ cidr_blocks: ['0.0.0.0/0'] })],
    tags: {},
    ...more,
  },
})

export const machine = (more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: 'aws_instance',
  name: 'web',
  index: 0,
  attributes: {
    arn: arn('ec2', 'instance/i-1'),
    id: 'i-1',
    ami: 'ami-1',
    availability_zone: 'eu-west-1a',
    ebs_block_device: [],
    ebs_optimized: true,
    iam_instance_profile: 'web',
    instance_state: 'running',
    instance_type: 'm6g.large',
    key_name: 'shop',
    metadata_options: [{ http_tokens: 'required' }],
    monitoring: false,
    private_ip: '10.1.16.5',
    public_ip: '',
    root_block_device: [
      {
        device_name: '/dev/xvda',
        volume_size: 20,
        volume_type: 'gp2',
        iops: 100,
        throughput: 0,
        encrypted: true,
        delete_on_termination: true,
      },
    ],
    subnet_id: 'subnet-1',
    tags: { Name: 'web' },
    tenancy: 'default',
    vpc_security_group_ids: ['sg-2', 'sg-1'],
    ...more,
  },
})

export const database = (
  more: Readonly<Record<string, unknown>> = {},
  sensitive: readonly string[] = ['password'],
): Given => ({
  type: 'aws_db_instance',
  name: 'orders',
  sensitive,
  attributes: {
    address: 'orders.abc.eu-west-1.rds.amazonaws.com',
    allocated_storage: 100,
    arn: arn('rds', 'db:orders'),
    auto_minor_version_upgrade: true,
    availability_zone: 'eu-west-1b',
    backup_retention_period: 7,
    ca_cert_identifier: 'rds-ca-rsa2048-g1',
    db_name: 'orders',
    deletion_protection: true,
    enabled_cloudwatch_logs_exports: ['postgresql'],
    engine: 'postgres',
    engine_version: '15',
    engine_version_actual: '15.7',
    iam_database_authentication_enabled: false,
    id: 'db-ABC',
    identifier: 'orders',
    instance_class: 'db.r6g.large',
    iops: 3000,
    kms_key_id: arn('kms', 'key/00000000-0000-4000-8000-000000000000'),
    license_model: 'postgresql-license',
    maintenance_window: 'Sun:03:10-Sun:03:40',
    max_allocated_storage: 0,
    monitoring_interval: 0,
    multi_az: false,
    parameter_group_name: 'orders-postgres15',
    password: null,
    performance_insights_enabled: true,
    port: 5432,
    publicly_accessible: false,
    storage_encrypted: true,
    storage_throughput: 125,
    storage_type: 'gp3',
    tags: { Name: 'orders' },
    vpc_security_group_ids: ['sg-1'],
    ...more,
  },
})

export const parameterGroup: Given = {
  type: 'aws_db_parameter_group',
  attributes: {
    arn: arn('rds', 'pg:orders-postgres15'),
    id: 'orders-postgres15',
    name: 'orders-postgres15',
    family: 'postgres15',
    description: 'orders',
    parameter: [
      { apply_method: 'immediate', name: 'work_mem', value: '16384' },
      { apply_method: 'pending-reboot', name: 'max_connections', value: '500' },
    ],
    tags: {},
  },
}

export const certificate = (more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: 'aws_acm_certificate',
  name: 'www',
  sensitive: ['private_key'],
  attributes: {
    arn: arn('acm', 'certificate/1'),
    id: arn('acm', 'certificate/1'),
    certificate_body: null,
    certificate_chain: null,
    domain_name: 'shop.example',
    key_algorithm: 'EC_prime256v1',
    not_after: '2045-06-30T23:59:59Z',
    not_before: '2024-06-01T00:00:00Z',
    private_key: null,
    renewal_eligibility: 'ELIGIBLE',
    status: 'ISSUED',
    subject_alternative_names: ['www.shop.example', 'shop.example'],
    tags: {},
    type: 'AMAZON_ISSUED',
    validation_method: 'DNS',
    ...more,
  },
})

/** Of a type that no mapping is for. */
export const monitor = (more: Readonly<Record<string, unknown>> = {}): Given => ({
  type: 'datadog_monitor',
  name: 'orders',
  index: 'eu',
  attributes: {
    id: '12345678',
    name: 'orders are slow',
    message: '@oncall-orders',
    notify_no_data: true,
    renotify_interval: null,
    monitor_thresholds: [{ critical: '5', warning: '', id: 'x' }],
    tags: ['team:orders'],
    ...more,
  },
})

/** What leads out of a network and across, and a group of instances. */
const ways: readonly Given[] = [
  { type: 'aws_nat_gateway', attributes: { arn: arn('ec2', 'natgateway/nat-1'), id: 'nat-1', subnet_id: 'subnet-1' } },
  {
    type: 'aws_network_acl',
    attributes: { arn: arn('ec2', 'network-acl/acl-1'), id: 'acl-1', vpc_id: 'vpc-1', ingress: [], egress: [] },
  },
  {
    type: 'aws_vpc_endpoint',
    attributes: { arn: arn('ec2', 'vpc-endpoint/vpce-1'), id: 'vpce-1', service_name: 'com.amazonaws.eu-west-1.s3' },
  },
  {
    type: 'aws_vpc_peering_connection',
    attributes: { arn: arn('ec2', 'vpc-peering-connection/pcx-1'), id: 'pcx-1', vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2' },
  },
  {
    type: 'aws_launch_template',
    attributes: { arn: arn('ec2', 'launch-template/lt-1'), id: 'lt-1', name: 'web', instance_type: 'm7g.large' },
  },
  {
    type: 'aws_route_table',
    attributes: { arn: arn('ec2', 'route-table/rtb-1'), id: 'rtb-1', vpc_id: 'vpc-1', owner_id: '111111111111' },
  },
  {
    type: 'aws_ecs_cluster',
    attributes: { arn: arn('ecs', 'cluster/shop'), id: arn('ecs', 'cluster/shop'), name: 'shop' },
  },
  {
    type: 'aws_autoscaling_group',
    attributes: { arn: arn('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/web'), name: 'web', max_size: 2 },
  },
]

/** One of each kind. */
export const everything: readonly Given[] = [
  ...ways,
  vpc,
  subnet,
  group('sg-1'),
  group('sg-2'),
  machine(),
  database(),
  parameterGroup,
  certificate(),
  monitor(),
  ...cloud,
  ...cluster,
  ...target,
  service,
  task,
  ...Object.values(services).flat(),
  ...Object.entries(providerResources('a-password')).map(([type, attributes]): Given => ({ type, attributes })),
  // No resource type of the provider is one.
  {
    type: 'kubernetes_manifest',
    attributes: {
      manifest: {
        ...{
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'Gateway',
          metadata: { name: 'web', namespace: 'shop' },
        },
        spec: { gatewayClassName: 'envoy', listeners: [{ name: 'https', port: 443, protocol: 'HTTPS' }] },
      },
    },
  },
  {
    type: 'aws_iam_policy',
    attributes: { arn: 'arn:aws:iam::111111111111:policy/shop', name: 'shop', policy: '{"Statement":[]}' },
  },
]
