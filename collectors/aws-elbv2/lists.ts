import type {
  Certificate,
  Listener,
  LoadBalancer,
  Rule,
  Tag,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { unlessGone } from '../_aws/gone.ts'
import { each, oneCall, pages, type PageRequest } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { elbv2 } from './client.ts'

/** Elastic Load Balancing gives at most 400 records a page. */
const pageSize = 400

/** DescribeTags takes 20 ARNs. */
const arnsPerCall = 20

/** What was deleted since it was listed. */
const gone = unlessGone(
  'LoadBalancerNotFoundException',
  'ListenerNotFoundException',
  'LoadBalancerNotFound',
  'ListenerNotFound',
)

/** The load balancers of a region, page by page. */
export async function* loadBalancers(request: AwsRead, session: AwsSession): AsyncGenerator<readonly LoadBalancer[]> {
  const { client, sdk } = await session.open(elbv2)
  yield* pages({
    ...session.place('elasticloadbalancing:DescribeLoadBalancers', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeLoadBalancersCommand({ PageSize: pageSize, Marker }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.LoadBalancers,
    next: (page) => page.NextMarker,
  })
}

/** The target groups of a region, page by page. */
export async function* targetGroups(request: AwsRead, session: AwsSession): AsyncGenerator<readonly TargetGroup[]> {
  const { client, sdk } = await session.open(elbv2)
  yield* pages({
    ...session.place('elasticloadbalancing:DescribeTargetGroups', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.DescribeTargetGroupsCommand({ PageSize: pageSize, Marker }), { abortSignal: request.signal }),
    items: (page) => page.TargetGroups,
    next: (page) => page.NextMarker,
  })
}

/** The listeners of a load balancer; none when it was deleted meanwhile. */
export async function listenersOf(request: AwsRead, session: AwsSession, arn: string): Promise<readonly Listener[]> {
  const { client, sdk } = await session.open(elbv2)
  return gathered({
    ...session.place('elasticloadbalancing:DescribeListeners', request.signal),
    fetch: (Marker) =>
      client
        .send(new sdk.DescribeListenersCommand({ LoadBalancerArn: arn, PageSize: pageSize, Marker }), {
          abortSignal: request.signal,
        })
        .catch(gone),
    items: (page) => (page === undefined ? [] : page.Listeners),
    next: (page) => page?.NextMarker,
  })
}

/** The rules of a listener. */
export async function rulesOf(request: AwsRead, session: AwsSession, listener: string): Promise<readonly Rule[]> {
  const { client, sdk } = await session.open(elbv2)
  return gathered({
    ...session.place('elasticloadbalancing:DescribeRules', request.signal),
    fetch: (Marker) =>
      client
        .send(new sdk.DescribeRulesCommand({ ListenerArn: listener, PageSize: pageSize, Marker }), {
          abortSignal: request.signal,
        })
        .catch(gone),
    items: (page) => (page === undefined ? [] : page.Rules),
    next: (page) => page?.NextMarker,
  })
}

/** The certificates of a listener; the default one is among them, sometimes twice. */
export async function certificatesOf(
  request: AwsRead,
  session: AwsSession,
  listener: string,
): Promise<readonly Certificate[]> {
  const { client, sdk } = await session.open(elbv2)
  return gathered({
    ...session.place('elasticloadbalancing:DescribeListenerCertificates', request.signal),
    fetch: (Marker) =>
      client
        .send(new sdk.DescribeListenerCertificatesCommand({ ListenerArn: listener, PageSize: pageSize, Marker }), {
          abortSignal: request.signal,
        })
        .catch(gone),
    items: (page) => (page === undefined ? [] : page.Certificates),
    next: (page) => page?.NextMarker,
  })
}

/** The tags of load balancers or target groups by ARN, 20 to a call. What was deleted meanwhile costs its call's others nothing. */
export async function tagsOf(
  request: AwsRead,
  session: AwsSession,
  arns: readonly string[],
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const groups: string[][] = []
  for (let i = 0; i < arns.length; i += arnsPerCall) groups.push(arns.slice(i, i + arnsPerCall))
  const found = new Map<string, readonly Tag[]>()
  for await (const tags of each(groups, concurrencyOf(request.settings), (some) =>
    tagsOfSome(request, session, some),
  )) {
    for (const [arn, own] of tags) found.set(arn, own)
  }
  return found
}

async function tagsOfSome(
  request: AwsRead,
  session: AwsSession,
  arns: readonly string[],
): Promise<readonly (readonly [string, readonly Tag[]])[]> {
  const { client, sdk } = await session.open(elbv2)
  const answer = await oneCall(session.place('elasticloadbalancing:DescribeTags', request.signal), () =>
    client
      .send(new sdk.DescribeTagsCommand({ ResourceArns: [...arns] }), { abortSignal: request.signal })
      .catch(unlessGone('LoadBalancerNotFoundException', 'TargetGroupNotFoundException')),
  )
  if (answer !== undefined) {
    return (answer.TagDescriptions ?? []).flatMap(({ ResourceArn: arn, Tags }) =>
      arn === undefined ? [] : [[arn, Tags ?? []] as const],
    )
  }
  // One that is gone makes the whole call fail: each is asked alone, and the one that is gone tells nothing.
  if (arns.length === 1) return []
  const alone: (readonly [string, readonly Tag[]])[] = []
  for (const arn of arns) alone.push(...(await tagsOfSome(request, session, [arn])))
  return alone
}

async function gathered<Page, Item>(request: PageRequest<Page, Item>): Promise<readonly Item[]> {
  const found: Item[] = []
  for await (const page of pages(request)) found.push(...page)
  return found
}
