import { networkPeering } from '../../../src/model/kinds/network-peering.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'

/** One end of a peering connection. */
export interface PeeringEnd {
  /** Id of the VPC. */
  readonly network?: string | null | undefined
  readonly account?: string | null | undefined
  /** Its ranges, of either family. */
  readonly cidrs?: readonly string[] | undefined
  readonly resolvesNames?: boolean | null | undefined
}

/** A VPC peering connection. */
export interface NetworkPeeringInput extends AwsOrigin {
  readonly id: string
  readonly requester: PeeringEnd
  readonly accepter: PeeringEnd
  readonly state?: string | null | undefined
}

/** A VPC peering connection as a `network-peering`; undefined for one that is over, or never came to be. */
export function networkPeeringResource(
  input: NetworkPeeringInput,
): CollectedResource<typeof networkPeering.fields> | undefined {
  const state = given(input.state)
  if (state !== undefined && over.includes(state)) return undefined
  const { tags, name, address } = readTags(input.tags)
  const { requester, accepter } = input
  return collected(networkPeering, {
    id: input.id,
    name,
    address: input.address ?? address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'vpc-peering-connection', input.id)),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      requester: given(requester.network),
      accepter: given(accepter.network),
      requesterCidrs: rangesOf(requester),
      accepterCidrs: rangesOf(accepter),
      requesterAccount: given(requester.account),
      accepterAccount: given(accepter.account),
      requesterDns: requester.resolvesNames ?? undefined,
      accepterDns: accepter.resolvesNames ?? undefined,
      state,
    },
  })
}

function rangesOf({ cidrs = [] }: PeeringEnd): readonly string[] | undefined {
  return cidrs.length === 0 ? undefined : [...new Set(cidrs)].sort()
}

const over = ['deleted', 'deleting', 'expired', 'failed', 'rejected']
