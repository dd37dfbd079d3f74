import type { Instance } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { computeInstanceResource } from '../_aws/shapes/compute-instance.ts'
import { describedInstance, describedVolume, isGone } from '../_aws/shapes/described-instance.ts'
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
  if (isGone(instance)) return []
  return [
    computeInstanceResource({
      ...{ id, account, region, tags },
      ...describedInstance(instance),
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

function volumeIds(instance: Instance): readonly string[] {
  return (instance.BlockDeviceMappings ?? []).flatMap(({ Ebs: ebs }) => ebs?.VolumeId ?? [])
}

function volumesOf(instance: Instance, context: RowContext): readonly VolumeInput[] | undefined {
  const found: VolumeInput[] = []
  for (const { DeviceName: device, Ebs: ebs } of instance.BlockDeviceMappings ?? []) {
    if (device === undefined || ebs?.VolumeId === undefined) continue
    const rows = context.beside(volumeType, ebs.VolumeId)
    if (rows === undefined) return undefined
    found.push(describedVolume(device, ebs, rows[0]?.configuration))
  }
  return found
}
