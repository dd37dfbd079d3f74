import { natGateway } from '../../../src/model/kinds/nat-gateway.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'
import { zoneFreeName } from './zone-free-name.ts'

/** A NAT gateway. */
export interface NatGatewayInput extends AwsOrigin {
  readonly id: string
  readonly network?: string | null | undefined
  readonly subnet?: string | null | undefined
  readonly connectivity?: string | null | undefined
  readonly state?: string | null | undefined
  /** Its addresses, public and private: words that firewalls of others may name it by. */
  readonly addresses?: readonly (string | null | undefined)[] | undefined
}

/** A NAT gateway as a `nat-gateway`, called by its Name tag without the zone. Those without one are one fleet. */
export function natGatewayResource(input: NatGatewayInput): CollectedResource<typeof natGateway.fields> {
  const { tags, name, address } = readTags(input.tags)
  const connectivity = given(input.connectivity)
  const arn = ec2Arn(input.account, input.region, 'natgateway', input.id)
  return collected(natGateway, {
    id: input.id,
    name: zoneFreeName(name) ?? (connectivity === 'private' ? 'private NAT gateway' : 'NAT gateway'),
    address: input.address ?? address,
    identifiers: wordsOf(input.id, arn, ...(input.addresses ?? [])),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      network: given(input.network),
      subnet: given(input.subnet),
      connectivity,
      state: given(input.state),
    },
  })
}
