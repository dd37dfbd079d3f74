/** Calls whose permission is called otherwise. Source: Service Authorization Reference. */
const otherwise: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:HeadBucket': 's3:ListBucket',
  's3:GetBucketAccelerateConfiguration': 's3:GetAccelerateConfiguration',
  's3:GetBucketCors': 's3:GetBucketCORS',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketNotificationConfiguration': 's3:GetBucketNotification',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3-control:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
  's3:GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  'secretsmanager:BatchGetSecretValue': 'secretsmanager:GetSecretValue',
}

/** The permission that a call takes: `ec2:DescribeInstances` by its own name, a few by another. */
export function permissionOf(call: string): string {
  return otherwise[call] ?? call
}
