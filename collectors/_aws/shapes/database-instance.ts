import { databaseInstance } from '../../../src/model/kinds/database-instance.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { instanceClass } from '../instance-class.ts'
import { readTags, wordsOf } from '../names.ts'
import { isDefaultOptionGroup } from './database-options.ts'
import { given, instant, positive, sortedSet, type AwsOrigin } from './origin.ts'
import { provisionedIops, provisionedThroughput } from './volume.ts'

/** An RDS database instance. What the source does not know stays undefined. */
export interface DatabaseInstanceInput extends AwsOrigin {
  /** The instance identifier, `shop-production-orders`. */
  readonly identifier: string
  readonly arn?: string | null | undefined
  readonly engine?: string | null | undefined
  readonly engineVersion?: string | null | undefined
  /** `db.m6g.large`: memory and architecture follow from it. */
  readonly class?: string | null | undefined
  /** GiB. */
  readonly allocatedStorage?: number | null | undefined
  /** GiB; 0 and anything not above the allocated storage mean that storage does not grow by itself. */
  readonly maxAllocatedStorage?: number | null | undefined
  readonly storageType?: string | null | undefined
  readonly iops?: number | null | undefined
  /** MiB/s. */
  readonly storageThroughput?: number | null | undefined
  readonly encrypted?: boolean | null | undefined
  /** Key that it is encrypted with: an ARN or an id. */
  readonly key?: string | null | undefined
  /** Identifier or ARN of the database that it is a replica of. */
  readonly replicaOf?: string | null | undefined
  readonly multiAz?: boolean | null | undefined
  readonly zone?: string | null | undefined
  /** Days. */
  readonly backupRetention?: number | null | undefined
  readonly backupWindow?: string | null | undefined
  readonly maintenanceWindow?: string | null | undefined
  readonly autoMinorVersionUpgrade?: boolean | null | undefined
  readonly deletionProtection?: boolean | null | undefined
  readonly publiclyAccessible?: boolean | null | undefined
  readonly iamAuthentication?: boolean | null | undefined
  readonly performanceInsights?: boolean | null | undefined
  /** Seconds. */
  readonly monitoringInterval?: number | null | undefined
  readonly logExports?: readonly string[] | null | undefined
  readonly port?: number | null | undefined
  readonly databaseName?: string | null | undefined
  readonly caCertificate?: string | null | undefined
  /** End of validity of the server certificate. */
  readonly certificateNotAfter?: Date | string | null | undefined
  readonly licenseModel?: string | null | undefined
  /** Host name without a port. */
  readonly endpoint?: string | null | undefined
  /** Identifier of the cluster that it is a member of. */
  readonly cluster?: string | null | undefined
  /** Name of the option group. */
  readonly options?: string | null | undefined
  /** Words for what was changed and is not in force yet. */
  readonly pending?: readonly string[] | undefined
  /** Name of the parameter group. */
  readonly parameters?: string | null | undefined
  readonly parameterStatus?: string | null | undefined
  /** Id of the VPC of its subnet group. */
  readonly network?: string | null | undefined
  /** Ids of its VPC security groups. */
  readonly firewalls?: readonly string[] | null | undefined
}

/** An RDS database instance as a `database-instance`. Its id is its identifier; its ARN and endpoint are other words for it. */
export function databaseInstanceResource(
  input: DatabaseInstanceInput,
): CollectedResource<typeof databaseInstance.fields> {
  const { tags, address } = readTags(input.tags)
  const className = given(input.class)
  const measures = className === undefined ? undefined : instanceClass(className)
  return collected(databaseInstance, {
    id: input.identifier,
    name: input.identifier,
    address: input.address ?? address,
    identifiers: wordsOf(input.identifier, input.arn, input.endpoint),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      engine: given(input.engine),
      engineVersion: given(input.engineVersion),
      class: className,
      memory: measures?.memoryMiB,
      architecture: measures?.architecture,
      ...storageOf(input),
      ...(given(input.cluster) === undefined ? ownSettings(input) : {}),
      zone: given(input.zone),
      maintenanceWindow: given(input.maintenanceWindow)?.toLowerCase(),
      autoMinorVersionUpgrade: input.autoMinorVersionUpgrade ?? undefined,
      publiclyAccessible: input.publiclyAccessible ?? undefined,
      performanceInsights: input.performanceInsights ?? undefined,
      monitoringInterval: input.monitoringInterval ?? undefined,
      caCertificate: given(input.caCertificate),
      certificateNotAfter: instant(input.certificateNotAfter),
      endpoint: given(input.endpoint)?.toLowerCase(),
      cluster: given(input.cluster),
      parameters: given(input.parameters),
      options: optionsOf(given(input.options)),
      pendingChanges: given(input.pending === undefined ? undefined : [...input.pending].sort().join(', ')),
      parameterStatus: given(input.parameterStatus),
    },
  })
}

/** What a member of a cluster has from it: told of the cluster once, instead of once more for each member. */
function ownSettings(input: DatabaseInstanceInput): CollectedResource<typeof databaseInstance.fields>['attributes'] {
  return {
    encrypted: input.encrypted ?? undefined,
    key: given(input.key),
    replicaOf: given(input.replicaOf),
    multiAz: input.multiAz ?? undefined,
    backupRetention: input.backupRetention ?? undefined,
    backupWindow: given(input.backupWindow),
    deletionProtection: input.deletionProtection ?? undefined,
    iamAuthentication: input.iamAuthentication ?? undefined,
    logExports: sortedSet(input.logExports),
    port: positive(input.port),
    databaseName: given(input.databaseName),
    licenseModel: given(input.licenseModel),
    network: given(input.network),
    firewalls: sortedSet(input.firewalls),
  }
}

/** A default group is empty: to use it is to use none. */
function optionsOf(name: string | undefined): string | undefined {
  return name === undefined || isDefaultOptionGroup(name) ? undefined : name
}

/** A member of an Aurora cluster has no storage of its own: the API shows 1 GiB, which nobody set. */
function storageOf(input: DatabaseInstanceInput): CollectedResource<typeof databaseInstance.fields>['attributes'] {
  const type = given(input.storageType)
  if (given(input.cluster) !== undefined) return {}
  if (type?.startsWith('aurora') === true || input.engine?.startsWith('aurora') === true) return { storageType: type }
  const allocated = positive(input.allocatedStorage)
  const most = positive(input.maxAllocatedStorage)
  return {
    allocatedStorage: allocated,
    maxAllocatedStorage: most !== undefined && most > (allocated ?? 0) ? most : undefined,
    storageType: type,
    iops: provisionedIops(type, input.iops),
    storageThroughput: provisionedThroughput(type, input.storageThroughput),
  }
}
