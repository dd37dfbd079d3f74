import { autoscalerResource, type TargetPolicyInput, type TargetScheduleInput } from '../_aws/shapes/autoscaler.ts'
import { autoscaler } from '../../src/model/kinds/autoscaler.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

const policyType = 'aws_appautoscaling_policy'
const scheduleType = 'aws_appautoscaling_scheduled_action'

/** An `aws_appautoscaling_target` with the policies and schedules that stand beside it. */
export const autoscalerMapping = defineMapping({
  kind: autoscaler,
  types: ['aws_appautoscaling_target'],
  parts: [policyType, scheduleType],
  fields: {
    resource_id: 'target',
    scalable_dimension: 'dimension',
    min_capacity: 'minReplicas',
    max_capacity: 'maxReplicas',
    suspended_state: 'suspended',
  },
  normalise: (reader, { state }) => {
    const resource = reader.required('resource_id')
    const dimension = reader.required('scalable_dimension')
    const own = (type: string): readonly AttributeReader[] =>
      besides(state, [type], 'resource_id', [resource]).filter((one) => one.text('scalable_dimension') === dimension)
    const [suspended] = reader.blocks('suspended_state')
    return autoscalerResource({
      ...originOf(reader),
      namespace: reader.required('service_namespace'),
      resource,
      dimension,
      arn: reader.text('arn'),
      least: reader.number('min_capacity'),
      most: reader.number('max_capacity'),
      suspendedIn: suspended?.flag('dynamic_scaling_in_suspended'),
      suspendedOut: suspended?.flag('dynamic_scaling_out_suspended'),
      suspendedSchedules: suspended?.flag('scheduled_scaling_suspended'),
      policies: own(policyType).map(policyOf),
      schedules: own(scheduleType).map(scheduleOf),
    })
  },
})

function policyOf(reader: AttributeReader): TargetPolicyInput {
  const [tracking] = reader.blocks('target_tracking_scaling_policy_configuration')
  const [steps] = reader.blocks('step_scaling_policy_configuration')
  const [predictive] = reader.blocks('predictive_scaling_policy_configuration')
  const [forecast] = predictive?.blocks('metric_specification') ?? []
  return {
    name: reader.required('name'),
    type: reader.text('policy_type'),
    metric:
      tracking?.blocks('predefined_metric_specification')[0]?.text('predefined_metric_type') ??
      tracking?.blocks('customized_metric_specification')[0]?.text('metric_name') ??
      forecast?.blocks('predefined_metric_pair_specification')[0]?.text('predefined_metric_type') ??
      forecast?.blocks('predefined_scaling_metric_specification')[0]?.text('predefined_metric_type'),
    value: tracking?.number('target_value') ?? forecast?.number('target_value'),
    disableScaleIn: tracking?.flag('disable_scale_in'),
    cooldownOut: tracking?.number('scale_out_cooldown') ?? steps?.number('cooldown'),
    cooldownIn: tracking?.number('scale_in_cooldown'),
    adjustmentType: steps?.text('adjustment_type'),
    steps: (steps?.blocks('step_adjustment') ?? []).map((step) => ({
      from: step.text('metric_interval_lower_bound'),
      by: step.number('scaling_adjustment'),
    })),
    mode: predictive?.text('mode'),
  }
}

function scheduleOf(reader: AttributeReader): TargetScheduleInput {
  const [action] = reader.blocks('scalable_target_action')
  return {
    name: reader.required('name'),
    schedule: reader.text('schedule'),
    zone: reader.text('timezone'),
    least: action?.number('min_capacity'),
    most: action?.number('max_capacity'),
  }
}
