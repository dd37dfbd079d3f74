import { defineCollector } from '../../src/collect/contract.ts'
import { loadBalancer } from '../../src/model/kinds/load-balancer.ts'
import { targetGroup } from '../../src/model/kinds/target-group.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseElbv2 } from './diagnose.ts'
import { readLoadBalancers } from './read-load-balancers.ts'
import { readTargetGroups } from './read-target-groups.ts'

export const awsElbv2 = defineCollector({
  id: 'aws-elbv2',
  family: 'aws',
  service: 'elbv2',
  title: 'Elastic Load Balancing: load balancers, listeners, rules, target groups',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [loadBalancer],
      needs: [
        'elasticloadbalancing:DescribeListenerCertificates',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeTags',
      ],
      read: readLoadBalancers,
    },
    {
      produces: [targetGroup],
      needs: [
        'elasticloadbalancing:DescribeTags',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
      ],
      read: readTargetGroups,
    },
  ],
  diagnose: diagnoseElbv2,
})
