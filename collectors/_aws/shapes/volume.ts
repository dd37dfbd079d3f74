import type { attachedVolumes } from '../../../src/model/attached-volumes.ts'
import type { Attributes } from '../../../src/model/field.ts'
import { given, positive } from './origin.ts'

/** A volume as it hangs on an instance, or as a launch template makes it. */
export interface VolumeInput {
  readonly device: string
  /** GiB. */
  readonly size?: number | null | undefined
  readonly type?: string | null | undefined
  readonly iops?: number | null | undefined
  /** MiB/s. */
  readonly throughput?: number | null | undefined
  readonly encrypted?: boolean | null | undefined
  /** ARN or id of the key. */
  readonly key?: string | null | undefined
  readonly deleteOnTermination?: boolean | null | undefined
}

export type VolumeRecord = Attributes<typeof attachedVolumes.of>

/** Types whose IOPS someone sets. EBS and RDS show a number for gp2 too, but derive it from the size (3 a GiB). */
const provisionedTypes = ['gp3', 'io1', 'io2']

/** The provisioned IOPS of a volume type; undefined where the type derives them. */
export function provisionedIops(type: string | undefined, iops: number | null | undefined): number | undefined {
  return type !== undefined && provisionedTypes.includes(type) ? positive(iops) : undefined
}

/** The provisioned throughput of a volume type in MiB/s: gp3 alone has one. */
export function provisionedThroughput(
  type: string | undefined,
  throughput: number | null | undefined,
): number | undefined {
  return type === 'gp3' ? positive(throughput) : undefined
}

/** Volumes as records, sorted by device, each device once. */
export function volumeRecords(volumes: readonly VolumeInput[]): readonly VolumeRecord[] {
  const byDevice = new Map(volumes.map((volume) => [volume.device, volumeRecord(volume)]))
  return [...byDevice.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record)
}

function volumeRecord(input: VolumeInput): VolumeRecord {
  const type = given(input.type)
  return {
    device: input.device,
    size: positive(input.size),
    type,
    iops: provisionedIops(type, input.iops),
    throughput: provisionedThroughput(type, input.throughput),
    encrypted: input.encrypted ?? undefined,
    key: given(input.key),
    deleteOnTermination: input.deleteOnTermination ?? undefined,
  }
}
