import { defineCollector } from '../../src/collect/contract.ts'
import { loadBalancer } from '../../src/model/kinds/load-balancer.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseElb } from './diagnose.ts'
import { readBalancers } from './read-balancers.ts'

export const awsElb = defineCollector({
  id: 'aws-elb',
  family: 'aws',
  service: 'elb',
  title: 'Elastic Load Balancing: classic load balancers',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  // What AWS Config records of load balancers is of the newer types.
  irreplaceable: true,
  reads: [
    {
      produces: [loadBalancer],
      needs: [
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancerPolicies',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeTags',
      ],
      read: readBalancers,
    },
  ],
  diagnose: diagnoseElb,
})
