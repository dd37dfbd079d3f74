import { defineCollector } from '../../src/collect/contract.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { databaseParameters } from '../../src/model/kinds/database-parameters.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseRds } from './diagnose.ts'
import { readInstances } from './read-instances.ts'
import { readParameters } from './read-parameters.ts'

export const awsRds = defineCollector({
  id: 'aws-rds',
  family: 'aws',
  service: 'rds',
  title: 'Amazon RDS: database instances, parameter groups',
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
  ],
  diagnose: diagnoseRds,
})
