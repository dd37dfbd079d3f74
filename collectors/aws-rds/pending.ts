const words: Readonly<Record<string, string>> = {
  AllocatedStorage: 'storage',
  BackupRetentionPeriod: 'backup retention',
  CACertificateIdentifier: 'certificate authority',
  CertificateDetails: 'certificate authority',
  DBClusterIdentifier: 'identifier',
  DBInstanceClass: 'class',
  DBInstanceIdentifier: 'identifier',
  DBSubnetGroupName: 'subnets',
  DedicatedLogVolume: 'log volume',
  Engine: 'engine',
  EngineVersion: 'engine version',
  IAMDatabaseAuthenticationEnabled: 'login by IAM',
  Iops: 'operations a second',
  LicenseModel: 'licence',
  MasterUserPassword: 'password',
  MultiAZ: 'standby',
  PendingCloudwatchLogsExports: 'log exports',
  Port: 'port',
  ProcessorFeatures: 'processor',
  StorageThroughput: 'storage throughput',
  StorageType: 'storage type',
}

/** Words for what was changed and is not in force yet. What it is changed to may be a password, and is not told. */
export function pendingWords(values: object | undefined): readonly string[] {
  const changed = Object.entries(values ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
  )
  return [...new Set(changed.flatMap(([name]) => words[name] ?? []))]
}
