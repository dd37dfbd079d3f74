import { launchTemplate } from '../../../src/model/kinds/launch-template.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import type { Fingerprinter } from '../../../src/platform/fingerprint.ts'
import { instanceClass } from '../instance-class.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { imageAttributes, type ImageInput } from './machine-image.ts'
import { given, positive, sortedSet, type AwsOrigin } from './origin.ts'
import { startupForm } from './startup-form.ts'
import { volumeRecords, type VolumeInput } from './volume.ts'

/** A launch template as one of its versions says, or a launch configuration. What it leaves open stays undefined. */
export interface LaunchTemplateInput extends AwsOrigin {
  readonly id: string
  readonly name?: string | null | undefined
  /** Words by which groups name it beside its id. */
  readonly words?: readonly (string | null | undefined)[] | undefined
  readonly type?: string | null | undefined
  readonly spot?: boolean | undefined
  readonly tenancy?: string | null | undefined
  readonly credits?: string | null | undefined
  /** Id, or `resolve:ssm:...`. */
  readonly image?: string | null | undefined
  readonly imageFacts?: ImageInput | undefined
  readonly monitoring?: boolean | null | undefined
  readonly ebsOptimized?: boolean | null | undefined
  readonly metadataTokens?: string | null | undefined
  readonly metadataHops?: number | null | undefined
  readonly publicAddress?: boolean | null | undefined
  readonly keyPair?: string | null | undefined
  /** Name or ARN of the instance profile. */
  readonly profile?: string | null | undefined
  /** Ids or names of groups. */
  readonly firewalls?: readonly string[] | undefined
  readonly volumes?: readonly VolumeInput[] | undefined
  /** In base64: it goes no further than its fingerprint and its form. */
  readonly userData?: string | null | undefined
  /** Number of the version in force, and of the one that all this is of. */
  readonly version?: number | null | undefined
  readonly described?: number | null | undefined
  readonly versionsInUse?: number | null | undefined
  readonly latestVersion?: number | null | undefined
  readonly defaultVersion?: number | null | undefined
}

/** A launch template as a `launch-template`. */
export function launchTemplateResource(
  input: LaunchTemplateInput,
  fingerprint: Fingerprinter,
): CollectedResource<typeof launchTemplate.fields> {
  const { tags, name, address } = readTags(input.tags)
  const type = given(input.type)
  const userData = given(input.userData)
  const profile = given(input.profile)
  return collected(launchTemplate, {
    id: input.id,
    name: given(input.name) ?? name,
    address: input.address ?? address,
    identifiers: wordsOf(
      input.id,
      ec2Arn(input.account, input.region, 'launch-template', input.id),
      input.name,
      ...(input.words ?? []),
    ),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      type,
      architecture: type === undefined ? undefined : instanceClass(type).architecture,
      purchasing: input.spot === true ? 'spot' : undefined,
      tenancy: given(input.tenancy),
      credits: given(input.credits),
      ...imageAttributes(given(input.image), input.imageFacts),
      monitoring: input.monitoring ?? undefined,
      ebsOptimized: input.ebsOptimized ?? undefined,
      metadataTokens: given(input.metadataTokens),
      metadataHops: positive(input.metadataHops),
      publicAddress: input.publicAddress ?? undefined,
      keyPair: given(input.keyPair),
      profile: profile?.slice(profile.lastIndexOf('/') + 1),
      firewalls: sortedSet(input.firewalls),
      volumes: volumeRecords(input.volumes ?? []),
      startup: userData === undefined ? undefined : startupForm(userData),
      userData: userData === undefined ? undefined : fingerprint(userData),
      version: positive(input.version),
      described: positive(input.described),
      versionsInUse: positive(input.versionsInUse),
      latestVersion: positive(input.latestVersion),
      defaultVersion: positive(input.defaultVersion),
    },
  })
}
