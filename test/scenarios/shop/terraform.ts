import { DescribeInstancesCommand, DescribeVolumesCommand } from '@aws-sdk/client-ec2'
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds'
import { X509Certificate } from 'node:crypto'
import { idOf, type Built } from './build.ts'

interface StateResource {
  readonly mode: 'managed'
  readonly type: string
  readonly name: string
  readonly provider: string
  readonly instances: readonly { readonly schema_version: number; readonly attributes: Record<string, unknown> }[]
}

/**
 * A built environment as a Terraform state (version 4), in the attributes that the AWS provider writes. What a provider
 * reads back after it made a resource (volumes, endpoints) is asked of the simulator, as the provider would.
 */
export async function terraformState(built: Built): Promise<string> {
  const resources = [
    ...networks(built),
    ...firewalls(built),
    ...(await instances(built)),
    ...(await databases(built)),
    ...certificates(built),
  ]
  const state = {
    version: 4,
    terraform_version: '1.9.8',
    serial: 7,
    lineage: 'b1d0b1a4-0b57-4f0e-9a55-7b9a8f3c2d10',
    outputs: {},
    resources,
  }
  return `${JSON.stringify(state, null, 2)}\n`
}

function resource(type: string, name: string, attributes: Record<string, unknown>): StateResource {
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]'
  return {
    mode: 'managed',
    type,
    name: name.replaceAll('-', '_'),
    provider,
    instances: [{ schema_version: 1, attributes }],
  }
}

function arnOf({ shop }: Built, service: string, rest: string): string {
  return `arn:aws:${service}:${shop.place.region}:${shop.place.account}:${rest}`
}

function networks(built: Built): readonly StateResource[] {
  const { shop, network } = built
  const vpc = {
    id: network,
    arn: arnOf(built, 'ec2', `vpc/${network}`),
    cidr_block: shop.network.cidr,
    instance_tenancy: 'default',
    owner_id: shop.place.account,
    tags: { Name: shop.network.name },
    tags_all: { Name: shop.network.name },
  }
  const subnets = shop.subnets.map(({ part, name, cidr, zone }) => {
    const id = idOf(built.subnets.get(part))
    return resource('aws_subnet', part, {
      id,
      arn: arnOf(built, 'ec2', `subnet/${id}`),
      vpc_id: network,
      cidr_block: cidr,
      availability_zone: zone,
      map_public_ip_on_launch: false,
      ipv6_cidr_block: '',
      owner_id: shop.place.account,
      tags: { Name: name },
      tags_all: { Name: name },
    })
  })
  return [resource('aws_vpc', 'main', vpc), ...subnets]
}

function firewalls(built: Built): readonly StateResource[] {
  const { shop, network } = built
  return shop.firewalls.map(({ part, name, rules }) => {
    const id = idOf(built.firewalls.get(part))
    const rule = (
      port: number,
      protocol: string,
      cidrs: readonly string[],
      groups: readonly string[],
      self: boolean,
    ) => ({
      cidr_blocks: cidrs,
      description: '',
      from_port: port,
      to_port: port,
      ipv6_cidr_blocks: [],
      prefix_list_ids: [],
      protocol,
      security_groups: groups,
      self,
    })
    const ingress = rules.map(({ port, from }) => {
      if ('cidr' in from) return rule(port, 'tcp', [from.cidr], [], false)
      const self = from.firewall === part
      return rule(port, 'tcp', [], self ? [] : [idOf(built.firewalls.get(from.firewall))], self)
    })
    return resource('aws_security_group', part, {
      id,
      arn: arnOf(built, 'ec2', `security-group/${id}`),
      name,
      description: `the ${part} of ${shop.place.environment}`,
      vpc_id: network,
      owner_id: shop.place.account,
      ingress,
      egress: [rule(0, '-1', ['0.0.0.0/0'], [], false)],
      tags: { Name: name },
      tags_all: { Name: name },
    })
  })
}

async function instances(built: Built): Promise<readonly StateResource[]> {
  const { Reservations = [] } = await built.clients.ec2.send(new DescribeInstancesCommand({}))
  const { Volumes = [] } = await built.clients.ec2.send(new DescribeVolumesCommand({}))
  const live = Reservations.flatMap((reservation) => reservation.Instances ?? [])
  return built.shop.instances.map(({ name, firewalls: parts }) => {
    const id = idOf(built.instances.get(name))
    const found = live.find((instance) => instance.InstanceId === id)
    const root = found?.BlockDeviceMappings?.[0]
    const volume = Volumes.find((one) => one.VolumeId === root?.Ebs?.VolumeId)
    return resource('aws_instance', name.replace(`shop-${built.shop.place.environment}-`, ''), {
      id,
      arn: arnOf(built, 'ec2', `instance/${id}`),
      ami: found?.ImageId,
      instance_type: found?.InstanceType,
      // What the simulator gives a burstable instance that says nothing; EC2 itself gives a T3 unlimited ones.
      credit_specification: found?.InstanceType?.startsWith('t') === true ? [{ cpu_credits: 'standard' }] : [],
      availability_zone: found?.Placement?.AvailabilityZone,
      ebs_optimized: found?.EbsOptimized,
      ebs_block_device: [],
      iam_instance_profile: '',
      instance_state: found?.State?.Name,
      key_name: '',
      metadata_options: [
        { http_endpoint: 'enabled', http_put_response_hop_limit: 1, http_tokens: found?.MetadataOptions?.HttpTokens },
      ],
      monitoring: found?.Monitoring?.State === 'enabled',
      private_dns: found?.PrivateDnsName,
      private_ip: found?.PrivateIpAddress,
      public_dns: found?.PublicDnsName ?? '',
      public_ip: found?.PublicIpAddress ?? '',
      root_block_device: [
        {
          delete_on_termination: root?.Ebs?.DeleteOnTermination,
          device_name: root?.DeviceName,
          encrypted: volume?.Encrypted,
          iops: volume?.Iops ?? 0,
          throughput: volume?.Throughput ?? 0,
          volume_id: volume?.VolumeId,
          volume_size: volume?.Size,
          volume_type: volume?.VolumeType,
        },
      ],
      subnet_id: found?.SubnetId,
      tenancy: found?.Placement?.Tenancy,
      user_data: null,
      vpc_security_group_ids: parts.map((part) => idOf(built.firewalls.get(part))),
      tags: { Name: name },
      tags_all: { Name: name },
    })
  })
}

