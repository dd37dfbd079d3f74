import type { DBInstance } from '@aws-sdk/client-rds'
import type { CollectedResource } from '../../src/model/resource.ts'
import { databaseClusterResource } from '../_aws/shapes/database-cluster.ts'
import { describedCluster, statusOfMembers, type DescribedCluster } from '../_aws/shapes/described-database.ts'
import type { Beside, RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'
import { accountOf, wordOf, wordsOf } from './values.ts'

/** The words of AWS Config for a cluster, where the API of RDS writes them otherwise. */
interface RecordedCluster extends Partial<DescribedCluster> {
  readonly DbclusterIdentifier?: string
  readonly DbclusterArn?: string
  readonly DbclusterInstanceClass?: string
  readonly DbclusterParameterGroup?: string
  readonly DbclusterMembers?: readonly Member[]
  readonly IamdatabaseAuthenticationEnabled?: boolean
  readonly Status?: string
  readonly Endpoint?: unknown
  readonly ReaderEndpoint?: unknown
  readonly CustomEndpoints?: unknown
}

interface Member {
  readonly DbinstanceIdentifier?: string
  readonly IsClusterWriter?: boolean
  readonly ClusterWriter?: boolean
  readonly DbclusterParameterGroupStatus?: string
}

const instanceType = 'AWS::RDS::DBInstance'

/** A cluster tells neither its network nor the classes of its members. */
export const membersBeside: Beside = {
  type: instanceType,
  fields: ['/network', '/memory'],
  keys: ({ configuration }) => {
    const { DBClusterIdentifier: cluster } = configuration as DBInstance
    return cluster === undefined ? [] : [cluster]
  },
}

/** Of changes that wait only a few are recorded. Source: aws-config-resource-schema, AWS::RDS::DBCluster. */
export const unrecordedOfClusters = ['/managedPassword', '/pendingChanges']

/** A recorded cluster as a `database-cluster`; nothing for one that is being deleted. */
export function normaliseDbCluster(
  { configuration, arn, account, region, tags }: ConfigRow,
  context: RowContext,
): readonly CollectedResource[] {
  const cluster = configuration as RecordedCluster
  const identifier = cluster.DbclusterIdentifier
  if (identifier === undefined || cluster.Status === 'deleting') return []
  const own = cluster.DbclusterMembers ?? []
  const members = context.beside(instanceType, identifier)?.map((row): DBInstance => row.configuration)
  return [
    databaseClusterResource({
      ...{ identifier, region, tags },
      arn: cluster.DbclusterArn ?? arn,
      account: accountOf(cluster.DbclusterArn) ?? account,
      ...describedCluster(cluster, cluster.DbclusterInstanceClass),
      memberClasses: members?.map((one) => one.DBInstanceClass ?? ''),
      readers: own.filter((one) => !isWriter(one)).map((one) => one.DbinstanceIdentifier ?? ''),
      writer: own.find(isWriter)?.DbinstanceIdentifier,
      iamAuthentication: cluster.IamdatabaseAuthenticationEnabled,
      endpoints: [wordOf(cluster.Endpoint), wordOf(cluster.ReaderEndpoint), ...wordsOf(cluster.CustomEndpoints)],
      parameters: cluster.DbclusterParameterGroup,
      parameterStatus: statusOfMembers(own.flatMap(({ DbclusterParameterGroupStatus: status }) => status ?? [])),
      network: members?.find((one) => one.DBSubnetGroup?.VpcId !== undefined)?.DBSubnetGroup?.VpcId,
    }),
  ]
}

/** Older items have the one word, newer ones both. */
function isWriter(member: Member): boolean {
  return member.IsClusterWriter === true || member.ClusterWriter === true
}
