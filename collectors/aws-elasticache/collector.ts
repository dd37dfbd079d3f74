import { defineCollector } from '../../src/collect/contract.ts'
import { cacheParameters } from '../../src/model/kinds/cache-parameters.ts'
import { cache } from '../../src/model/kinds/cache.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseElasticache } from './diagnose.ts'
import { readCaches } from './read-caches.ts'
import { readParameters } from './read-parameters.ts'

export const awsElasticache = defineCollector({
  id: 'aws-elasticache',
  family: 'aws',
  service: 'elasticache',
  title: 'Amazon ElastiCache: caches, parameter groups',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [cache],
      needs: [
        'elasticache:DescribeCacheClusters',
        'elasticache:DescribeCacheSubnetGroups',
        'elasticache:DescribeReplicationGroups',
        'elasticache:DescribeServerlessCaches',
        'elasticache:ListTagsForResource',
      ],
      read: readCaches,
    },
    {
      produces: [cacheParameters],
      needs: [
        'elasticache:DescribeCacheClusters',
        'elasticache:DescribeCacheParameterGroups',
        'elasticache:DescribeCacheParameters',
      ],
      read: readParameters,
    },
  ],
  diagnose: diagnoseElasticache,
})
