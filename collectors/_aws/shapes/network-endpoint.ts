import { networkEndpoint } from '../../../src/model/kinds/network-endpoint.ts'
import type { PolicyStatement } from '../../../src/model/policy-statements.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { given, sortedSet, type AwsOrigin } from './origin.ts'

/** A VPC endpoint. */
export interface NetworkEndpointInput extends AwsOrigin {
  readonly id: string
  readonly network?: string | null | undefined
  /** `com.amazonaws.eu-west-1.s3`. */
  readonly service?: string | null | undefined
  readonly type?: string | null | undefined
  readonly privateDns?: boolean | null | undefined
  readonly subnets?: readonly string[] | undefined
  readonly routeTables?: readonly string[] | undefined
  readonly firewalls?: readonly string[] | undefined
  /** Undefined: none, or not known. */
  readonly policy?: readonly PolicyStatement[] | undefined
  readonly state?: string | null | undefined
}

/** A VPC endpoint as a `network-endpoint`, called by its Name tag, otherwise by its service. */
export function networkEndpointResource(input: NetworkEndpointInput): CollectedResource<typeof networkEndpoint.fields> {
  const { tags, name, address } = readTags(input.tags)
  const service = serviceWithoutRegion(given(input.service))
  return collected(networkEndpoint, {
    id: input.id,
    name: name ?? service,
    address: input.address ?? address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'vpc-endpoint', input.id)),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      network: given(input.network),
      service,
      type: given(input.type),
      privateDns: input.privateDns ?? undefined,
      subnets: someOf(input.subnets),
      routeTables: someOf(input.routeTables),
      firewalls: someOf(input.firewalls),
      policy: input.policy,
      state: given(input.state),
    },
  })
}

/** A gateway has no subnets and an interface no route tables: none is the same as not there. */
function someOf(words: readonly string[] | undefined): readonly string[] | undefined {
  return words === undefined || words.length === 0 ? undefined : sortedSet(words)
}

/** `com.amazonaws.eu-west-1.s3` is the same service in every region; so is one of China (`cn.com.amazonaws...`). */
function serviceWithoutRegion(service: string | undefined): string | undefined {
  return service?.replace(/^((?:cn\.)?(?:com\.amazonaws|aws\.sagemaker)\.)[a-z]{2}(?:-[a-z]+)+-\d\./, '$1')
}
