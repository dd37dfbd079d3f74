import type {
  LoadBalancerAttributes,
  LoadBalancerDescription,
  PolicyDescription,
  Tag,
} from '@aws-sdk/client-elastic-load-balancing'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { elb } from './client.ts'

/** Elastic Load Balancing gives at most 400 records a page. */
const pageSize = 400

/** DescribeTags takes 20 names. */
const namesPerCall = 20

/** What was deleted since it was listed; by both names that the SDK gives it. */
const gone = unlessGone('AccessPointNotFoundException', 'LoadBalancerNotFound', 'LoadBalancerNotFoundException')

/** The classic load balancers of a region, page by page. */
export async function* balancers(
  request: AwsRead,
  session: AwsSession,
): AsyncGenerator<readonly LoadBalancerDescription[]> {
  const { client, sdk } = await session.open(elb)
  yield* pages({
    ...session.place('elasticloadbalancing:DescribeLoadBalancers', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeLoadBalancersCommand({ PageSize: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.LoadBalancerDescriptions,
    next: (page) => page.NextMarker,
  })
}

/** The attributes of a load balancer; undefined when it was deleted meanwhile. */
export async function attributesOf(
  request: AwsRead,
  session: AwsSession,
  name: string,
): Promise<LoadBalancerAttributes | undefined> {
  const { client, sdk } = await session.open(elb)
  const place = session.place('elasticloadbalancing:DescribeLoadBalancerAttributes', request.signal)
  const command = new sdk.DescribeLoadBalancerAttributesCommand({ LoadBalancerName: name })
  const answer = await oneCall(place, () => client.send(command, { abortSignal: request.signal }).catch(gone))
  if (answer === undefined) return undefined
  if (answer.LoadBalancerAttributes === undefined) throw malformed(place, 'its attributes are missing')
  return answer.LoadBalancerAttributes
}

/** The policies of a load balancer; none when it was deleted meanwhile. */
export async function policiesOf(
  request: AwsRead,
  session: AwsSession,
  name: string,
): Promise<readonly PolicyDescription[]> {
  const { client, sdk } = await session.open(elb)
  const place = session.place('elasticloadbalancing:DescribeLoadBalancerPolicies', request.signal)
  const command = new sdk.DescribeLoadBalancerPoliciesCommand({ LoadBalancerName: name })
  const answer = await oneCall(place, () => client.send(command, { abortSignal: request.signal }).catch(gone))
  if (answer === undefined) return []
  if (answer.PolicyDescriptions === undefined) throw malformed(place, 'its list is missing')
  return answer.PolicyDescriptions
}

/** The tags of load balancers by name, 20 to a call. What was deleted meanwhile costs its call's others nothing. */
export async function tagsOf(
  request: AwsRead,
  session: AwsSession,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const found = new Map<string, readonly Tag[]>()
  for (let i = 0; i < names.length; i += namesPerCall) {
    const some = names.slice(i, i + namesPerCall)
    for (const [name, tags] of await tagsOfSome(request, session, some)) found.set(name, tags)
  }
  return found
}

async function tagsOfSome(
  request: AwsRead,
  session: AwsSession,
  names: readonly string[],
): Promise<readonly (readonly [string, readonly Tag[]])[]> {
  const { client, sdk } = await session.open(elb)
  const answer = await oneCall(session.place('elasticloadbalancing:DescribeTags', request.signal), () =>
    client
      .send(new sdk.DescribeTagsCommand({ LoadBalancerNames: [...names] }), { abortSignal: request.signal })
      .catch(gone),
  )
  if (answer !== undefined) {
    return (answer.TagDescriptions ?? []).flatMap(({ LoadBalancerName: name, Tags }) =>
      name === undefined ? [] : [[name, Tags ?? []] as const],
    )
  }
  // One that is gone makes the whole call fail: each is asked alone, and the one that is gone tells nothing.
  if (names.length === 1) return []
  const alone: (readonly [string, readonly Tag[]])[] = []
  for (const name of names) alone.push(...(await tagsOfSome(request, session, [name])))
  return alone
}
