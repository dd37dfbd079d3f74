import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling'
import {
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  DescribeInternetGatewaysCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2'
import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { DeleteRuleCommand, ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { DisableKeyRotationCommand, ListAliasesCommand } from '@aws-sdk/client-kms'
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { ModifyDBClusterCommand, ModifyDBParameterGroupCommand } from '@aws-sdk/client-rds'
import { PutPublicAccessBlockCommand } from '@aws-sdk/client-s3'
import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager'
import { DeleteParameterCommand } from '@aws-sdk/client-ssm'
import { closed, deployTrust, tellOfUploads } from './access.ts'
import type { Built } from './build.ts'
import { registerTask } from './compute.ts'
import { createCache, putParameter } from './data.ts'
import { given } from './place.ts'

/** Makes staging differ from its twin in everything that the test expects to be found, and in nothing else. */
export async function inject(staging: Built, production: Built): Promise<void> {
  await networkDiffers(staging)
  await computeDiffers(staging)
  await dataDiffers(staging)
  // What a cache is encrypted with is decided once: a new one on either side.
  await createCache(production, 'pages', { encrypted: true })
  await createCache(staging, 'pages', { encrypted: false })
  await accessDiffers(staging, production.place.account)
}

async function networkDiffers({ clients: { ec2, elb }, network, compute }: Built): Promise<void> {
  await ec2.send(
    new CreateNetworkAclEntryCommand({
      ...{ NetworkAclId: network.acl, RuleNumber: 50, Egress: false, RuleAction: 'deny', Protocol: '6' },
      ...{ CidrBlock: '0.0.0.0/0', PortRange: { From: 6379, To: 6379 } },
    }),
  )
  const { InternetGateways: gateways = [] } = await ec2.send(
    new DescribeInternetGatewaysCommand({ Filters: [{ Name: 'attachment.vpc-id', Values: [network.vpc] }] }),
  )
  await ec2.send(
    new CreateRouteCommand({
      ...{ RouteTableId: given(network.routes.get('data')), DestinationCidrBlock: '0.0.0.0/0' },
      GatewayId: given(gateways[0]?.InternetGatewayId),
    }),
  )
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: network.vpc, EnableDnsHostnames: { Value: false } }))
  await elb.send(new DeleteRuleCommand({ RuleArn: given(compute.rules.get('old')) }))
  await elb.send(
    new ModifyListenerCommand({ ListenerArn: compute.secureListener, SslPolicy: 'ELBSecurityPolicy-2016-08' }),
  )
}

async function computeDiffers({ clients, place }: Built): Promise<void> {
  const { prefix } = place
  await clients.scaling.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: `${prefix}-web`,
      MinSize: 1,
      MaxSize: 1,
      DesiredCapacity: 1,
    }),
  )
  await clients.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: `${prefix}-thumbs`, MemorySize: 128 }),
  )
  await tellOfUploads(clients, place, ['.png'])
  const taskDefinition = await registerTask(clients, place, { memory: 1536 })
  await clients.ecs.send(new UpdateServiceCommand({ cluster: prefix, service: `${prefix}-api`, taskDefinition }))
}

async function dataDiffers({ clients, place }: Built): Promise<void> {
  const { prefix, environment } = place
  const { rds } = clients
  await rds.send(
    new ModifyDBClusterCommand({
      ...{ DBClusterIdentifier: `${prefix}-catalog`, BackupRetentionPeriod: 35, ApplyImmediately: true },
    }),
  )
  await rds.send(
    new ModifyDBParameterGroupCommand({
      DBParameterGroupName: `${prefix}-pg15`,
      Parameters: [{ ParameterName: 'max_connections', ParameterValue: '100', ApplyMethod: 'pending-reboot' }],
    }),
  )
  await clients.ssm.send(new DeleteParameterCommand({ Name: `/shop/${environment}/session-ttl` }))
  await putParameter(clients, place, 'feature-checkout', 'off')
  await clients.secrets.send(
    new RotateSecretCommand({
      ...{ SecretId: `shop/${environment}/payments`, RotateImmediately: false },
      RotationRules: { AutomaticallyAfterDays: 365 },
    }),
  )
}

async function accessDiffers({ clients, place }: Built, productionAccount: string): Promise<void> {
  const { prefix, account } = place
  await clients.s3.send(
    new PutPublicAccessBlockCommand({
      ...{ Bucket: `${prefix}-exports` },
      PublicAccessBlockConfiguration: { ...closed, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    }),
  )
  await clients.iam.send(
    new UpdateAssumeRolePolicyCommand({
      ...{ RoleName: `${prefix}-deploy`, PolicyDocument: deployTrust([account, productionAccount]) },
    }),
  )
  const { Aliases = [] } = await clients.kms.send(new ListAliasesCommand({}))
  const alias = Aliases.find((one) => one.AliasName === `alias/${prefix}-data`)
  await clients.kms.send(new DisableKeyRotationCommand({ KeyId: given(alias?.TargetKeyId) }))
}
