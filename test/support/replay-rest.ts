/** What a request without an action in it asks for, by its path and query. */
export interface RestCall {
  /** As it is called in permissions: `s3:GetBucketCORS`. */
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
}

/** Settings of a bucket by the word in the query that asks for them. Source: Amazon S3 API Reference. */
const bucketSettings: Readonly<Record<string, string>> = {
  accelerate: 'GetAccelerateConfiguration',
  acl: 'GetBucketAcl',
  cors: 'GetBucketCORS',
  encryption: 'GetEncryptionConfiguration',
  lifecycle: 'GetLifecycleConfiguration',
  location: 'GetBucketLocation',
  logging: 'GetBucketLogging',
  notification: 'GetBucketNotification',
  'object-lock': 'GetBucketObjectLockConfiguration',
  ownershipControls: 'GetBucketOwnershipControls',
  policy: 'GetBucketPolicy',
  publicAccessBlock: 'GetBucketPublicAccessBlock',
  replication: 'GetReplicationConfiguration',
  tagging: 'GetBucketTagging',
  versioning: 'GetBucketVersioning',
  website: 'GetBucketWebsite',
}

/** The call of a service that speaks in paths (S3, Lambda); undefined for the others. */
export function restCall(service: string, address: string): RestCall | undefined {
  const url = new URL(address, 'http://localhost')
  const query = Object.fromEntries(url.searchParams)
  const rest = decodeURIComponent(url.pathname.slice(1).replace(/\/$/, ''))
  if (service === 'lambda') {
    if (rest.startsWith('2015-03-31/event-source-mappings'))
      return { name: 'ListEventSourceMappings', parameters: query }
    const [, name, part] = /^2015-03-31\/functions\/([^/]+)(?:\/(policy|aliases))?$/.exec(rest) ?? []
    if (name === undefined) return { name: 'ListFunctions', parameters: query }
    const call = part === 'policy' ? 'GetPolicy' : part === 'aliases' ? 'ListAliases' : 'GetFunction'
    return { name: call, parameters: { ...query, FunctionName: name } }
  }
  if (service !== 's3') return undefined
  if (rest === 'v20180820/configuration/publicAccessBlock')
    return { name: 'GetAccountPublicAccessBlock', parameters: query }
  if (rest === '') return { name: 'ListAllMyBuckets', parameters: query }
  const asked = Object.keys(bucketSettings).find((word) => url.searchParams.has(word))
  return { name: bucketSettings[asked ?? ''] ?? 'Unknown', parameters: { Bucket: rest } }
}
