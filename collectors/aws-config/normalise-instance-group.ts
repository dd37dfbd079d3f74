import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling'
import type { CollectedResource } from '../../src/model/resource.ts'
import { instanceGroupResource } from '../_aws/shapes/instance-group.ts'
import type { ConfigRow } from './row.ts'
import { accountOf, wordsOf } from './values.ts'

/** AWS Config writes the list of subnets with another case. */
interface RecordedGroup extends Partial<Omit<AutoScalingGroup, 'VPCZoneIdentifier'>> {
  readonly VpczoneIdentifier?: string
}

/** Policies are recorded as a type of their own, which nothing here needs; schedules too. */
export const unrecordedOfGroups = ['/policies', '/schedules']

/** A recorded auto-scaling group as an `instance-group`; nothing for one that is being deleted. */
export function normaliseGroup({ configuration, arn, account, region, tags }: ConfigRow): readonly CollectedResource[] {
  const group = configuration as RecordedGroup
  const { AutoScalingGroupName: name } = group
  if (name === undefined || (group.Status ?? undefined) !== undefined) return []
  const mixed = group.MixedInstancesPolicy
  const template = group.LaunchTemplate ?? mixed?.LaunchTemplate?.LaunchTemplateSpecification
  const groupArn = group.AutoScalingGroupARN ?? arn
  return [
    instanceGroupResource({
      ...{ name, region, tags },
      arn: groupArn,
      account: accountOf(groupArn) ?? account,
      least: group.MinSize,
      most: group.MaxSize,
      desired: group.DesiredCapacity,
      template: template?.LaunchTemplateId ?? template?.LaunchTemplateName ?? group.LaunchConfigurationName,
      // Where a template is named without a version, it is the default one.
      version: template === undefined ? undefined : (template.Version ?? '$Default'),
      types: (mixed?.LaunchTemplate?.Overrides ?? []).flatMap((one) => one.InstanceType ?? []),
      onDemandBase: mixed?.InstancesDistribution?.OnDemandBaseCapacity,
      onDemandShare: mixed?.InstancesDistribution?.OnDemandPercentageAboveBaseCapacity,
      spotStrategy: mixed?.InstancesDistribution?.SpotAllocationStrategy,
      subnets: (group.VpczoneIdentifier ?? '').split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()])),
      targetGroups: wordsOf(group.TargetGroupARNs),
      healthCheck: group.HealthCheckType,
      gracePeriod: group.HealthCheckGracePeriod,
      cooldown: group.DefaultCooldown,
      warmup: group.DefaultInstanceWarmup,
      lifetime: group.MaxInstanceLifetime,
      termination: wordsOf(group.TerminationPolicies),
      protected: group.NewInstancesProtectedFromScaleIn,
      rebalance: group.CapacityRebalance,
      suspended: (group.SuspendedProcesses ?? []).flatMap((one) => one.ProcessName ?? []),
    }),
  ]
}
