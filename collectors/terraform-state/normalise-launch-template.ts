import type { VolumeInput } from '../_aws/shapes/volume.ts'
import { launchTemplateResource } from '../_aws/shapes/launch-template.ts'
import { inForceOf, type FollowedTemplate } from '../_aws/template-in-force.ts'
import { launchTemplate } from '../../src/model/kinds/launch-template.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { AttributeReader } from './attribute-reader.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { managedOf } from './managed.ts'
import { originOf } from './origin.ts'
import type { State } from './state.ts'
import { templateOfGroup } from './template-of-group.ts'

/**
 * An `aws_launch_template`: a state holds its latest version, and of its image only the id. Where its groups follow another version,
 * which only AWS can tell, what starts instances is unknown.
 */
export const launchTemplateMapping = defineMapping({
  kind: launchTemplate,
  types: ['aws_launch_template'],
  cannotKnow: ['/imageBase', '/imageBaseName', '/imageFamily', '/imageName', '/imageOwner'],
  fields: {
    block_device_mappings: 'volumes',
    credit_specification: 'credits',
    image_id: 'image',
    instance_market_options: 'purchasing',
    instance_type: 'type',
    network_interfaces: 'firewalls',
    placement: 'tenancy',
    security_group_names: 'firewalls',
    // What Terraform withholds of it is a fingerprint that nobody compares.
    user_data: 'startup',
  },
  normalise: templateOf,
})

function templateOf(reader: AttributeReader, { state, fingerprint }: MappingContext): CollectedResource {
  const profile = reader.blocks('iam_instance_profile')[0]
  const metadata = reader.blocks('metadata_options')[0]
  const interfaces = reader.blocks('network_interfaces')
  const numbers = { latest: reader.number('latest_version'), defaultVersion: reader.number('default_version') }
  const named = { id: reader.required('id'), name: reader.text('name') }
  const inForce = inForceOf({ ...named, ...numbers }, followedIn(state))
  return launchTemplateResource(
    {
      ...originOf(reader),
      ...named,
      type: reader.text('instance_type'),
      spot: reader.blocks('instance_market_options')[0]?.text('market_type') === 'spot',
      tenancy: reader.blocks('placement')[0]?.text('tenancy'),
      credits: reader.blocks('credit_specification')[0]?.text('cpu_credits'),
      image: reader.text('image_id'),
      monitoring: reader.blocks('monitoring')[0]?.flag('enabled'),
      ebsOptimized: reader.switch('ebs_optimized'),
      metadataTokens: metadata?.text('http_tokens'),
      metadataHops: metadata?.number('http_put_response_hop_limit'),
      publicAddress: interfaces[0]?.switch('associate_public_ip_address'),
      keyPair: reader.text('key_name'),
      profile: profile?.text('arn') ?? profile?.text('name'),
      firewalls: [
        ...reader.texts('vpc_security_group_ids'),
        ...reader.texts('security_group_names'),
        ...interfaces.flatMap((one) => one.texts('security_groups')),
      ],
      volumes: reader.blocks('block_device_mappings').flatMap(volumeOf),
      userData: reader.text('user_data'),
      version: inForce.version,
      described: numbers.latest,
      versionsInUse: inForce.inUse,
      latestVersion: numbers.latest,
      defaultVersion: numbers.defaultVersion,
    },
    fingerprint,
  )
}

/** The provider writes 0 and the empty text for what the template leaves open. */
function volumeOf(block: AttributeReader): readonly VolumeInput[] {
  const [ebs] = block.blocks('ebs')
  const device = block.text('device_name')
  if (ebs === undefined || device === undefined) return []
  return [
    {
      device,
      size: orOpen(ebs.number('volume_size')),
      type: ebs.text('volume_type'),
      iops: orOpen(ebs.number('iops')),
      throughput: orOpen(ebs.number('throughput')),
      encrypted: ebs.switch('encrypted'),
      key: ebs.text('kms_key_id'),
      deleteOnTermination: ebs.switch('delete_on_termination'),
    },
  ]
}

function orOpen(amount: number | undefined): number | undefined {
  return amount === 0 ? undefined : amount
}

/** What the groups of the same state start from; those of Terraform 0.11 are not read. */
function followedIn(state: State): readonly FollowedTemplate[] {
  return managedOf(state, ['aws_autoscaling_group'])
    .filter(({ attributes }) => attributes !== undefined)
    .flatMap((group) => templateOfGroup(new AttributeReader(group)) ?? [])
}
