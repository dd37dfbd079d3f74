import type { Attributes } from '../../../src/model/field.ts'
import { targetGroup } from '../../../src/model/kinds/target-group.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, positive, type AwsOrigin } from './origin.ts'

type Fields = typeof targetGroup.fields

/** A target group. What the source does not know stays undefined. */
export interface TargetGroupInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  /** What its attributes come to; see load-balancer-attributes.ts. */
  readonly settings: Attributes<Fields>
  readonly type?: string | null | undefined
  readonly protocol?: string | null | undefined
  readonly protocolVersion?: string | null | undefined
  readonly port?: number | null | undefined
  readonly addressType?: string | null | undefined
  /** Id of the VPC. */
  readonly network?: string | null | undefined
  readonly health?: {
    readonly enabled?: boolean | null | undefined
    readonly protocol?: string | null | undefined
    readonly port?: string | null | undefined
    readonly path?: string | null | undefined
    readonly matcher?: string | null | undefined
    readonly interval?: number | null | undefined
    readonly timeout?: number | null | undefined
    readonly healthy?: number | null | undefined
    readonly unhealthy?: number | null | undefined
  }
}

/** A target group as a `target-group`. Its id is its ARN. What an unused health check is set to says nothing. */
export function targetGroupResource(input: TargetGroupInput): CollectedResource<Fields> {
  const { tags, address } = readTags(input.tags)
  const enabled = input.health?.enabled ?? undefined
  const health = enabled === false ? undefined : input.health
  return collected(targetGroup, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      type: given(input.type),
      protocol: given(input.protocol),
      protocolVersion: given(input.protocolVersion),
      port: positive(input.port),
      addressType: given(input.addressType),
      network: given(input.network),
      healthCheck: enabled,
      healthProtocol: given(health?.protocol),
      healthPort: given(health?.port),
      healthPath: given(health?.path),
      healthMatcher: given(health?.matcher),
      healthInterval: positive(health?.interval),
      healthTimeout: positive(health?.timeout),
      healthyThreshold: positive(health?.healthy),
      unhealthyThreshold: positive(health?.unhealthy),
      ...input.settings,
    },
  })
}
