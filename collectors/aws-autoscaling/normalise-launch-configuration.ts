import type { BlockDeviceMapping, LaunchConfiguration } from '@aws-sdk/client-auto-scaling'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { launchTemplateResource } from '../_aws/shapes/launch-template.ts'
import type { ImageInput } from '../_aws/shapes/machine-image.ts'
import type { VolumeInput } from '../_aws/shapes/volume.ts'
import type { Place } from './normalise.ts'

/**
 * A launch configuration as a `launch-template`. Its name is generated anew with every change, so it is called by the group that
 * uses it; where several do, by its own.
 */
export function normaliseLaunchConfiguration(
  given: LaunchConfiguration,
  groups: readonly string[],
  images: ReadonlyMap<string, ImageInput>,
  place: Place,
  fingerprint: Fingerprinter,
): CollectedResource {
  const name = given.LaunchConfigurationName ?? ''
  const [group, another] = groups
  return launchTemplateResource(
    {
      id: name,
      name: another === undefined ? (group ?? name) : name,
      words: [given.LaunchConfigurationARN],
      account: place.account,
      region: place.region,
      type: given.InstanceType,
      spot: given.SpotPrice !== undefined && given.SpotPrice !== '',
      tenancy: given.PlacementTenancy,
      image: given.ImageId,
      imageFacts: images.get(given.ImageId ?? ''),
      // Where nothing is said, a launch configuration watches in detail.
      monitoring: given.InstanceMonitoring?.Enabled ?? true,
      ebsOptimized: given.EbsOptimized,
      metadataTokens: given.MetadataOptions?.HttpTokens,
      metadataHops: given.MetadataOptions?.HttpPutResponseHopLimit,
      publicAddress: given.AssociatePublicIpAddress,
      keyPair: given.KeyName,
      profile: given.IamInstanceProfile,
      firewalls: given.SecurityGroups,
      volumes: (given.BlockDeviceMappings ?? []).flatMap(volumeOf),
      userData: given.UserData,
    },
    fingerprint,
  )
}

function volumeOf({ DeviceName, Ebs }: BlockDeviceMapping): readonly VolumeInput[] {
  if (DeviceName === undefined || Ebs === undefined) return []
  return [
    {
      device: DeviceName,
      size: Ebs.VolumeSize,
      type: Ebs.VolumeType,
      iops: Ebs.Iops,
      throughput: Ebs.Throughput,
      encrypted: Ebs.Encrypted,
      deleteOnTermination: Ebs.DeleteOnTermination,
    },
  ]
}
