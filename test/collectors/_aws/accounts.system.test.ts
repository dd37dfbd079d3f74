import { ACMClient, ImportCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm'
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  RunInstancesCommand,
  type _InstanceType,
} from '@aws-sdk/client-ec2'
import {
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBSubnetGroupCommand,
  ModifyDBParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsAcm } from '../../../collectors/aws-acm/collector.ts'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { producesOf, type Collector, type EnvironmentFacts } from '../../../src/collect/contract.ts'
import { within } from '../../contracts/subject.ts'
import { awsVariables, shopEnvironment } from '../../support/aws-world.ts'
import { collectWith, source, type Collected } from '../../support/fake-collector.ts'
import { startMoto, type Moto } from '../../support/moto.ts'

const collectors = [awsAcm, awsEc2, awsRds] as unknown as readonly Collector[]
const accounts = { production: '111111111111', staging: '222222222222' } as const
const regions = { primary: 'eu-west-1', second: 'us-east-1' } as const
type Environment = keyof typeof accounts

let moto: Moto

const roleOf = (environment: Environment): string => `arn:aws:iam::${accounts[environment]}:role/evenkeel`

/** Clients of the account of an environment, as somebody who builds it has them. */
async function clients(environment: Environment, region: string) {
  const base = {
    region,
    endpoint: moto.url,
    credentials: { accessKeyId: 'AKIASTART00000000000', secretAccessKey: 's' },
  }
  const { Credentials: given } = await new STSClient(base).send(
    new AssumeRoleCommand({ RoleArn: roleOf(environment), RoleSessionName: 'builder' }),
  )
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  }
  const config = { ...base, credentials }
  return { ec2: new EC2Client(config), rds: new RDSClient(config), acm: new ACMClient(config) }
}

const named = (type: 'vpc' | 'subnet' | 'instance' | 'security-group', Name: string) => [
  { ResourceType: type, Tags: [{ Key: 'Name', Value: Name }] },
]

/** A small shop: a network, two groups of which one names the other, instances, a database, certificates. */
async function build(environment: Environment, region: string, instances: number): Promise<void> {
  const { ec2, rds, acm } = await clients(environment, region)
  const prefix = `shop-${environment}`
  const offset = environment === 'production' ? 20 : 30
  const { Vpc: vpc } = await ec2.send(
    new CreateVpcCommand({ CidrBlock: `10.${offset}.0.0/16`, TagSpecifications: named('vpc', prefix) }),
  )
  const VpcId = vpc?.VpcId ?? ''
  const subnets = await Promise.all(
    ['a', 'b'].map((zone, i) =>
      ec2.send(
        new CreateSubnetCommand({
          VpcId,
          CidrBlock: `10.${offset}.${i}.0/24`,
          AvailabilityZone: `${region}${zone}`,
          TagSpecifications: named('subnet', `${prefix}-private-${zone}`),
        }),
      ),
    ),
  )
  const SubnetIds = subnets.map((one) => one.Subnet?.SubnetId ?? '')
  const group = async (name: string): Promise<string> => {
    const made = await ec2.send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: `${prefix}-${name}`, Description: name }),
    )
    return made.GroupId ?? ''
  }
  const [web, database] = [await group('web'), await group('db')]
  const open = (GroupId: string, port: number, other: object): Promise<unknown> =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...other }],
      }),
    )
  await open(web, 443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
  await open(database, 5432, { UserIdGroupPairs: [{ GroupId: web }] })
  if (instances > 0) {
    await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        InstanceType: 'm5.large',
        MinCount: instances,
        MaxCount: instances,
        SubnetId: SubnetIds[0],
        SecurityGroupIds: [web],
        TagSpecifications: named('instance', `${prefix}-web`),
      }),
    )
  }
  const DBParameterGroupName = `${prefix}-pg15`
  await rds.send(
    new CreateDBParameterGroupCommand({ DBParameterGroupName, DBParameterGroupFamily: 'postgres15', Description: 'x' }),
  )
  await rds.send(
    new ModifyDBParameterGroupCommand({
      DBParameterGroupName,
      Parameters: [{ ParameterName: 'max_connections', ParameterValue: '500', ApplyMethod: 'pending-reboot' }],
    }),
  )
  const DBSubnetGroupName = prefix
  await rds.send(new CreateDBSubnetGroupCommand({ DBSubnetGroupName, DBSubnetGroupDescription: 'x', SubnetIds }))
  await rds.send(
    new CreateDBInstanceCommand({
      ...{ DBInstanceIdentifier: `${prefix}-orders`, DBInstanceClass: 'db.m6g.large', Engine: 'postgres' },
      ...{ EngineVersion: '15.4', AllocatedStorage: 100, StorageType: 'gp3', MasterUsername: 'shop' },
      ...{ MasterUserPassword: 'canary-password', DBParameterGroupName, DBSubnetGroupName },
      VpcSecurityGroupIds: [database],
      Tags: [{ Key: 'Service', Value: 'orders' }],
    }),
  )
  await acm.send(
    new RequestCertificateCommand({
      DomainName: `www.${environment}.shop.example`,
      ValidationMethod: 'DNS',
      Tags: [{ Key: 'Service', Value: 'web' }],
    }),
  )
  await acm.send(new ImportCertificateCommand(await ecdsaCertificate(`api.${environment}.shop.example`)))
}

