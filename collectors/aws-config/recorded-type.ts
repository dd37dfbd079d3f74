import type { Kind } from '../../src/model/kind.ts'
import type { Pointer } from '../../src/model/pointer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import type { ConfigRow } from './row.ts'

/** Rows of another type that belong to a resource. AWS Config has no joins, so they are asked for once and looked up. */
export interface Beside {
  /** `AWS::ElasticLoadBalancingV2::Listener`. */
  readonly type: string
  /** Fields that they alone tell: unknown where they are not recorded. */
  readonly fields: readonly Pointer[]
  /** What they are looked up by: the ids of the resources that they belong to. */
  readonly keys: (row: ConfigRow) => readonly string[]
}

/** What a row is read with. */
export interface RowContext {
  readonly fingerprint: Fingerprinter
  /** The rows of a type beside it that have a key; undefined: they could not be read. */
  readonly beside: (type: string, key: string) => readonly ConfigRow[] | undefined
}

/** Fields that AWS Config does not know of one resource, and why. */
export interface Gap {
  readonly fields: readonly Pointer[]
  readonly reason: string
}

/** One resource type of AWS Config, and the kind that it comes to. */
export interface RecordedType {
  /** `AWS::EC2::SecurityGroup`. */
  readonly type: string
  readonly kind: Kind
  /** Fields that it never records. */
  readonly cannotKnow?: readonly Pointer[]
  readonly beside?: readonly Beside[]
  readonly normalise: (row: ConfigRow, context: RowContext) => readonly CollectedResource[]
  readonly gaps?: (row: ConfigRow, context: RowContext) => Gap | undefined
}
