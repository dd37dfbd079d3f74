import { ACMClient } from '@aws-sdk/client-acm'
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { ElastiCacheClient } from '@aws-sdk/client-elasticache'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { RDSClient } from '@aws-sdk/client-rds'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SSMClient } from '@aws-sdk/client-ssm'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { given, type Place } from './place.ts'

/** Clients that act in the account of a place: the simulator separates accounts by the role that is assumed. */
export async function clientsOf(endpoint: string, place: Place) {
  const base = { endpoint, region: place.region }
  const sts = new STSClient({ ...base, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } })
  const RoleArn = `arn:aws:iam::${place.account}:role/builder`
  const { Credentials: got } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'builder' }))
  const credentials = {
    accessKeyId: given(got?.AccessKeyId),
    secretAccessKey: given(got?.SecretAccessKey),
    sessionToken: given(got?.SessionToken),
  }
  const options = { ...base, credentials }
  return {
    acm: new ACMClient(options),
    scaling: new AutoScalingClient(options),
    ec2: new EC2Client(options),
    ecs: new ECSClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
    cache: new ElastiCacheClient(options),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    lambda: new LambdaClient(options),
    rds: new RDSClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    secrets: new SecretsManagerClient(options),
    ssm: new SSMClient(options),
  }
}

export type Clients = Awaited<ReturnType<typeof clientsOf>>
