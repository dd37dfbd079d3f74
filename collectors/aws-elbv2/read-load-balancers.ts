import type { Listener, LoadBalancer, LoadBalancerAttribute, Tag } from '@aws-sdk/client-elastic-load-balancing-v2'
import { loadBalancer } from '../../src/model/kinds/load-balancer.ts'
import type { Pointer } from '../../src/model/pointer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { isMadeByController } from '../_aws/made-by-controller.ts'
import { each, oneCall } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { elbv2 } from './client.ts'
import { certificatesOf, listenersOf, loadBalancers, rulesOf, tagsOf } from './lists.ts'
import { normaliseLoadBalancer, type ListenerParts } from './normalise.ts'

/** Attributes and listeners of each; rules and certificates of each listener. */
const callsPerBalancer = 2
const callsPerListener = 2

/** What only DescribeLoadBalancerAttributes tells. */
const fromAttributes: readonly Pointer[] = [
  ...['accessLogs', 'attributes', 'clientRouting', 'connectionLogs', 'crossZone', 'deletionProtection', 'desync'],
  ...['firewallFailOpen', 'forwardedFor', 'forwardedPort', 'hostHeader', 'http2', 'idleTimeout', 'invalidHeaders'],
  ...['keepAlive', 'tlsHeaders', 'zonalShift'],
].map((field) => `/${field}`)

/**
 * The load balancers of a region with their attributes, listeners and rules, which take calls of their own: where those are denied,
 * their fields alone are unknown. What a controller of a cluster made stays out.
 */
export async function* readLoadBalancers(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of loadBalancers(request, session)) {
    const known = page.filter((one) => one.LoadBalancerArn !== undefined && one.State?.Code !== 'failed')
    // Without tags, a resource that `include: { tags }` asks for would seem to be missing: the kind is partial then.
    const tags = await orUnknown(
      request,
      loadBalancer,
      [],
      () =>
        tagsOf(
          request,
          session,
          known.map((one) => one.LoadBalancerArn ?? ''),
        ),
      undefined,
    )
    const own = known.filter((one) => !isMadeByController(one.LoadBalancerName, tags?.get(one.LoadBalancerArn ?? '')))
    takeTime(request, 'elasticloadbalancing:DescribeListeners', callsPerBalancer * own.length)
    const found = each(own, concurrencyOf(request.settings), (one) =>
      whole(request, session, one, tags?.get(one.LoadBalancerArn ?? '')),
    )
    for await (const resource of found) yield* resource
  }
}

async function whole(
  request: AwsRead,
  session: AwsSession,
  balancer: LoadBalancer,
  tags: readonly Tag[] | undefined,
): Promise<readonly CollectedResource[]> {
  const arn = balancer.LoadBalancerArn ?? ''
  const [attributes, listeners] = await Promise.all([
    orUnknown(request, loadBalancer, fromAttributes, () => attributesOf(request, session, arn), undefined),
    orUnknown(
      request,
      loadBalancer,
      ['/listeners', '/rules', '/order'],
      () => listenersOf(request, session, arn),
      undefined,
    ),
  ])
  if (attributes === 'gone') return []
  const parts: ListenerParts[] = []
  takeTime(request, 'elasticloadbalancing:DescribeRules', callsPerListener * (listeners?.length ?? 0))
  for (const listener of listeners ?? []) parts.push(await wholeListener(request, session, balancer, listener))
  return normaliseLoadBalancer(
    { balancer, tags, attributes, listeners: listeners === undefined ? undefined : parts },
    session,
  )
}

/** Only application load balancers have rules, and only listeners that end TLS have certificates. */
async function wholeListener(
  request: AwsRead,
  session: AwsSession,
  balancer: LoadBalancer,
  listener: Listener,
): Promise<ListenerParts> {
  const arn = listener.ListenerArn ?? ''
  const secure = listener.Protocol === 'HTTPS' || listener.Protocol === 'TLS'
  const [certificates, rules] = await Promise.all([
    secure
      ? orUnknown(
          request,
          loadBalancer,
          ['/listeners/*/certificates'],
          () => certificatesOf(request, session, arn),
          undefined,
        )
      : [],
    balancer.Type === 'application'
      ? orUnknown(request, loadBalancer, ['/rules', '/order'], () => rulesOf(request, session, arn), undefined)
      : [],
  ])
  return { listener, certificates, rules }
}

async function attributesOf(
  request: AwsRead,
  session: AwsSession,
  arn: string,
): Promise<readonly LoadBalancerAttribute[] | 'gone'> {
  const { client, sdk } = await session.open(elbv2)
  const place = session.place('elasticloadbalancing:DescribeLoadBalancerAttributes', request.signal)
  const answer = await oneCall(place, () =>
    client
      .send(new sdk.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }), { abortSignal: request.signal })
      .catch(unlessGone('LoadBalancerNotFoundException')),
  )
  if (answer === undefined) return 'gone'
  if (answer.Attributes === undefined) throw malformed(place, 'its list is missing')
  return answer.Attributes
}
