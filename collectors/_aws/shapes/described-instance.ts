import type { EbsInstanceBlockDevice, Instance, Volume } from '@aws-sdk/client-ec2'
import type { ComputeInstanceInput } from './compute-instance.ts'
import type { VolumeInput } from './volume.ts'

/** What EC2 says of an instance, and AWS Config in the same words; what stands beside it in other lists is left out. */
export function describedInstance(
  instance: Instance,
): Omit<ComputeInstanceInput, 'id' | 'account' | 'region' | 'tags' | 'address'> {
  const monitoring = instance.Monitoring?.State
  return {
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
  }
}

/** Whether an instance is on its way out; AWS shows it for another hour. */
export function isGone(instance: Instance): boolean {
  return instance.State?.Name === 'terminated' || instance.State?.Name === 'shutting-down'
}

/** A volume as it hangs on an instance; one that is not listed is there without its measures. */
export function describedVolume(device: string, ebs: EbsInstanceBlockDevice, volume: Volume | undefined): VolumeInput {
  return {
    device,
    size: volume?.Size,
    type: volume?.VolumeType,
    iops: volume?.Iops,
    throughput: volume?.Throughput,
    encrypted: volume?.Encrypted,
    key: volume?.KmsKeyId,
    deleteOnTermination: ebs.DeleteOnTermination,
  }
}

/** Groups of all interfaces; the instance's own list has those of the first alone. */
function groupsOf(instance: Instance): readonly string[] {
  const groups = [
    ...(instance.SecurityGroups ?? []),
    ...(instance.NetworkInterfaces ?? []).flatMap((one) => one.Groups ?? []),
  ]
  return groups.flatMap(({ GroupId: id }) => id ?? [])
}
