import { defineCollector } from '../../src/collect/contract.ts'
import { databaseClusterParameters } from '../../src/model/kinds/database-cluster-parameters.ts'
import { databaseCluster } from '../../src/model/kinds/database-cluster.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { databaseOptions } from '../../src/model/kinds/database-options.ts'
import { databaseParameters } from '../../src/model/kinds/database-parameters.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseRds } from './diagnose.ts'
import { readClusterParameters, readClusters, readOptions } from './read-clusters.ts'
import { readInstances } from './read-instances.ts'
import { readParameters } from './read-parameters.ts'

export const awsRds = defineCollector({
  id: 'aws-rds',
  family: 'aws',
  service: 'rds',
  title: 'Amazon RDS: database instances, clusters, parameter groups, option groups',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    { produces: [databaseInstance], needs: ['rds:DescribeDBInstances'], read: readInstances },
    {
      produces: [databaseParameters],
      needs: ['rds:DescribeDBInstances', 'rds:DescribeDBParameterGroups', 'rds:DescribeDBParameters'],
      read: readParameters,
    },
    { produces: [databaseCluster], needs: ['rds:DescribeDBClusters', 'rds:DescribeDBInstances'], read: readClusters },
    {
      produces: [databaseClusterParameters],
      needs: ['rds:DescribeDBClusterParameterGroups', 'rds:DescribeDBClusterParameters', 'rds:DescribeDBClusters'],
      read: readClusterParameters,
    },
    { produces: [databaseOptions], needs: ['rds:DescribeDBInstances', 'rds:DescribeOptionGroups'], read: readOptions },
  ],
  diagnose: diagnoseRds,
})
