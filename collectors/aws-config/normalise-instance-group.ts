import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling'
import type { CollectedResource } from '../../src/model/resource.ts'
import { describedGroup } from '../_aws/shapes/described-group.ts'
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
  const groupArn = group.AutoScalingGroupARN ?? arn
  return [
    instanceGroupResource({
      ...{ name, region, tags },
      arn: groupArn,
      account: accountOf(groupArn) ?? account,
      ...describedGroup(group, group.VpczoneIdentifier),
      targetGroups: wordsOf(group.TargetGroupARNs),
      termination: wordsOf(group.TerminationPolicies),
    }),
  ]
}
