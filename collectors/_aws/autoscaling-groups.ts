import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling'
import { pages } from './paging.ts'
import { awsService } from './service.ts'
import { sessionOf } from './session.ts'
import { sharedPages } from './shared-pages.ts'
import type { AwsRead } from './reading.ts'
import type { FollowedTemplate } from './template-in-force.ts'

/** EC2 Auto Scaling. Here, because its groups decide which version of a launch template is in force. */
export const autoscaling = awsService({
  id: 'autoscaling',
  load: async () => {
    const sdk = await import('@aws-sdk/client-auto-scaling')
    return { sdk, make: (config) => new sdk.AutoScalingClient(config) }
  },
})

/** All auto-scaling groups of a region, page by page; asked for once in a run, whoever wants them. */
export const autoScalingGroups = sharedPages(async function* (
  request: AwsRead,
): AsyncGenerator<readonly AutoScalingGroup[]> {
  const session = sessionOf(request)
  const { client, sdk } = await session.open(autoscaling)
  yield* pages({
    ...session.place('autoscaling:DescribeAutoScalingGroups', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeAutoScalingGroupsCommand({ MaxRecords: 100, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.AutoScalingGroups,
    next: (page) => page.NextToken,
  })
})

/** The launch template that a group follows; undefined where it has a launch configuration. A group on its way out follows none. */
export function followedTemplate(group: AutoScalingGroup): FollowedTemplate | undefined {
  if (group.Status !== undefined) return undefined
  const named = group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification
  const template = named?.LaunchTemplateId ?? named?.LaunchTemplateName
  return template === undefined ? undefined : { template, version: named?.Version ?? '$Default' }
}
