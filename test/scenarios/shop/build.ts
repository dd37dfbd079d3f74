import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  RunInstancesCommand,
  type IpPermission,
  type ResourceType,
} from '@aws-sdk/client-ec2'
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm'
import {
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBSubnetGroupCommand,
  ModifyDBParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { IssuedCertificate } from './certificates.ts'
import type { Place, Rule, Shop } from './template.ts'

/** Clients of one account and region of the simulator. */
export interface Clients {
  readonly ec2: EC2Client
  readonly rds: RDSClient
  readonly acm: ACMClient
}

/** The ids that the provider gave, by the names of the template. */
export interface Built {
  readonly shop: Shop
  readonly clients: Clients
  readonly network: string
  readonly subnets: ReadonlyMap<string, string>
  readonly firewalls: ReadonlyMap<string, string>
  readonly instances: ReadonlyMap<string, string>
  readonly certificates: ReadonlyMap<string, { readonly arn: string; readonly issued: IssuedCertificate }>
}

/** Clients that act in an account of their own: the simulator separates accounts by the role that is assumed. */
export async function clientsOf(endpoint: string, place: Place): Promise<Clients> {
  const anyone = { accessKeyId: 'test', secretAccessKey: 'test' }
  const base = { endpoint, region: place.region }
  const sts = new STSClient({ ...base, credentials: anyone })
  const RoleArn = `arn:aws:iam::${place.account}:role/builder`
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'builder' }))
  if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) throw new Error('no credentials')
  const credentials = {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
  }
  const options = { ...base, credentials }
  return { ec2: new EC2Client(options), rds: new RDSClient(options), acm: new ACMClient(options) }
}

/** Builds an environment of the template, with the certificates given by domain. */
export async function build(
  endpoint: string,
  shop: Shop,
  issue: (domain: string, names: readonly string[]) => Promise<IssuedCertificate>,
): Promise<Built> {
  const clients = await clientsOf(endpoint, shop.place)
  const { ec2, rds } = clients
  const made = await ec2.send(
    new CreateVpcCommand({ CidrBlock: shop.network.cidr, ...named('vpc', shop.network.name) }),
  )
  const network = idOf(made.Vpc?.VpcId)
  const subnets = new Map<string, string>()
  for (const { part, name, cidr, zone } of shop.subnets) {
    const input = { VpcId: network, CidrBlock: cidr, AvailabilityZone: zone, ...named('subnet', name) }
    const { Subnet } = await ec2.send(new CreateSubnetCommand(input))
    subnets.set(part, idOf(Subnet?.SubnetId))
  }
  const firewalls = new Map<string, string>()
  for (const { part, name } of shop.firewalls) {
    const input = { VpcId: network, GroupName: name, Description: `the ${part} of ${shop.place.environment}` }
    const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ ...input, ...named('security-group', name) }))
    firewalls.set(part, idOf(GroupId))
  }
  for (const { part, rules } of shop.firewalls) {
    const IpPermissions = rules.map((rule) => permission(rule, firewalls))
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: idOf(firewalls.get(part)), IpPermissions }))
  }
  const instances = new Map<string, string>()
  for (const instance of shop.instances)
    instances.set(instance.name, await runInstance(clients, instance, subnets, firewalls))
  await rds.send(
    new CreateDBSubnetGroupCommand({
      DBSubnetGroupName: `shop-${shop.place.environment}`,
      DBSubnetGroupDescription: 'private',
      SubnetIds: [idOf(subnets.get('private-a')), idOf(subnets.get('private-b'))],
    }),
  )
  for (const database of shop.databases) await createDatabase(clients, shop, database, firewalls)
  const certificates = new Map<string, { arn: string; issued: IssuedCertificate }>()
  for (const { domain, names } of shop.certificates) {
    const issued = await issue(domain, names)
    certificates.set(domain, { arn: await importCertificate(clients, issued), issued })
  }
  return { shop, clients, network, subnets, firewalls, instances, certificates }
}

/** Runs one instance; returns its id. */
export async function runInstance(
  { ec2 }: Clients,
  instance: Shop['instances'][number],
  subnets: ReadonlyMap<string, string>,
  firewalls: ReadonlyMap<string, string>,
): Promise<string> {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0a1b2c3d4e5f60718',
      InstanceType: instance.type as never,
      MinCount: 1,
      MaxCount: 1,
      SubnetId: idOf(subnets.get(instance.subnet)),
      SecurityGroupIds: instance.firewalls.map((part) => idOf(firewalls.get(part))),
      ...named('instance', instance.name),
    }),
  )
  return idOf(Instances?.[0]?.InstanceId)
}

/** Creates a database with its parameter group. */
export async function createDatabase(
  { rds }: Clients,
  shop: Shop,
  database: Shop['databases'][number],
  firewalls: ReadonlyMap<string, string>,
): Promise<void> {
  await rds.send(
    new CreateDBParameterGroupCommand({
      DBParameterGroupName: database.name,
      DBParameterGroupFamily: database.family,
      Description: `parameters of ${database.name}`,
    }),
  )
  await setParameters({ rds }, database.name, database.parameters)
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: database.name,
      DBInstanceClass: database.class,
      Engine: database.engine,
      EngineVersion: database.version,
      AllocatedStorage: 100,
      StorageType: 'gp3',
      MasterUsername: 'shop',
      MasterUserPassword: canary,
      DBSubnetGroupName: `shop-${shop.place.environment}`,
      DBParameterGroupName: database.name,
      VpcSecurityGroupIds: [idOf(firewalls.get(database.firewall))],
      StorageEncrypted: true,
      BackupRetentionPeriod: 7,
    }),
  )
}

/** A password that must be found nowhere. */
export const canary = 'canary-7f3c9e51d2'

/** Sets parameters of a group. */
export async function setParameters(
  { rds }: Pick<Clients, 'rds'>,
  group: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const Parameters = Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
    ParameterName,
    ParameterValue,
    ApplyMethod: 'pending-reboot' as const,
  }))
  await rds.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName: group, Parameters }))
}

/** Imports a certificate, or puts it in the place of `arn`; returns its ARN. */
export async function importCertificate({ acm }: Clients, issued: IssuedCertificate, arn?: string): Promise<string> {
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(issued.certificate),
      PrivateKey: Buffer.from(issued.privateKey),
      CertificateChain: Buffer.from(issued.chain),
      ...(arn === undefined ? {} : { CertificateArn: arn }),
    }),
  )
  return idOf(CertificateArn)
}

/** A rule as the API takes it. */
export function permission(rule: Rule, firewalls: ReadonlyMap<string, string>): IpPermission {
  const ports = { IpProtocol: 'tcp', FromPort: rule.port, ToPort: rule.port }
  return 'cidr' in rule.from
    ? { ...ports, IpRanges: [{ CidrIp: rule.from.cidr }] }
    : { ...ports, UserIdGroupPairs: [{ GroupId: idOf(firewalls.get(rule.from.firewall)) }] }
}

function named(
  type: ResourceType,
  name: string,
): { TagSpecifications: { ResourceType: ResourceType; Tags: { Key: string; Value: string }[] }[] } {
  return { TagSpecifications: [{ ResourceType: type, Tags: [{ Key: 'Name', Value: name }] }] }
}

/** An id that the simulator must have given. */
export function idOf(id: string | undefined): string {
  if (id === undefined) throw new Error('the simulator gave no id')
  return id
}
