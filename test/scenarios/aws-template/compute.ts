import { AddTagsToCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm'
import { CreateAutoScalingGroupCommand, PutScalingPolicyCommand } from '@aws-sdk/client-auto-scaling'
import { CreateLaunchTemplateCommand, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { CreateFunctionCommand } from '@aws-sdk/client-lambda'
import { tellOfUploads } from './access.ts'
import type { Clients } from './clients.ts'
import { tagged, type Network } from './network.ts'
import { given, secretOf, type Place } from './place.ts'

/** The ids of what is changed later. */
export interface Compute {
  readonly secureListener: string
  readonly rules: ReadonlyMap<string, string>
}

/** A launch template with its group, an instance, balancer, certificates, containers and a function. */
export async function buildCompute(clients: Clients, place: Place, network: Network): Promise<Compute> {
  const web = await buildBalancer(clients, place, network)
  await buildInstances(clients, place, network, web.groups)
  await buildContainers(clients, place, network, given(web.groups.get('api')))
  await clients.lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: `${place.prefix}-thumbs`, Runtime: 'nodejs20.x', Handler: 'index.handler' },
      ...{ Role: `arn:aws:iam::${place.account}:role/${place.prefix}-thumbs`, MemorySize: 512, Timeout: 30 },
      Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
      VpcConfig: {
        SubnetIds: ['private-a', 'private-b'].map((part) => given(network.subnets.get(part))),
        SecurityGroupIds: [given(network.firewalls.get('app'))],
      },
      Environment: {
        Variables: {
          BUCKET: `${place.prefix}-assets`,
          TABLE_ARN: `arn:aws:dynamodb:${place.region}:${place.account}:table/${place.prefix}-thumbs`,
          API_URL: `https://api.${place.domain}/v1`,
          API_TOKEN: secretOf(place, 'thumbs'),
          NODE_ENV: place.environment,
        },
      },
    }),
  )
  await tellOfUploads(clients, place, place.environment === 'staging' ? ['.png', '.jpg'] : ['.jpg', '.png'])
  return web
}

async function buildBalancer({ acm, elb }: Clients, { prefix, domain }: Place, network: Network) {
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({
      ...{ DomainName: `www.${domain}`, SubjectAlternativeNames: [domain, `api.${domain}`], ValidationMethod: 'DNS' },
    }),
  )
  await acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: [{ Key: 'Name', Value: `${prefix}-www` }] }))
  const { LoadBalancers: [balancer] = [] } = await elb.send(
    new CreateLoadBalancerCommand({
      ...{ Name: `${prefix}-web`, SecurityGroups: [given(network.firewalls.get('lb'))] },
      Subnets: ['public-a', 'public-b'].map((part) => given(network.subnets.get(part))),
    }),
  )
  const LoadBalancerArn = given(balancer?.LoadBalancerArn)
  const groups = new Map<string, string>()
  for (const part of ['web', 'api']) {
    const { TargetGroups: [group] = [] } = await elb.send(
      new CreateTargetGroupCommand({
        ...{ Name: `${prefix}-${part}`, Protocol: 'HTTP', Port: 8080, VpcId: network.vpc },
        ...{
          TargetType: part === 'api' ? 'ip' : 'instance',
          HealthCheckPath: '/healthz',
          HealthCheckIntervalSeconds: 10,
        },
      }),
    )
    groups.set(part, given(group?.TargetGroupArn))
  }
  const forward = (part: string) => ({ Type: 'forward', TargetGroupArn: given(groups.get(part)) }) as const
  const { Listeners: [secure] = [] } = await elb.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTPS', Port: 443, SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' },
      ...{ Certificates: [{ CertificateArn }], DefaultActions: [forward('web')] },
    }),
  )
  const RedirectConfig = { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } as const
  await elb.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: [{ Type: 'redirect', RedirectConfig }] },
    }),
  )
  const secureListener = given(secure?.ListenerArn)
  const rules = new Map<string, string>()
  const conditions = {
    api: { Field: 'host-header', HostHeaderConfig: { Values: [`api.${domain}`] } },
    old: { Field: 'path-pattern', PathPatternConfig: { Values: ['/v1/*'] } },
  }
  for (const [i, [name, condition]] of Object.entries(conditions).entries()) {
    const { Rules: [rule] = [] } = await elb.send(
      new CreateRuleCommand({
        ...{ ListenerArn: secureListener, Priority: 10 + i, Conditions: [condition], Actions: [forward('api')] },
      }),
    )
    rules.set(name, given(rule?.RuleArn))
  }
  return { groups, secureListener, rules }
}

