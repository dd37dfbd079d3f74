import type { TargetGroup, TargetGroupAttribute } from '@aws-sdk/client-elastic-load-balancing-v2'
import { targetGroup } from '../../src/model/kinds/target-group.ts'
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
import { tagsOf, targetGroups } from './lists.ts'
import { normaliseTargetGroup } from './normalise.ts'

/** What only DescribeTargetGroupAttributes tells. */
const fromAttributes: readonly Pointer[] = [
  ...['algorithm', 'attributes', 'crossZone', 'deregistrationDelay', 'preserveClientAddress', 'proxyProtocol'],
  ...['slowStart', 'stickiness', 'stickinessDuration'],
].map((field) => `/${field}`)

/** The target groups of a region with their attributes. What a controller of a cluster made stays out. */
export async function* readTargetGroups(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of targetGroups(request, session)) {
    const known = page.filter((one) => one.TargetGroupArn !== undefined)
    // Without tags, a resource that `include: { tags }` asks for would seem to be missing: the kind is partial then.
    const tags = await orUnknown(
      request,
      targetGroup,
      [],
      () =>
        tagsOf(
          request,
          session,
          known.map((one) => one.TargetGroupArn ?? ''),
        ),
      undefined,
    )
    const own = known.filter((one) => !isMadeByController(one.TargetGroupName, tags?.get(one.TargetGroupArn ?? '')))
    takeTime(request, 'elasticloadbalancing:DescribeTargetGroupAttributes', own.length)
    const found = each(own, concurrencyOf(request.settings), async (group) => {
      const attributes = await orUnknown(
        request,
        targetGroup,
        fromAttributes,
        () => attributesOf(request, session, group),
        undefined,
      )
      if (attributes === 'gone') return []
      return normaliseTargetGroup(group, { tags: tags?.get(group.TargetGroupArn ?? ''), attributes }, session)
    })
    for await (const resource of found) yield* resource
  }
}

async function attributesOf(
  request: AwsRead,
  session: AwsSession,
  group: TargetGroup,
): Promise<readonly TargetGroupAttribute[] | 'gone'> {
  const { client, sdk } = await session.open(elbv2)
  const place = session.place('elasticloadbalancing:DescribeTargetGroupAttributes', request.signal)
  const command = new sdk.DescribeTargetGroupAttributesCommand({ TargetGroupArn: group.TargetGroupArn })
  const answer = await oneCall(place, () =>
    client.send(command, { abortSignal: request.signal }).catch(unlessGone('TargetGroupNotFoundException')),
  )
  if (answer === undefined) return 'gone'
  if (answer.Attributes === undefined) throw malformed(place, 'its list is missing')
  return answer.Attributes
}
