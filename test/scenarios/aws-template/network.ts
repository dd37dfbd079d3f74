import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeNetworkAclsCommand,
  ModifyVpcAttributeCommand,
  ReplaceNetworkAclAssociationCommand,
  type IpPermission,
  type ResourceType,
} from '@aws-sdk/client-ec2'
import type { Clients } from './clients.ts'
import { given, type Place } from './place.ts'

export interface Network {
  readonly vpc: string
  /** By part: `public-a`, `data-b`. */
  readonly subnets: ReadonlyMap<string, string>
  readonly firewalls: ReadonlyMap<string, string>
  readonly routes: ReadonlyMap<string, string>
  readonly acl: string
}

export const tagged = (type: ResourceType, name: string) => ({
  TagSpecifications: [{ ResourceType: type, Tags: [{ Key: 'Name', Value: name }] }],
})

/** The network: three tiers over two zones, a NAT gateway in each, routes, an ACL before the data, endpoints, firewalls. */
export async function buildNetwork({ ec2 }: Clients, place: Place): Promise<Network> {
  const { prefix, octet } = place
  const range = (third: number): string => `10.${octet}.${third}.0/24`
  const made = await ec2.send(
    new CreateVpcCommand({ CidrBlock: `10.${octet}.0.0/16`, ...tagged('vpc', `${prefix}-vpc`) }),
  )
  const vpc = given(made.Vpc?.VpcId)
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpc, EnableDnsHostnames: { Value: true } }))
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}))
  const gateway = given(InternetGateway?.InternetGatewayId)
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: gateway, VpcId: vpc }))

  const subnets = new Map<string, string>()
  const tiers = ['public', 'private', 'data'].flatMap((tier, i) =>
    ['a', 'b'].map((zone, j) => ({ tier, zone, third: i * 10 + j })),
  )
  for (const { tier, zone, third } of tiers) {
    const input = { VpcId: vpc, CidrBlock: range(third), AvailabilityZone: `${place.region}${zone}` }
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({ ...input, ...tagged('subnet', `${prefix}-${tier}-${zone}`) }),
    )
    subnets.set(`${tier}-${zone}`, given(Subnet?.SubnetId))
  }
  const routes = new Map<string, string>()
  const table = async (part: string, to: readonly string[], route?: object): Promise<void> => {
    const { RouteTable } = await ec2.send(
      new CreateRouteTableCommand({ VpcId: vpc, ...tagged('route-table', `${prefix}-${part}`) }),
    )
    const RouteTableId = given(RouteTable?.RouteTableId)
    routes.set(part, RouteTableId)
    if (route !== undefined)
      await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...route }))
    for (const one of to)
      await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: given(subnets.get(one)) }))
  }
  await table('public', ['public-a', 'public-b'], { GatewayId: gateway })
  for (const zone of ['a', 'b']) {
    const address = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }))
    const { NatGateway } = await ec2.send(
      new CreateNatGatewayCommand({
        AllocationId: given(address.AllocationId),
        SubnetId: given(subnets.get(`public-${zone}`)),
        ...tagged('natgateway', `${prefix}-nat-${zone}`),
      }),
    )
    await table(`private-${zone}`, [`private-${zone}`], { NatGatewayId: given(NatGateway?.NatGatewayId) })
  }
  await table('data', ['data-a', 'data-b'])

  const firewalls = await buildFirewalls(ec2, vpc, place)
  const acl = await buildAcl(ec2, vpc, place, subnets)
  const reach = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${prefix}-assets/*` }
  await ec2.send(
    new CreateVpcEndpointCommand({
      ...{ VpcId: vpc, ServiceName: `com.amazonaws.${place.region}.s3`, VpcEndpointType: 'Gateway' },
      RouteTableIds: ['private-a', 'private-b'].map((part) => given(routes.get(part))),
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [reach] }),
      ...tagged('vpc-endpoint', `${prefix}-s3`),
    }),
  )
  await ec2.send(
    new CreateVpcEndpointCommand({
      ...{ VpcId: vpc, ServiceName: `com.amazonaws.${place.region}.secretsmanager`, VpcEndpointType: 'Interface' },
      SubnetIds: ['private-a', 'private-b'].map((part) => given(subnets.get(part))),
      SecurityGroupIds: [given(firewalls.get('app'))],
      PrivateDnsEnabled: true,
      ...tagged('vpc-endpoint', `${prefix}-secrets`),
    }),
  )
  return { vpc, subnets, firewalls, routes, acl }
}

async function buildFirewalls(ec2: Clients['ec2'], vpc: string, { prefix, octet }: Place) {
  const firewalls = new Map<string, string>()
  for (const part of ['lb', 'app', 'db', 'cache']) {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({
        VpcId: vpc,
        GroupName: `${prefix}-${part}`,
        Description: `${part} of ${prefix}`,
      }),
    )
    firewalls.set(part, given(GroupId))
  }
  const from = (part: string): IpPermission => ({ UserIdGroupPairs: [{ GroupId: given(firewalls.get(part)) }] })
  const range = (CidrIp: string): IpPermission => ({ IpRanges: [{ CidrIp }] })
  const open: readonly (readonly [string, number, IpPermission])[] = [
    ['lb', 443, range('0.0.0.0/0')],
    ['lb', 80, range('0.0.0.0/0')],
    ['app', 8080, from('lb')],
    ['app', 9000, from('app')],
    ['app', 443, range(`10.${octet}.0.0/16`)],
    ['db', 5432, from('app')],
    ['db', 5432, range(`10.${octet}.10.0/24`)],
    ['cache', 6379, from('app')],
  ]
  for (const [part, port, source] of open)
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: given(firewalls.get(part)),
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...source }],
      }),
    )
  return firewalls
}

async function buildAcl(
  ec2: Clients['ec2'],
  vpc: string,
  { prefix, octet }: Place,
  subnets: ReadonlyMap<string, string>,
): Promise<string> {
  const { NetworkAcl } = await ec2.send(
    new CreateNetworkAclCommand({ VpcId: vpc, ...tagged('network-acl', `${prefix}-data`) }),
  )
  const NetworkAclId = given(NetworkAcl?.NetworkAclId)
  const entry = (RuleNumber: number, Egress: boolean, rest: object) =>
    ec2.send(
      new CreateNetworkAclEntryCommand({
        ...{ NetworkAclId, RuleNumber, Egress, RuleAction: 'allow', CidrBlock: `10.${octet}.0.0/16` },
        ...{ Protocol: '-1', ...rest },
      }),
    )
  await entry(100, false, { Protocol: '6', PortRange: { From: 5432, To: 5432 } })
  await entry(110, false, { Protocol: '6', PortRange: { From: 6379, To: 6379 } })
  await entry(100, true, {})
  const { NetworkAcls = [] } = await ec2.send(
    new DescribeNetworkAclsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpc] }] }),
  )
  for (const one of NetworkAcls.flatMap((acl) => acl.Associations ?? []))
    if (one.SubnetId === subnets.get('data-a') || one.SubnetId === subnets.get('data-b'))
      await ec2.send(
        new ReplaceNetworkAclAssociationCommand({ AssociationId: given(one.NetworkAclAssociationId), NetworkAclId }),
      )
  return NetworkAclId
}
