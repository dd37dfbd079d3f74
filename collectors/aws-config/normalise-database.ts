import type { DBInstance } from '@aws-sdk/client-rds'
import type { CollectedResource } from '../../src/model/resource.ts'
import { isScaledReader } from '../_aws/shapes/database-cluster.ts'
import { databaseInstanceResource } from '../_aws/shapes/database-instance.ts'
import { describedDatabase } from '../_aws/shapes/described-database.ts'
import type { ConfigRow } from './row.ts'

/** A recorded database instance as a `database-instance`; nothing for one that is being deleted, or that an autoscaler made. */
export function normaliseDbInstance({
  configuration,
  arn,
  account,
  region,
  tags,
}: ConfigRow): readonly CollectedResource[] {
  const instance = configuration as DBInstance
  // The id of the row is the one that a rename does not change; people and other resources use the identifier.
  const identifier = instance.DBInstanceIdentifier
  if (identifier === undefined || instance.DBInstanceStatus === 'deleting' || isScaledReader(identifier)) return []
  return [
    databaseInstanceResource({
      ...{ identifier, account, region, tags },
      arn: instance.DBInstanceArn ?? arn,
      ...describedDatabase(instance),
    }),
  ]
}

/** What AWS Config does not record of a database instance. Source: aws-config-resource-schema, AWS::RDS::DBInstance. */
export const unrecorded = ['/storageThroughput', '/certificateNotAfter', '/pendingChanges']
