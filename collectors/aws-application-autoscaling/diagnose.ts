import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import { applicationAutoscaling } from '../_aws/scalable-targets.ts'
import type { AwsSettings } from '../_aws/settings.ts'

const few = { ServiceNamespace: 'ecs', MaxResults: 1 } as const

const probes: readonly Probe[] = [
  {
    action: 'application-autoscaling:DescribeScalableTargets',
    call: async (session, options) => {
      const { client, sdk } = await session.open(applicationAutoscaling)
      return client.send(new sdk.DescribeScalableTargetsCommand(few), options)
    },
  },
  {
    action: 'application-autoscaling:DescribeScalingPolicies',
    call: async (session, options) => {
      const { client, sdk } = await session.open(applicationAutoscaling)
      return client.send(new sdk.DescribeScalingPoliciesCommand(few), options)
    },
  },
  {
    action: 'application-autoscaling:DescribeScheduledActions',
    call: async (session, options) => {
      const { client, sdk } = await session.open(applicationAutoscaling)
      return client.send(new sdk.DescribeScheduledActionsCommand(few), options)
    },
  },
  {
    action: 'application-autoscaling:ListTagsForResource',
    call: async (session, options) => {
      const { client, sdk } = await session.open(applicationAutoscaling)
      const place = session.place('application-autoscaling:DescribeScalableTargets', options.abortSignal)
      const answer = await oneCall(place, () => client.send(new sdk.DescribeScalableTargetsCommand(few), options))
      const arn = answer.ScalableTargets?.[0]?.ScalableTargetARN
      if (arn === undefined) return undefined
      return client.send(new sdk.ListTagsForResourceCommand({ ResourceARN: arn }), options)
    },
  },
]

/** Whose credentials these are, and one line for each list that is read. */
export function diagnoseApplicationAutoscaling(
  request: Omit<ReadRequest<AwsSettings>, 'unknown'>,
): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
