import type { DBInstance, DBParameterGroup, Parameter } from '@aws-sdk/client-rds'
import type { CollectedResource } from '../../src/model/resource.ts'
import { isScaledReader } from '../_aws/shapes/database-cluster.ts'
import { databaseInstanceResource } from '../_aws/shapes/database-instance.ts'
import { databaseParametersResource, type ParameterInput } from '../_aws/shapes/database-parameters.ts'
import { describedDatabase } from '../_aws/shapes/described-database.ts'
import { pendingWords } from './pending.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** A database instance as a `database-instance`; nothing for one that is being deleted, or that an autoscaler made. */
export function normaliseDbInstance(instance: DBInstance, place: Place): readonly CollectedResource[] {
  const identifier = instance.DBInstanceIdentifier
  if (identifier === undefined || instance.DBInstanceStatus === 'deleting' || isScaledReader(identifier)) return []
  return [
    databaseInstanceResource({
      identifier,
      arn: instance.DBInstanceArn,
      account: accountOf(instance.DBInstanceArn) ?? place.account,
      region: place.region,
      tags: instance.TagList,
      ...describedDatabase(instance),
      storageThroughput: instance.StorageThroughput,
      certificateNotAfter: instance.CertificateDetails?.ValidTill,
      pending: pendingWords(instance.PendingModifiedValues),
    }),
  ]
}

/** A parameter group with its values as `database-parameters`. */
export function normaliseParameterGroup(
  group: DBParameterGroup,
  parameters: readonly Parameter[],
  place: Place,
): readonly CollectedResource[] {
  const { DBParameterGroupName: name, DBParameterGroupFamily: family, DBParameterGroupArn: arn } = group
  if (name === undefined || family === undefined) return []
  return [
    databaseParametersResource({
      name,
      arn,
      account: accountOf(arn) ?? place.account,
      region: place.region,
      family,
      description: group.Description,
      parameters: parameterInputs(parameters),
    }),
  ]
}

/** The parameters of a group, without those that have no name. */
export function parameterInputs(parameters: readonly Parameter[]): readonly ParameterInput[] {
  return parameters.flatMap((parameter) =>
    parameter.ParameterName === undefined
      ? []
      : [
          {
            name: parameter.ParameterName,
            value: parameter.ParameterValue,
            source: parameter.Source,
            apply: parameter.ApplyType,
          },
        ],
  )
}

/** Names of the parameter groups of an instance. */
export function parameterGroupNames(instance: DBInstance): readonly string[] {
  return (instance.DBParameterGroups ?? [])
    .map((group) => group.DBParameterGroupName)
    .filter((name) => name !== undefined)
}

/** Whether AWS made the group: it is named after its family and cannot be changed. */
export function isDefaultGroup(name: string): boolean {
  return name.startsWith('default.')
}

/** The account in `arn:aws:rds:eu-west-1:111111111111:db:orders`. */
export function accountOf(arn: string | undefined): string | undefined {
  const account = arn?.split(':')[4]
  return account === '' ? undefined : account
}
