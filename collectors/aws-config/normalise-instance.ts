import type { Instance, Volume } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { computeInstanceResource } from '../_aws/shapes/compute-instance.ts'
import type { VolumeInput } from '../_aws/shapes/volume.ts'
import type { Beside, Gap, RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'

const volumeType = 'AWS::EC2::Volume'

/** Volumes are recorded for themselves. */
export const volumesBeside: Beside = { type: volumeType, fields: ['/volumes'], keys: ({ id }) => [id] }

/** Measures of types, credits and images are not recorded. Source: aws-config-resource-schema, AWS::EC2::Instance. */
export const unrecordedOfInstances = [
  ...['/vcpu', '/memory', '/credits'],
  ...['/imageBase', '/imageBaseName', '/imageFamily', '/imageName', '/imageOwner', '/imageCreated'],
]

/** A recorded instance as a `compute-instance`; nothing for one that is on its way out. */
export function normaliseInstance(
  { configuration, id, account, region, tags }: ConfigRow,
  context: RowContext,
): readonly CollectedResource[] {
  const instance = configuration as Instance
  if (instance.State?.Name === 'terminated' || instance.State?.Name === 'shutting-down') return []
  const monitoring = instance.Monitoring?.State
  return [
    computeInstanceResource({
      ...{ id, account, region, tags },
      type: instance.InstanceType ?? '',
      architecture: instance.Architecture,
      spot: instance.InstanceLifecycle === 'spot',
      tenancy: instance.Placement?.Tenancy,
      image: instance.ImageId,
      state: instance.State?.Name,
      zone: instance.Placement?.AvailabilityZone,
      monitoring: monitoring === undefined ? undefined : monitoring === 'enabled' || monitoring === 'pending',
      ebsOptimized: instance.EbsOptimized,
      metadataTokens: instance.MetadataOptions?.HttpTokens,
      metadataHops: instance.MetadataOptions?.HttpPutResponseHopLimit,
      sourceDestCheck: instance.SourceDestCheck,
      privateIp: instance.PrivateIpAddress,
      privateDns: instance.PrivateDnsName,
      publicIp: instance.PublicIpAddress,
      publicDns: instance.PublicDnsName,
      keyPair: instance.KeyName,
      profile: instance.IamInstanceProfile?.Arn,
      network: instance.VpcId,
      subnet: instance.SubnetId,
      firewalls: groupsOf(instance),
      volumes: volumesOf(instance, context),
    }),
  ]
}

/** A volume that hangs on the instance and is not recorded yet would look like one without size or encryption. */
export function missingVolumes({ configuration }: ConfigRow, context: RowContext): Gap | undefined {
  const missing = volumeIds(configuration as Instance).filter((id) => context.beside(volumeType, id)?.length === 0)
  if (missing.length === 0) return undefined
  return { fields: ['/volumes'], reason: `AWS Config has not recorded ${missing.join(', ')} yet.` }
}

/** Groups of all interfaces; the instance's own list has those of the first alone. */
function groupsOf(instance: Instance): readonly string[] {
  const groups = [
    ...(instance.SecurityGroups ?? []),
    ...(instance.NetworkInterfaces ?? []).flatMap((one) => one.Groups ?? []),
  ]
  return groups.flatMap(({ GroupId: id }) => id ?? [])
}

function volumeIds(instance: Instance): readonly string[] {
  return (instance.BlockDeviceMappings ?? []).flatMap(({ Ebs: ebs }) => ebs?.VolumeId ?? [])
}

function volumesOf(instance: Instance, context: RowContext): readonly VolumeInput[] | undefined {
  const found: VolumeInput[] = []
  for (const { DeviceName: device, Ebs: ebs } of instance.BlockDeviceMappings ?? []) {
    if (device === undefined || ebs?.VolumeId === undefined) continue
    const rows = context.beside(volumeType, ebs.VolumeId)
    if (rows === undefined) return undefined
    const volume = rows[0]?.configuration as Volume | undefined
    found.push({
      device,
      size: volume?.Size,
      type: volume?.VolumeType,
      iops: volume?.Iops,
      throughput: volume?.Throughput,
      encrypted: volume?.Encrypted,
      key: volume?.KmsKeyId,
      deleteOnTermination: ebs.DeleteOnTermination,
    })
  }
  return found
}
