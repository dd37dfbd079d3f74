import { instanceClass } from '../_aws/instance-class.ts'
import { computeInstanceResource } from '../_aws/shapes/compute-instance.ts'
import type { VolumeInput } from '../_aws/shapes/volume.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { attachmentsOf, type Attachments } from './attachments.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'
import { volumeOf } from './volume.ts'

/** An `aws_instance` as a `compute-instance`; undefined for one that is gone. */
export function instanceOf(
  reader: AttributeReader,
  attachedTo: Attachments,
): CollectedResource<typeof computeInstance.fields> | undefined {
  const state = reader.text('instance_state')
  if (state === 'terminated' || state === 'shutting-down') return undefined
  const id = reader.required('id')
  const type = reader.required('instance_type')
  const { vcpu, memoryMiB, architecture } = instanceClass(type)
  return computeInstanceResource({
    ...originOf(reader),
    id,
    type,
    vcpu,
    memoryMiB,
    architecture,
    spot: isSpot(reader),
    tenancy: reader.text('tenancy'),
    image: reader.text('ami'),
    credits: reader.blocks('credit_specification')[0]?.text('cpu_credits'),
    state,
    zone: reader.text('availability_zone'),
    monitoring: reader.flag('monitoring'),
    ebsOptimized: reader.flag('ebs_optimized'),
    metadataTokens: reader.blocks('metadata_options')[0]?.text('http_tokens'),
    metadataHops: reader.blocks('metadata_options')[0]?.number('http_put_response_hop_limit'),
    sourceDestCheck: reader.flag('source_dest_check'),
    privateIp: reader.text('private_ip'),
    privateDns: reader.text('private_dns'),
    publicIp: reader.text('public_ip'),
    publicDns: reader.text('public_dns'),
    keyPair: reader.text('key_name'),
    profile: reader.text('iam_instance_profile'),
    subnet: reader.text('subnet_id'),
    firewalls: reader.texts('vpc_security_group_ids'),
    volumes: volumesOf(reader, attachedTo(id)),
  })
}

/** A volume that is attached and stands in another state is unknown, unless the provider wrote it into the instance too. */
function volumesOf(reader: AttributeReader, attached: readonly VolumeInput[]): readonly VolumeInput[] {
  const own = ['ebs_block_device', 'root_block_device'].flatMap((name) => reader.blocks(name).map(blockDevice))
  const devices = new Set(own.map(({ device }) => device))
  const others = attached.filter(({ device }) => !devices.has(device))
  if (others.some(({ size }) => size === undefined)) {
    reader.withheld.set('ebs_block_device', 'leaves out a volume that is in another state')
  }
  return [...own, ...others]
}

/** Undefined where the provider was too old to say. */
function isSpot(reader: AttributeReader): boolean | undefined {
  if (reader.blocks('instance_market_options')[0]?.text('market_type') === 'spot') return true
  return reader.knows('instance_lifecycle') ? reader.text('instance_lifecycle') === 'spot' : undefined
}

function blockDevice(block: AttributeReader): VolumeInput {
  return {
    ...volumeOf(block, 'volume_'),
    device: block.required('device_name'),
    deleteOnTermination: block.flag('delete_on_termination'),
  }
}

/** An instance names its subnet, and the subnet, which knows its network, may be in another state. */
export const computeInstanceMapping = defineMapping({
  kind: computeInstance,
  types: ['aws_instance'],
  parts: ['aws_ebs_volume', 'aws_volume_attachment'],
  cannotKnow: ['/imageBase', '/imageBaseName', '/imageFamily', '/imageName', '/imageOwner', '/network'],
  normalise: (reader, { state }) => instanceOf(reader, attachmentsOf(state)),
})
