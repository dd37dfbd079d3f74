import type { LaunchTemplateBlockDeviceMapping, LaunchTemplateVersion } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { launchTemplateResource } from '../_aws/shapes/launch-template.ts'
import type { ImageInput } from '../_aws/shapes/machine-image.ts'
import type { VolumeInput } from '../_aws/shapes/volume.ts'
import type { InForce } from '../_aws/template-in-force.ts'
import type { Place } from './normalise.ts'

/** A template by the versions that were asked for. */
export interface TemplateVersions {
  readonly latest: LaunchTemplateVersion
  readonly default: LaunchTemplateVersion | undefined
}

/**
 * Latest and default versions, by template. The same version may be both, and then comes once or twice. The highest number is
 * the latest.
 */
export function byTemplate(versions: readonly LaunchTemplateVersion[]): readonly TemplateVersions[] {
  const found = new Map<string, TemplateVersions>()
  for (const version of versions) {
    const id = version.LaunchTemplateId
    if (id === undefined) continue
    const known = found.get(id)
    const newer = (version.VersionNumber ?? 0) > (known?.latest.VersionNumber ?? -1)
    found.set(id, {
      latest: newer || known === undefined ? version : known.latest,
      default: version.DefaultVersion === true ? version : known?.default,
    })
  }
  return [...found.values()]
}

/** Whether EKS made the template for one of its node groups: it follows from what the node group says. */
export function isOfNodeGroup(name: string | undefined): boolean {
  return /^eks-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(name ?? '')
}

/** A launch template with its version in force. */
export interface ChosenVersion extends TemplateVersions {
  /** The version that is described: the one in force, or the latest where that one is gone. */
  readonly chosen: LaunchTemplateVersion
  readonly inForce: InForce
}

/** A launch template as a `launch-template`. */
export function normaliseLaunchTemplate(
  { latest, default: byDefault, chosen, inForce }: ChosenVersion,
  place: Place,
  tags: TemplateTags | undefined,
  images: ReadonlyMap<string, ImageInput>,
  fingerprint: Fingerprinter,
): CollectedResource {
  const data = chosen.LaunchTemplateData ?? {}
  const [first, ...others] = data.NetworkInterfaces ?? []
  const onInterfaces = [first, ...others].flatMap((one) => one?.Groups ?? [])
  return launchTemplateResource(
    {
      id: latest.LaunchTemplateId ?? '',
      name: latest.LaunchTemplateName,
      account: place.account,
      region: place.region,
      tags,
      type: data.InstanceType,
      spot: data.InstanceMarketOptions?.MarketType === 'spot',
      tenancy: data.Placement?.Tenancy,
      credits: data.CreditSpecification?.CpuCredits,
      image: data.ImageId,
      imageFacts: images.get(data.ImageId ?? ''),
      monitoring: data.Monitoring?.Enabled,
      ebsOptimized: data.EbsOptimized,
      metadataTokens: data.MetadataOptions?.HttpTokens,
      metadataHops: data.MetadataOptions?.HttpPutResponseHopLimit,
      publicAddress: first?.AssociatePublicIpAddress,
      keyPair: data.KeyName,
      profile: data.IamInstanceProfile?.Arn ?? data.IamInstanceProfile?.Name,
      firewalls: [...(data.SecurityGroupIds ?? []), ...(data.SecurityGroups ?? []), ...onInterfaces],
      volumes: (data.BlockDeviceMappings ?? []).flatMap(volumeOf),
      userData: data.UserData,
      version: inForce.version,
      described: chosen.VersionNumber,
      versionsInUse: inForce.inUse,
      latestVersion: latest.VersionNumber,
      defaultVersion: byDefault?.VersionNumber,
    },
    fingerprint,
  )
}

/** Tags of the template itself, which its versions do not have. */
export type TemplateTags = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]

function volumeOf({ DeviceName, Ebs }: LaunchTemplateBlockDeviceMapping): readonly VolumeInput[] {
  if (DeviceName === undefined || Ebs === undefined) return []
  return [
    {
      device: DeviceName,
      size: Ebs.VolumeSize,
      type: Ebs.VolumeType,
      iops: Ebs.Iops,
      throughput: Ebs.Throughput,
      encrypted: Ebs.Encrypted,
      key: Ebs.KmsKeyId,
      deleteOnTermination: Ebs.DeleteOnTermination,
    },
  ]
}
