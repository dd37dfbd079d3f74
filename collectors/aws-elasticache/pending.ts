const words: Readonly<Record<string, string>> = {
  AuthTokenStatus: 'token',
  AutomaticFailoverStatus: 'automatic failover',
  CacheNodeIdsToRemove: 'nodes',
  CacheNodeType: 'node type',
  ClusterMode: 'cluster mode',
  EngineVersion: 'engine version',
  LogDeliveryConfigurations: 'logs',
  NumCacheNodes: 'nodes',
  PrimaryClusterId: 'primary',
  Resharding: 'shards',
  ScaleConfig: 'scaling',
  TransitEncryptionEnabled: 'encryption in transit',
  TransitEncryptionMode: 'encryption in transit',
  UserGroups: 'users',
}

/** Words for what was changed and is not in force yet. What it is changed to may be a secret, and is not told. */
export function pendingWords(values: object | undefined): readonly string[] {
  const changed = Object.entries(values ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
  )
  return [...new Set(changed.flatMap(([name]) => words[name] ?? []))]
}
