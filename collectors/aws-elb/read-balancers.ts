import type {
  LoadBalancerAttributes,
  LoadBalancerDescription,
  PolicyDescription,
  Tag,
} from '@aws-sdk/client-elastic-load-balancing'
import { loadBalancer } from '../../src/model/kinds/load-balancer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { isMadeByController } from '../_aws/made-by-controller.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { classicId } from '../_aws/shapes/classic-balancer.ts'
import { takeTime } from '../_aws/take-time.ts'
import { attributesOf, balancers, policiesOf, tagsOf } from './lists.ts'
import { attributeFields, normaliseBalancer, policyFields } from './normalise.ts'

/** The classic load balancers of a region with their attributes and policies. What a controller of a cluster made stays out. */
export async function* readBalancers(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of balancers(request, session)) {
    const names = page.flatMap(({ LoadBalancerName: name }) => name ?? [])
    // Without tags, a resource that `include: { tags }` asks for would seem to be missing: the kind is partial then.
    const tags = await orUnknown<ReadonlyMap<string, readonly Tag[]> | undefined>(
      request,
      loadBalancer,
      [],
      () => tagsOf(request, session, names),
      undefined,
    )
    const told = (one: LoadBalancerDescription): readonly Tag[] | undefined => tags?.get(one.LoadBalancerName ?? '')
    const own = page.filter(
      (one) => one.LoadBalancerName !== undefined && !isMadeByController(one.LoadBalancerName, told(one)),
    )
    takeTime(request, 'elasticloadbalancing:DescribeLoadBalancerAttributes', own.length)
    const found = each(own, concurrencyOf(request.settings), (one) => whole(request, session, one, told(one)))
    for await (const resource of found) yield* resource
  }
}

async function whole(
  request: AwsRead,
  session: AwsSession,
  balancer: LoadBalancerDescription,
  tags: readonly Tag[] | undefined,
): Promise<readonly CollectedResource[]> {
  const name = balancer.LoadBalancerName ?? ''
  const id = classicId(name, session)
  const attributes = await orUnknown<LoadBalancerAttributes | 'gone' | undefined>(
    request,
    loadBalancer,
    attributeFields,
    async () => (await attributesOf(request, session, name)) ?? ('gone' as const),
    undefined,
    id,
  )
  if (attributes === 'gone') return []
  const policies = await orUnknown<readonly PolicyDescription[] | undefined>(
    request,
    loadBalancer,
    policyFields,
    () => policiesOf(request, session, name),
    undefined,
    id,
  )
  return normaliseBalancer({ balancer, tags, attributes, policies }, session)
}
