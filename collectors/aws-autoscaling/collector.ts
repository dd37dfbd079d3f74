import { defineCollector } from '../../src/collect/contract.ts'
import { instanceGroup } from '../../src/model/kinds/instance-group.ts'
import { launchTemplate } from '../../src/model/kinds/launch-template.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseAutoscaling } from './diagnose.ts'
import { readGroups } from './read-groups.ts'
import { readLaunchConfigurations } from './read-launch-configurations.ts'

export const awsAutoscaling = defineCollector({
  id: 'aws-autoscaling',
  family: 'aws',
  service: 'autoscaling',
  title: 'Amazon EC2 Auto Scaling: groups, policies, schedules, launch configurations',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [instanceGroup],
      needs: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribePolicies',
        'autoscaling:DescribeScheduledActions',
      ],
      read: readGroups,
    },
    {
      produces: [launchTemplate],
      needs: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLaunchConfigurations',
        'ec2:DescribeImages',
      ],
      read: readLaunchConfigurations,
    },
  ],
  diagnose: diagnoseAutoscaling,
})
