import { containerCluster } from '../../../src/model/kinds/container-cluster.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, sortedSet, type AwsOrigin } from './origin.ts'

/** One part of a strategy of capacity providers. */
export interface CapacityShare {
  readonly capacityProvider?: string | null | undefined
  readonly weight?: number | null | undefined
  readonly base?: number | null | undefined
}

/** An ECS cluster. What the source does not know stays undefined. */
export interface ContainerClusterInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  /** `disabled`, `enabled`, `enhanced`. */
  readonly insights?: string | null | undefined
  readonly capacityProviders?: readonly string[] | null | undefined
  readonly defaultStrategy?: readonly CapacityShare[] | null | undefined
  /** `NONE`, `DEFAULT`, `OVERRIDE`. */
  readonly shellLogging?: string | null | undefined
  /** The key that shells are encrypted with. */
  readonly shellKey?: string | null | undefined
  /** ARN or name of its Service Connect namespace. */
  readonly namespace?: string | null | undefined
}

/** An ECS cluster as a `container-cluster`. */
export function containerClusterResource(
  input: ContainerClusterInput,
): CollectedResource<typeof containerCluster.fields> {
  const { tags, address } = readTags(input.tags)
  return collected(containerCluster, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn, input.name),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      insights: given(input.insights),
      capacityProviders: sortedSet(input.capacityProviders),
      defaultStrategy: capacityShares(input.defaultStrategy),
      shellLogging: given(input.shellLogging),
      shellEncrypted: given(input.shellKey) === undefined ? undefined : true,
      // The ids of namespaces are made up; an ARN that names one by its id says only that there is one.
      discoveryNamespace: given(input.namespace)?.replace(/^arn:.*:namespace\/ns-[a-z0-9]+$/, 'namespace'),
    },
  })
}

/** `FARGATE_SPOT weight 1 base 0`, sorted; undefined for an empty strategy. */
export function capacityShares(shares: readonly CapacityShare[] | null | undefined): readonly string[] | undefined {
  const words = (shares ?? []).map(
    ({ capacityProvider, weight, base }) => `${capacityProvider ?? ''} weight ${weight ?? 0} base ${base ?? 0}`,
  )
  return words.length === 0 ? undefined : words.sort()
}
