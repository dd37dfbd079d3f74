import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling'
import type { InstanceGroupInput } from './instance-group.ts'

/** What EC2 Auto Scaling says of a group, and AWS Config in the same words, but for `subnets`, which it writes otherwise. */
export function describedGroup(
  group: Partial<Omit<AutoScalingGroup, 'VPCZoneIdentifier'>>,
  subnets: string | undefined,
): Omit<InstanceGroupInput, 'name' | 'arn' | 'account' | 'region' | 'tags' | 'address' | 'policies' | 'schedules'> {
  const mixed = group.MixedInstancesPolicy
  const template = group.LaunchTemplate ?? mixed?.LaunchTemplate?.LaunchTemplateSpecification
  return {
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
    subnets: (subnets ?? '').split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()])),
    healthCheck: group.HealthCheckType,
    gracePeriod: group.HealthCheckGracePeriod,
    cooldown: group.DefaultCooldown,
    warmup: group.DefaultInstanceWarmup,
    lifetime: group.MaxInstanceLifetime,
    protected: group.NewInstancesProtectedFromScaleIn,
    rebalance: group.CapacityRebalance,
    suspended: (group.SuspendedProcesses ?? []).flatMap((one) => one.ProcessName ?? []),
  }
}
