import type { AutoScalingGroup, ScalingPolicy, ScheduledUpdateGroupAction } from '@aws-sdk/client-auto-scaling'
import type { CollectedResource } from '../../src/model/resource.ts'
import { describedGroup } from '../_aws/shapes/described-group.ts'
import { instanceGroupResource, type ScalingPolicyInput, type ScheduleInput } from '../_aws/shapes/instance-group.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What scales a group; undefined: could not be read. */
export interface Scaling {
  readonly policies: readonly ScalingPolicy[] | undefined
  readonly schedules: readonly ScheduledUpdateGroupAction[] | undefined
}

/** A group as an `instance-group`; nothing for one that is being deleted. */
export function normaliseGroup(group: AutoScalingGroup, place: Place, scaling: Scaling): readonly CollectedResource[] {
  const { AutoScalingGroupName: name } = group
  if (name === undefined || group.Status !== undefined) return []
  const [, , , , account] = (group.AutoScalingGroupARN ?? '').split(':')
  return [
    instanceGroupResource({
      name,
      arn: group.AutoScalingGroupARN,
      account: account === undefined || account === '' ? place.account : account,
      region: place.region,
      tags: group.Tags,
      ...describedGroup(group, group.VPCZoneIdentifier),
      targetGroups: group.TargetGroupARNs,
      termination: group.TerminationPolicies,
      policies: scaling.policies?.flatMap(policyOf),
      schedules: scaling.schedules?.flatMap(scheduleOf),
    }),
  ]
}

function policyOf(policy: ScalingPolicy): readonly ScalingPolicyInput[] {
  if (policy.PolicyName === undefined) return []
  const tracking = policy.TargetTrackingConfiguration
  const [predictive] = policy.PredictiveScalingConfiguration?.MetricSpecifications ?? []
  const simple = policy.PolicyType === 'SimpleScaling' ? [{ by: policy.ScalingAdjustment }] : []
  const steps = (policy.StepAdjustments ?? []).map((one) => ({
    from: one.MetricIntervalLowerBound,
    by: one.ScalingAdjustment,
  }))
  return [
    {
      name: policy.PolicyName,
      type: policy.PolicyType,
      enabled: policy.Enabled,
      metric:
        tracking?.PredefinedMetricSpecification?.PredefinedMetricType ??
        tracking?.CustomizedMetricSpecification?.MetricName ??
        predictive?.PredefinedMetricPairSpecification?.PredefinedMetricType,
      target: tracking?.TargetValue ?? predictive?.TargetValue,
      disableScaleIn: tracking?.DisableScaleIn,
      adjustmentType: policy.AdjustmentType,
      steps: [...steps, ...simple],
    },
  ]
}

function scheduleOf(action: ScheduledUpdateGroupAction): readonly ScheduleInput[] {
  if (action.ScheduledActionName === undefined) return []
  return [
    {
      name: action.ScheduledActionName,
      recurrence: action.Recurrence,
      zone: action.TimeZone,
      least: action.MinSize,
      most: action.MaxSize,
      desired: action.DesiredCapacity,
    },
  ]
}
