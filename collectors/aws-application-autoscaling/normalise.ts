import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '@aws-sdk/client-application-auto-scaling'
import type { CollectedResource } from '../../src/model/resource.ts'
import {
  autoscalerResource,
  targetId,
  type TargetPolicyInput,
  type TargetScheduleInput,
} from '../_aws/shapes/autoscaler.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What belongs to a target; undefined: could not be read. */
export interface Scaling {
  readonly policies: readonly ScalingPolicy[] | undefined
  readonly schedules: readonly ScheduledAction[] | undefined
  readonly tags: Readonly<Record<string, string>> | undefined
}

/** A word for what a target, a policy or a schedule is about: they name it by three words. */
export function scaledThing(one: {
  readonly ServiceNamespace: string | undefined
  readonly ResourceId: string | undefined
  readonly ScalableDimension?: string | undefined
}): string {
  const { ServiceNamespace: namespace = '', ResourceId: resource = '', ScalableDimension: dimension = '' } = one
  return targetId({ namespace, resource, dimension })
}

/** A scalable target as an `autoscaler`; nothing without what it scales. */
export function normaliseTarget(target: ScalableTarget, place: Place, scaling: Scaling): readonly CollectedResource[] {
  const { ServiceNamespace: namespace, ResourceId: resource, ScalableDimension: dimension } = target
  if (namespace === undefined || resource === undefined || dimension === undefined) return []
  const [, , , , account] = (target.ScalableTargetARN ?? '').split(':')
  return [
    autoscalerResource({
      namespace,
      resource,
      dimension,
      arn: target.ScalableTargetARN,
      account: account === undefined || account === '' ? place.account : account,
      region: place.region,
      tags: scaling.tags,
      least: target.MinCapacity,
      most: target.MaxCapacity,
      suspendedIn: target.SuspendedState?.DynamicScalingInSuspended,
      suspendedOut: target.SuspendedState?.DynamicScalingOutSuspended,
      suspendedSchedules: target.SuspendedState?.ScheduledScalingSuspended,
      policies: scaling.policies?.flatMap(policyOf),
      schedules: scaling.schedules?.flatMap(scheduleOf),
    }),
  ]
}

function policyOf(policy: ScalingPolicy): readonly TargetPolicyInput[] {
  if (policy.PolicyName === undefined) return []
  const tracking = policy.TargetTrackingScalingPolicyConfiguration
  const steps = policy.StepScalingPolicyConfiguration
  const predictive = policy.PredictiveScalingPolicyConfiguration
  const [forecast] = predictive?.MetricSpecifications ?? []
  return [
    {
      name: policy.PolicyName,
      type: policy.PolicyType,
      metric:
        tracking?.PredefinedMetricSpecification?.PredefinedMetricType ??
        tracking?.CustomizedMetricSpecification?.MetricName ??
        forecast?.PredefinedMetricPairSpecification?.PredefinedMetricType ??
        forecast?.PredefinedScalingMetricSpecification?.PredefinedMetricType,
      value: tracking?.TargetValue ?? forecast?.TargetValue,
      disableScaleIn: tracking?.DisableScaleIn,
      cooldownOut: tracking?.ScaleOutCooldown ?? steps?.Cooldown,
      cooldownIn: tracking?.ScaleInCooldown,
      adjustmentType: steps?.AdjustmentType,
      steps: (steps?.StepAdjustments ?? []).map((step) => ({
        from: step.MetricIntervalLowerBound,
        by: step.ScalingAdjustment,
      })),
      mode: predictive?.Mode,
    },
  ]
}

function scheduleOf(action: ScheduledAction): readonly TargetScheduleInput[] {
  if (action.ScheduledActionName === undefined) return []
  return [
    {
      name: action.ScheduledActionName,
      schedule: action.Schedule,
      zone: action.Timezone,
      least: action.ScalableTargetAction?.MinCapacity,
      most: action.ScalableTargetAction?.MaxCapacity,
    },
  ]
}