async function buildInstances(
  { ec2, scaling }: Clients,
  { prefix, environment }: Place,
  network: Network,
  groups: ReadonlyMap<string, string>,
): Promise<void> {
  const LaunchTemplateName = `${prefix}-web`
  const SecurityGroupIds = [given(network.firewalls.get('app'))]
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName,
      LaunchTemplateData: {
        ...{ ImageId: 'ami-0a1b2c3d4e5f60718', InstanceType: 'm6i.large', SecurityGroupIds },
        IamInstanceProfile: { Name: `${prefix}-app` },
        MetadataOptions: { HttpTokens: 'required' },
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50, VolumeType: 'gp3', Encrypted: true } }],
        UserData: Buffer.from(
          `#!/bin/sh\nexport STAGE=${environment}\nexec /opt/web --bucket ${prefix}-assets\n`,
        ).toString('base64'),
      },
    }),
  )
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      ...{ AutoScalingGroupName: `${prefix}-web`, MinSize: 2, MaxSize: 8, DesiredCapacity: 2 },
      ...{ LaunchTemplate: { LaunchTemplateName, Version: '$Latest' }, HealthCheckType: 'ELB' },
      VPCZoneIdentifier: ['private-a', 'private-b'].map((part) => given(network.subnets.get(part))).join(','),
      ...{ TargetGroupARNs: [given(groups.get('web'))], HealthCheckGracePeriod: 90 },
      Tags: [{ Key: 'Service', Value: 'web', PropagateAtLaunch: true }],
    }),
  )
  await scaling.send(
    new PutScalingPolicyCommand({
      ...{ AutoScalingGroupName: `${prefix}-web`, PolicyName: `${prefix}-cpu`, PolicyType: 'TargetTrackingScaling' },
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
        TargetValue: 60,
      },
    }),
  )
  await ec2.send(
    new RunInstancesCommand({
      ...{ ImageId: 'ami-0a1b2c3d4e5f60718', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, SecurityGroupIds },
      ...{ SubnetId: given(network.subnets.get('public-a')), ...tagged('instance', `${prefix}-bastion`) },
    }),
  )
}

/** The containers of the service, as its task definition says. */
export async function registerTask(
  { ecs }: Clients,
  place: Place,
  limits: { readonly memory: number },
): Promise<string> {
  const { prefix, account, region, environment, domain } = place
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      ...{ family: `${prefix}-api`, networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] },
      ...{ cpu: '512', memory: '2048', taskRoleArn: `arn:aws:iam::${account}:role/${prefix}-task` },
      executionRoleArn: `arn:aws:iam::${account}:role/${prefix}-task`,
      containerDefinitions: [
        {
          ...{ name: 'api', essential: true, cpu: 256, memory: limits.memory, portMappings: [{ containerPort: 8080 }] },
          image: `${account}.dkr.ecr.${region}.amazonaws.com/shop/api:1.8.2`,
          environment: [
            { name: 'DATABASE_HOST', value: `orders.${domain}` },
            { name: 'BUCKET', value: `${prefix}-assets` },
            { name: 'API_TOKEN', value: secretOf(place, 'api') },
          ],
          secrets: [
            {
              name: 'SESSION_TTL',
              valueFrom: `arn:aws:ssm:${region}:${account}:parameter/shop/${environment}/session-ttl`,
            },
          ],
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': `/ecs/${prefix}-api`,
              'awslogs-region': region,
              'awslogs-stream-prefix': 'api',
            },
          },
        },
      ],
    }),
  )
  return given(taskDefinition?.taskDefinitionArn)
}

async function buildContainers(
  clients: Clients,
  place: Place,
  network: Network,
  targetGroupArn: string,
): Promise<void> {
  const { prefix } = place
  await clients.ecs.send(new CreateClusterCommand({ clusterName: prefix }))
  await clients.ecs.send(
    new CreateServiceCommand({
      ...{ cluster: prefix, serviceName: `${prefix}-api`, desiredCount: 2, launchType: 'FARGATE' },
      taskDefinition: await registerTask(clients, place, { memory: 1024 }),
      loadBalancers: [{ targetGroupArn, containerName: 'api', containerPort: 8080 }],
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['private-a', 'private-b'].map((part) => given(network.subnets.get(part))),
          securityGroups: [given(network.firewalls.get('app'))],
        },
      },
    }),
  )
}