async function databases(built: Built): Promise<readonly StateResource[]> {
  const { DBInstances = [] } = await built.clients.rds.send(new DescribeDBInstancesCommand({}))
  return built.shop.databases.flatMap((database) => {
    const found = DBInstances.find((instance) => instance.DBInstanceIdentifier === database.name)
    const part = database.name.replace(`shop-${built.shop.place.environment}-`, '')
    const group = {
      id: database.name,
      name: database.name,
      arn: arnOf(built, 'rds', `pg:${database.name}`),
      family: database.family,
      description: `parameters of ${database.name}`,
      parameter: Object.entries(database.parameters).map(([name, value]) => ({
        apply_method: 'pending-reboot',
        name,
        value,
      })),
      tags: {},
      tags_all: {},
    }
    const instance = {
      id: database.name,
      identifier: database.name,
      address: found?.Endpoint?.Address,
      endpoint: `${found?.Endpoint?.Address}:${found?.Endpoint?.Port}`,
      port: found?.Endpoint?.Port,
      arn: found?.DBInstanceArn,
      allocated_storage: found?.AllocatedStorage,
      max_allocated_storage: found?.MaxAllocatedStorage ?? 0,
      storage_type: found?.StorageType,
      storage_encrypted: found?.StorageEncrypted,
      storage_throughput: found?.StorageThroughput ?? 0,
      iops: found?.Iops ?? 0,
      engine: found?.Engine,
      engine_version: found?.EngineVersion,
      engine_version_actual: found?.EngineVersion,
      instance_class: found?.DBInstanceClass,
      multi_az: found?.MultiAZ,
      availability_zone: found?.AvailabilityZone,
      backup_retention_period: found?.BackupRetentionPeriod,
      backup_window: found?.PreferredBackupWindow,
      maintenance_window: found?.PreferredMaintenanceWindow,
      auto_minor_version_upgrade: found?.AutoMinorVersionUpgrade,
      deletion_protection: found?.DeletionProtection,
      publicly_accessible: found?.PubliclyAccessible,
      iam_database_authentication_enabled: found?.IAMDatabaseAuthenticationEnabled,
      performance_insights_enabled: found?.PerformanceInsightsEnabled ?? false,
      monitoring_interval: found?.MonitoringInterval ?? 0,
      enabled_cloudwatch_logs_exports: found?.EnabledCloudwatchLogsExports ?? [],
      ca_cert_identifier: found?.CACertificateIdentifier,
      license_model: found?.LicenseModel,
      db_name: found?.DBName ?? '',
      db_subnet_group_name: found?.DBSubnetGroup?.DBSubnetGroupName,
      parameter_group_name: database.name,
      vpc_security_group_ids: found?.VpcSecurityGroups?.map((one) => one.VpcSecurityGroupId),
      username: 'shop',
      password: 'canary-7f3c9e51d2',
      tags: {},
      tags_all: {},
    }
    return [resource('aws_db_parameter_group', part, group), resource('aws_db_instance', part, instance)]
  })
}

function certificates(built: Built): readonly StateResource[] {
  return [...built.certificates].map(([domain, { arn, issued }]) => {
    const leaf = new X509Certificate(issued.certificate)
    return resource('aws_acm_certificate', domain.split('.')[0] ?? domain, {
      id: arn,
      arn,
      certificate_authority_arn: '',
      certificate_body: issued.certificate,
      certificate_chain: issued.chain,
      private_key: issued.privateKey,
      domain_name: domain,
      subject_alternative_names: (leaf.subjectAltName ?? '').split(', ').map((name) => name.replace('DNS:', '')),
      key_algorithm: issued.keyAlgorithm === 'RSA' ? 'RSA_2048' : 'EC_prime256v1',
      not_after: issued.notAfter.toISOString(),
      not_before: new Date(leaf.validFrom).toISOString(),
      renewal_eligibility: 'INELIGIBLE',
      status: 'ISSUED',
      type: 'IMPORTED',
      validation_method: 'NONE',
      tags: {},
      tags_all: {},
    })
  })
}
