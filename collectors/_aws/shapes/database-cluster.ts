import { databaseCluster } from '../../../src/model/kinds/database-cluster.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { instanceClass } from '../instance-class.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, positive, sortedSet, type AwsOrigin } from './origin.ts'
import { provisionedIops } from './volume.ts'

/** A cluster of RDS. What the source does not know stays undefined. */
export interface DatabaseClusterInput extends AwsOrigin {
  readonly identifier: string
  readonly arn?: string | null | undefined
  readonly engine?: string | null | undefined
  readonly engineVersion?: string | null | undefined
  /** `provisioned`, `serverless`; others of Aurora's past count as provisioned. */
  readonly mode?: string | null | undefined
  /** Of a Multi-AZ cluster. */
  readonly class?: string | null | undefined
  /** Classes of the members; undefined: not known. */
  readonly memberClasses?: readonly string[] | undefined
  readonly capacity?:
    { readonly least?: number | null | undefined; readonly most?: number | null | undefined } | undefined
  /** Seconds; undefined where it is never paused. */
  readonly pauseAfter?: number | null | undefined
  /** Identifiers of members beside the writer; undefined: not known. */
  readonly readers?: readonly string[] | undefined
  readonly writer?: string | null | undefined
  readonly multiAz?: boolean | null | undefined
  readonly storageType?: string | null | undefined
  /** GiB. Aurora shows 1. */
  readonly allocatedStorage?: number | null | undefined
  readonly iops?: number | null | undefined
  readonly encrypted?: boolean | null | undefined
  /** Key that it is encrypted with: an ARN or an id. */
  readonly key?: string | null | undefined
  /** Identifier or ARN of the database that it is a replica of. */
  readonly replicaOf?: string | null | undefined
  /** Days. */
  readonly backupRetention?: number | null | undefined
  readonly backupWindow?: string | null | undefined
  /** Seconds. */
  readonly backtrack?: number | null | undefined
  readonly maintenanceWindow?: string | null | undefined
  readonly autoMinorVersionUpgrade?: boolean | null | undefined
  readonly deletionProtection?: boolean | null | undefined
  readonly publiclyAccessible?: boolean | null | undefined
  readonly iamAuthentication?: boolean | null | undefined
  readonly managedPassword?: boolean | null | undefined
  readonly httpEndpoint?: boolean | null | undefined
  readonly performanceInsights?: boolean | null | undefined
  readonly logExports?: readonly string[] | null | undefined
  readonly port?: number | null | undefined
  readonly databaseName?: string | null | undefined
  /** Host names: the writer's, then others. */
  readonly endpoints?: readonly (string | null | undefined)[] | undefined
  /** Name of the cluster parameter group. */
  readonly parameters?: string | null | undefined
  readonly parameterStatus?: string | null | undefined
  readonly pending?: readonly string[] | undefined
  /** Id of the VPC. */
  readonly network?: string | null | undefined
  /** Group ids. */
  readonly firewalls?: readonly string[] | null | undefined
}

/** What Application Auto Scaling calls the readers that it makes. */
const scaledPrefix = 'application-autoscaling-'

/** Whether an autoscaler made a member: it comes and goes with the load. */
export function isScaledReader(identifier: string): boolean {
  return identifier.startsWith(scaledPrefix)
}

/** A cluster as a `database-cluster`. Its id is its ARN: an instance may have the same identifier. */
export function databaseClusterResource(input: DatabaseClusterInput): CollectedResource<typeof databaseCluster.fields> {
  const { tags, address } = readTags(input.tags)
  const endpoints = wordsOf(...(input.endpoints ?? [])).map((host) => host.toLowerCase())
  const aurora = given(input.engine)?.startsWith('aurora') === true
  const shared = given(input.class) === undefined
  const storageType = given(input.storageType) ?? (aurora ? 'aurora' : undefined)
  return collected(databaseCluster, {
    id: given(input.arn) ?? input.identifier,
    name: input.identifier,
    address: input.address ?? address,
    identifiers: wordsOf(input.identifier, input.arn, ...endpoints),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      engine: given(input.engine),
      engineVersion: given(input.engineVersion),
      mode: input.mode === 'serverless' ? 'serverless' : 'provisioned',
      class: given(input.class),
      memory: memoryOf(input),
      serverless: capacityOf(input),
      pauseAfter: positive(input.pauseAfter),
      readers: input.readers?.filter((one) => !isScaledReader(one)).length,
      scaledReaders: input.readers?.filter(isScaledReader).length,
      writer: given(input.writer),
      multiAz: input.multiAz ?? undefined,
      storageType,
      // A volume that all members share grows by itself: the API shows 1 GiB, which nobody set.
      allocatedStorage: shared ? undefined : positive(input.allocatedStorage),
      iops: shared ? undefined : provisionedIops(storageType, input.iops),
      encrypted: input.encrypted ?? undefined,
      key: given(input.key),
      replicaOf: given(input.replicaOf),
      backupRetention: input.backupRetention ?? undefined,
      backupWindow: given(input.backupWindow),
      backtrack: input.backtrack ?? undefined,
      maintenanceWindow: given(input.maintenanceWindow)?.toLowerCase(),
      autoMinorVersionUpgrade: input.autoMinorVersionUpgrade ?? undefined,
      deletionProtection: input.deletionProtection ?? undefined,
      publiclyAccessible: input.publiclyAccessible ?? undefined,
      iamAuthentication: input.iamAuthentication ?? undefined,
      managedPassword: input.managedPassword ?? undefined,
      httpEndpoint: input.httpEndpoint ?? undefined,
      performanceInsights: input.performanceInsights ?? undefined,
      logExports: sortedSet(input.logExports),
      port: positive(input.port),
      databaseName: given(input.databaseName),
      endpoint: endpoints[0],
      parameters: given(input.parameters),
      parameterStatus: given(input.parameterStatus),
      pendingChanges: given(input.pending === undefined ? undefined : [...input.pending].sort().join(', ')),
      network: given(input.network),
      firewalls: sortedSet(input.firewalls),
    },
  })
}

/** Formulas of parameters follow the class of the member that they run on: known where all have one class. */
function memoryOf(input: DatabaseClusterInput): number | undefined {
  const own = given(input.class)
  const classes = [...new Set(own === undefined ? (input.memberClasses ?? []) : [own])]
  return classes.length === 1 && classes[0] !== undefined ? instanceClass(classes[0])?.memoryMiB : undefined
}

function capacityOf({
  capacity,
}: DatabaseClusterInput): { least: number | undefined; most: number | undefined } | undefined {
  const [least, most] = [capacity?.least ?? undefined, capacity?.most ?? undefined]
  return least === undefined && most === undefined ? undefined : { least, most }
}
