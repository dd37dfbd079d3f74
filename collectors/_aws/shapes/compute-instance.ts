import { computeInstance } from '../../../src/model/kinds/compute-instance.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { ec2Arn, instanceName, readTags, wordsOf } from '../names.ts'
import { imageAttributes, type ImageInput } from './machine-image.ts'
import { given, sortedSet, type AwsOrigin } from './origin.ts'
import { volumeRecords, type VolumeInput } from './volume.ts'

/** An EC2 instance. What the source does not know stays undefined. */
export interface ComputeInstanceInput extends AwsOrigin {
  readonly id: string
  readonly type: string
  /** Of the type: from DescribeInstanceTypes, or from {@link ../instance-class.ts} where only the name is known. */
  readonly vcpu?: number | undefined
  readonly memoryMiB?: number | undefined
  readonly architecture?: string | null | undefined
  readonly spot?: boolean | undefined
  readonly tenancy?: string | null | undefined
  readonly image?: string | null | undefined
  /** Undefined: not known. */
  readonly imageFacts?: ImageInput | undefined
  /** `standard` or `unlimited`; undefined where the type does not burst. */
  readonly credits?: string | null | undefined
  readonly state?: string | null | undefined
  readonly zone?: string | null | undefined
  readonly monitoring?: boolean | undefined
  readonly ebsOptimized?: boolean | undefined
  readonly metadataTokens?: string | null | undefined
  readonly metadataHops?: number | null | undefined
  readonly sourceDestCheck?: boolean | null | undefined
  readonly privateIp?: string | null | undefined
  readonly privateDns?: string | null | undefined
  readonly publicIp?: string | null | undefined
  readonly publicDns?: string | null | undefined
  readonly keyPair?: string | null | undefined
  /** Name or ARN of the instance profile. */
  readonly profile?: string | null | undefined
  readonly network?: string | null | undefined
  readonly subnet?: string | null | undefined
  /** Group ids. */
  readonly firewalls?: readonly string[] | undefined
  /** Undefined: not known. */
  readonly volumes?: readonly VolumeInput[] | undefined
}

/** An EC2 instance as a `compute-instance`. */
export function computeInstanceResource(input: ComputeInstanceInput): CollectedResource<typeof computeInstance.fields> {
  const tagged = readTags(input.tags)
  const places = wordsOf(input.privateIp, input.privateDns, input.publicIp, input.publicDns)
  return collected(computeInstance, {
    id: input.id,
    name: instanceName(tagged, wordsOf(input.id, input.privateIp)),
    address: input.address ?? tagged.address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'instance', input.id), ...places),
    account: input.account,
    region: input.region,
    tags: tagged.tags,
    attributes: {
      type: input.type,
      vcpu: input.vcpu,
      memory: input.memoryMiB,
      architecture: given(input.architecture),
      purchasing: input.spot === undefined ? undefined : input.spot ? 'spot' : 'on-demand',
      credits: given(input.credits),
      group: tagged.group,
      tenancy: given(input.tenancy),
      ...imageAttributes(given(input.image), input.imageFacts),
      state: given(input.state),
      zone: given(input.zone),
      monitoring: input.monitoring,
      ebsOptimized: input.ebsOptimized,
      metadataTokens: given(input.metadataTokens),
      metadataHops: input.metadataHops ?? undefined,
      sourceDestCheck: input.sourceDestCheck ?? undefined,
      publicAddress: given(input.publicIp) !== undefined,
      keyPair: given(input.keyPair),
      profile: profileName(given(input.profile)),
      network: given(input.network),
      subnet: given(input.subnet),
      firewalls: sortedSet(input.firewalls),
      volumes: input.volumes === undefined ? undefined : volumeRecords(input.volumes),
    },
  })
}

/** `arn:aws:iam::111111111111:instance-profile/path/web` is called `web`. */
function profileName(profile: string | undefined): string | undefined {
  return profile?.slice(profile.lastIndexOf('/') + 1)
}
