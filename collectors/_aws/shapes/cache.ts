import { cache } from '../../../src/model/kinds/cache.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, positive, sortedSet, type AwsOrigin } from './origin.ts'

/** A cache of ElastiCache. What the source does not know stays undefined. */
export interface CacheInput extends AwsOrigin {
  /** The identifier that people gave: of the replication group, the cluster or the serverless cache. */
  readonly name: string
  readonly arn?: string | null | undefined
  readonly engine?: string | null | undefined
  readonly engineVersion?: string | null | undefined
  readonly deployment: 'unsharded' | 'sharded' | 'nodes' | 'serverless'
  readonly nodeType?: string | null | undefined
  readonly shards?: number | null | undefined
  /** Replicas of each shard; undefined where shards differ. */
  readonly replicas?: number | null | undefined
  /** Nodes of a Memcached cluster. */
  readonly nodes?: number | null | undefined
  readonly automaticFailover?: boolean | null | undefined
  readonly multiAz?: boolean | null | undefined
  readonly transitEncryption?: boolean | null | undefined
  /** `preferred` or `required`; without it TLS is required where it is on. */
  readonly transitMode?: string | null | undefined
  readonly encrypted?: boolean | null | undefined
  /** Key that it is encrypted with: an ARN or an id. */
  readonly key?: string | null | undefined
  /** Whether there is a token; never the token. */
  readonly token?: boolean | null | undefined
  readonly userGroups?: readonly string[] | null | undefined
  readonly port?: number | null | undefined
  readonly dataTiering?: boolean | null | undefined
  readonly networkType?: string | null | undefined
  /** GB. */
  readonly storageLimit?: number | null | undefined
  readonly requestLimit?: number | null | undefined
  /** Days. */
  readonly snapshotRetention?: number | null | undefined
  readonly snapshotWindow?: string | null | undefined
  readonly maintenanceWindow?: string | null | undefined
  readonly autoMinorVersionUpgrade?: boolean | null | undefined
  /** `slow-log json`. Undefined: not known. */
  readonly logs?: readonly string[] | undefined
  readonly notifications?: boolean | undefined
  /** Host names, the one that clients use first. */
  readonly endpoints?: readonly (string | null | undefined)[] | undefined
  readonly parameters?: string | null | undefined
  readonly parameterStatus?: string | null | undefined
  /** Words for what was changed and is not in force yet. */
  readonly pending?: readonly string[] | undefined
  /** Id of the VPC. */
  readonly network?: string | null | undefined
  /** Group ids. */
  readonly firewalls?: readonly string[] | null | undefined
}

/** A cache as a `cache`. Its id is its ARN; a cluster and a group may have one name. */
export function cacheResource(input: CacheInput): CollectedResource<typeof cache.fields> {
  const { tags, address } = readTags(input.tags)
  const endpoints = wordsOf(...(input.endpoints ?? [])).map((host) => host.toLowerCase())
  return collected(cache, {
    id: given(input.arn) ?? input.name,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(given(input.arn), ...endpoints),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      engine: given(input.engine),
      engineVersion: given(input.engineVersion),
      deployment: input.deployment,
      nodeType: given(input.nodeType),
      shards: input.deployment === 'sharded' ? positive(input.shards) : undefined,
      replicas: input.replicas ?? undefined,
      nodes: positive(input.nodes),
      automaticFailover: input.automaticFailover ?? undefined,
      multiAz: input.multiAz ?? undefined,
      encryptedInTransit: transit(input),
      encrypted: input.encrypted ?? undefined,
      key: given(input.key),
      authentication: authentication(input),
      port: positive(input.port),
      dataTiering: input.dataTiering ?? undefined,
      networkType: given(input.networkType),
      storageLimit: positive(input.storageLimit),
      requestLimit: positive(input.requestLimit),
      snapshotRetention: input.snapshotRetention ?? undefined,
      snapshotWindow: given(input.snapshotWindow),
      maintenanceWindow: given(input.maintenanceWindow)?.toLowerCase(),
      autoMinorVersionUpgrade: input.autoMinorVersionUpgrade ?? undefined,
      logs: sortedSet(input.logs),
      notifications: input.notifications,
      endpoint: endpoints[0],
      parameters: given(input.parameters),
      parameterStatus: given(input.parameterStatus),
      pendingChanges: given(input.pending === undefined ? undefined : [...input.pending].sort().join(', ')),
      network: given(input.network),
      firewalls: sortedSet(input.firewalls),
    },
  })
}

function transit({ transitEncryption, transitMode }: CacheInput): string | undefined {
  if (transitEncryption === undefined || transitEncryption === null) return undefined
  return transitEncryption ? (given(transitMode) ?? 'required') : 'off'
}

/** Users and their groups come before a token; Memcached has neither. */
function authentication({ token, userGroups }: CacheInput): string | undefined {
  if (userGroups !== undefined && userGroups !== null && userGroups.length > 0) return 'users'
  return token === undefined || token === null ? undefined : token ? 'token' : 'none'
}