async function ecdsaCertificate(name: string) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const pem = `-----BEGIN PRIVATE KEY-----\n${key.toString('base64')}\n-----END PRIVATE KEY-----\n`
  return { Certificate: Buffer.from(made.toString('pem')), PrivateKey: Buffer.from(pem) }
}

async function collect(environment: Environment, settings: Readonly<Record<string, unknown>> = {}): Promise<Collected> {
  const facts: EnvironmentFacts = {
    ...shopEnvironment,
    name: environment,
    accounts: { main: accounts[environment] },
    regions,
  }
  const given = { account: 'main', assumeRole: roleOf(environment), endpoint: moto.url, ...settings }
  return within({ settings: given, variables: awsVariables() }, () =>
    collectWith(collectors, { facts, sources: [source('aws', { settings: given })] }),
  )
}

beforeAll(async () => {
  moto = await startMoto()
  await build('production', regions.primary, 3)
  await build('staging', regions.primary, 1)
  await build('staging', regions.second, 0)
})

afterAll(() => moto.stop())

describe('two accounts by AssumeRole, two regions', () => {
  it('reads everything of each account and region, and nothing of another', async () => {
    const production = await collect('production')
    for (const row of production.coverage)
      expect([row.kind, row.status, row.reason]).toEqual([row.kind, 'complete', undefined])
    expect(new Set(production.coverage.map((row) => row.origin.scope))).toEqual(
      new Set(['111111111111/eu-west-1', '111111111111/us-east-1']),
    )
    const text = JSON.stringify(production.resources)
    expect(text).not.toContain(accounts.staging)
    expect(text).not.toContain('shop-staging')
    expect(text).not.toContain('canary-password')
    const counts: Record<string, number> = {}
    for (const { kind } of production.resources) counts[kind] = (counts[kind] ?? 0) + 1
    expect(counts).toEqual({
      certificate: 2,
      'compute-instance': 3,
      'database-instance': 1,
      'database-parameters': 1,
      firewall: 2,
      network: 1,
      subnet: 2,
    })
    expect(new Set(production.resources.map((one) => one.region))).toEqual(new Set(['eu-west-1']))
  })

  it('tells resources by their region', async () => {
    const staging = await collect('staging')
    const networks = staging.resources.filter((one) => one.kind === 'network')
    expect(networks.map((one) => one.region).sort()).toEqual(['eu-west-1', 'us-east-1'])
    expect(new Set(staging.resources.map((one) => one.account))).toEqual(new Set([accounts.staging]))
  })

  it('tells what it sees: types, volumes, references, parameters, key types', async () => {
    const { resources } = await collect('production', { regions: ['primary'] })
    const one = (kind: string, name: string) => {
      const found = resources.find((resource) => resource.kind === kind && resource.name === name)
      if (found === undefined) throw new Error(`no ${kind} ${name}`)
      return found
    }
    const network = one('network', 'shop-production')
    const web = one('firewall', 'shop-production-web')
    expect(one('compute-instance', 'shop-production-web').attributes).toMatchObject({
      type: 'm5.large',
      vcpu: 2,
      memory: 8192,
      network: network.id,
      firewalls: [web.id],
      volumes: [{ device: expect.any(String) as string, size: expect.any(Number) as number }],
    })
    expect(one('firewall', 'shop-production-db').attributes['ingress']).toEqual([
      { protocol: 'tcp', ports: '5432', group: web.id },
    ])
    const database = one('database-instance', 'shop-production-orders')
    expect(database.tags).toEqual({ Service: 'orders' })
    expect(database.attributes).toMatchObject({
      engineVersion: '15.4',
      memory: 8192,
      parameters: 'shop-production-pg15',
      network: network.id,
      firewalls: [one('firewall', 'shop-production-db').id],
    })
    expect(one('database-parameters', 'shop-production-pg15').attributes).toMatchObject({
      family: 'postgres15',
      parameters: [{ name: 'max_connections', value: '500' }],
    })
    expect(one('certificate', 'www.production.shop.example').tags).toEqual({ Service: 'web' })
    expect(one('certificate', 'api.production.shop.example').attributes).toMatchObject({
      origin: 'imported',
      renewable: false,
      selfSigned: true,
      notAfter: '2036-01-01T00:00:00.000Z',
    })
  })

  it('requires every region that is named, and says of each that it was read', async () => {
    const { coverage } = await collect('staging', { regions: ['primary', 'second'], services: ['ec2'] })
    const kinds = producesOf(awsEc2 as unknown as Collector).map((kind) => kind.id)
    expect(coverage.map((row) => `${row.origin.scope} ${row.kind}`).sort()).toEqual(
      Object.values(regions)
        .flatMap((region) => kinds.map((kind) => `222222222222/${region} ${kind}`))
        .sort(),
    )
    for (const row of coverage) expect([row.status, row.required]).toEqual(['complete', true])
    expect(new Set(coverage.map((row) => row.role))).toEqual(
      new Set(['{account:main}/{region:primary}', '{account:main}/{region:second}']),
    )
  })

  it('says of everything that it could not be read where nobody answers, and shows nothing', async () => {
    const { coverage, resources } = await collect('staging', { endpoint: 'http://127.0.0.1:9', maxAttempts: 1 })
    expect(resources).toEqual([])
    expect(coverage.length).toBeGreaterThan(0)
    for (const row of coverage) {
      expect(row.status).toBe('partial')
      expect(row.reason).toMatch(/could not be reached/)
    }
  })
})
