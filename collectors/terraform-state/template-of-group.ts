import type { FollowedTemplate } from '../_aws/template-in-force.ts'
import type { AttributeReader } from './attribute-reader.ts'

/** The launch template that an `aws_autoscaling_group` follows, by id or name; undefined where it has a launch configuration. */
export function templateOfGroup(group: AttributeReader): FollowedTemplate | undefined {
  const inMixed = group.blocks('mixed_instances_policy')[0]?.blocks('launch_template')[0]
  const named = group.blocks('launch_template')[0] ?? inMixed?.blocks('launch_template_specification')[0]
  const template =
    named?.text('id') ?? named?.text('launch_template_id') ?? named?.text('name') ?? named?.text('launch_template_name')
  return template === undefined ? undefined : { template, version: named?.text('version') ?? '$Default' }
}
