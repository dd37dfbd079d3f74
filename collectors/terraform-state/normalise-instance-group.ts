import { instanceGroupResource } from '../_aws/shapes/instance-group.ts'
import { instanceGroup } from '../../src/model/kinds/instance-group.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'
import { templateOfGroup } from './template-of-group.ts'

/** An `aws_autoscaling_group`. Its policies and schedules may be in other states; code does not suspend processes by hand. */
export const instanceGroupMapping = defineMapping({
  kind: instanceGroup,
  types: ['aws_autoscaling_group'],
  cannotKnow: ['/policies', '/schedules', '/suspended'],
  fields: {
    launch_configuration: 'template',
    launch_template: 'template',
    mixed_instances_policy: 'types',
    min_size: 'least',
    max_size: 'most',
    desired_capacity: 'desired',
    vpc_zone_identifier: 'subnets',
    target_group_arns: 'targetGroups',
    health_check_type: 'healthCheck',
    health_check_grace_period: 'gracePeriod',
    default_cooldown: 'cooldown',
    default_instance_warmup: 'warmup',
    max_instance_lifetime: 'lifetime',
    termination_policies: 'termination',
    protect_from_scale_in: 'protected',
    capacity_rebalance: 'rebalance',
    tag: '',
  },
  normalise: (reader) => {
    const mixed = reader.blocks('mixed_instances_policy')[0]
    const inMixed = mixed?.blocks('launch_template')[0]
    const spread = mixed?.blocks('instances_distribution')[0]
    const followed = templateOfGroup(reader)
    const tags = reader.blocks('tag').flatMap((tag) => {
      const Key = tag.text('key')
      return Key === undefined ? [] : [{ Key, Value: tag.text('value') ?? '' }]
    })
    return instanceGroupResource({
      ...originOf(reader),
      tags,
      name: reader.required('name'),
      arn: reader.text('arn'),
      least: reader.number('min_size'),
      most: reader.number('max_size'),
      desired: reader.number('desired_capacity'),
      template: followed?.template ?? reader.text('launch_configuration'),
      version: followed?.version,
      types: (inMixed?.blocks('override') ?? []).flatMap((one) => one.text('instance_type') ?? []),
      onDemandBase: spread?.number('on_demand_base_capacity'),
      onDemandShare: spread?.number('on_demand_percentage_above_base_capacity'),
      spotStrategy: spread?.text('spot_allocation_strategy'),
      subnets: reader.texts('vpc_zone_identifier'),
      targetGroups: reader.texts('target_group_arns'),
      healthCheck: reader.text('health_check_type'),
      gracePeriod: reader.number('health_check_grace_period'),
      cooldown: reader.number('default_cooldown'),
      warmup: reader.number('default_instance_warmup'),
      lifetime: reader.number('max_instance_lifetime'),
      termination: reader.texts('termination_policies'),
      protected: reader.flag('protect_from_scale_in'),
      rebalance: reader.flag('capacity_rebalance'),
    })
  },
})
