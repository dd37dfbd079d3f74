import type {
  ApplicationAutoScalingClient,
  ScalableTarget,
  ServiceNamespace,
} from '@aws-sdk/client-application-auto-scaling'
import { pages } from './paging.ts'
import type { AwsRead } from './reading.ts'
import { awsService, type AwsClient } from './service.ts'
import type { AwsSession } from './session.ts'

/** None of its commands goes without input, which the type of its middleware insists on: the stack is the same as any. */
type Client = Omit<ApplicationAutoScalingClient, 'middlewareStack'> & AwsClient

export const applicationAutoscaling = awsService({
  id: 'application-autoscaling',
  load: async () => {
    const sdk = await import('@aws-sdk/client-application-auto-scaling')
    return { sdk, make: (config) => new sdk.ApplicationAutoScalingClient(config) as unknown as Client }
  },
})

/** What of a service in a region Application Auto Scaling scales; 50 at a time, which is all that it gives. */
export async function* scalableTargets(
  request: AwsRead,
  session: AwsSession,
  namespace: ServiceNamespace,
): AsyncGenerator<readonly ScalableTarget[]> {
  const { client, sdk } = await session.open(applicationAutoscaling)
  const { signal } = request
  yield* pages({
    ...session.place('application-autoscaling:DescribeScalableTargets', signal),
    fetch: (NextToken) => {
      const command = new sdk.DescribeScalableTargetsCommand({ ServiceNamespace: namespace, MaxResults: 50, NextToken })
      return client.send(command, { abortSignal: signal })
    },
    items: (page) => page.ScalableTargets,
    next: (page) => page.NextToken,
  })
}
