import { defineCollector } from '../../src/collect/contract.ts'
import { containerCluster } from '../../src/model/kinds/container-cluster.ts'
import { workload } from '../../src/model/kinds/workload.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseEcs } from './diagnose.ts'
import { readClusters } from './read-clusters.ts'
import { readServices } from './read-services.ts'

export const awsEcs = defineCollector({
  id: 'aws-ecs',
  family: 'aws',
  service: 'ecs',
  title: 'Amazon ECS: clusters, services with their task definitions',
  mode: 'observed',
  // A workload in a manifest is none of these, even where an environment has both.
  supersedes: ['terraform'],
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    { produces: [containerCluster], needs: ['ecs:DescribeClusters', 'ecs:ListClusters'], read: readClusters },
    {
      produces: [workload],
      needs: [
        // What scales a service makes a moment of the wanted count.
        'application-autoscaling:DescribeScalableTargets',
        'ecs:DescribeServices',
        'ecs:DescribeTaskDefinition',
        'ecs:ListClusters',
        'ecs:ListServices',
      ],
      read: readServices,
    },
  ],
  diagnose: diagnoseEcs,
})
