import type { VolumeInput } from '../_aws/shapes/volume.ts'
import type { AttributeReader } from './attribute-reader.ts'

/** What a block device (`volume_size`) and an `aws_ebs_volume` (`size`) say alike. */
export function volumeOf(reader: AttributeReader, prefix: '' | 'volume_'): Omit<VolumeInput, 'device'> {
  return {
    size: reader.number(`${prefix}size`),
    type: reader.text(`${prefix}type`),
    iops: reader.number('iops'),
    throughput: reader.number('throughput'),
    encrypted: reader.flag('encrypted'),
    key: reader.text('kms_key_id'),
  }
}

/** The volume of an `aws_volume_attachment`: it outlives its instance. */
export function attachedVolume(attachment: AttributeReader, volume: AttributeReader | undefined): VolumeInput {
  return {
    ...(volume === undefined ? {} : volumeOf(volume, '')),
    device: attachment.required('device_name'),
    deleteOnTermination: false,
  }
}
