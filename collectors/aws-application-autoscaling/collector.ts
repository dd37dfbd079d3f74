import { defineCollector } from '../../src/collect/contract.ts'
import { autoscaler } from '../../src/model/kinds/autoscaler.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseApplicationAutoscaling } from './diagnose.ts'
import { readTargets } from './read-targets.ts'

export const awsApplicationAutoscaling = defineCollector({
  id: 'aws-application-autoscaling',
  family: 'aws',
  service: 'application-autoscaling',
  title: 'AWS Application Auto Scaling: targets, policies, schedules',
  mode: 'observed',
  // An autoscaler in a manifest is none of these, even where an environment has both.
  supersedes: ['terraform'],
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [autoscaler],
      needs: [
        'application-autoscaling:DescribeScalableTargets',
        'application-autoscaling:DescribeScalingPolicies',
        'application-autoscaling:DescribeScheduledActions',
        'application-autoscaling:ListTagsForResource',
      ],
      read: readTargets,
    },
  ],
  diagnose: diagnoseApplicationAutoscaling,
})
