import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  ModifyInstanceAttributeCommand,
  RevokeSecurityGroupIngressCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds'
import { readFile, writeFile } from 'node:fs/promises'
import { idOf, importCertificate, permission, setParameters, type Built } from './build.ts'
import type { Authority } from './certificates.ts'

const day = 24 * 60 * 60 * 1000

/** What is needed to make the environments differ. */
export interface Injection {
  readonly staging: Built
  readonly production: Built
  readonly authority: Authority
  readonly otherAuthority: Authority
  readonly stagingSettings: string
  readonly now: Date
}

/** Seventeen differences, each of which someone would act on. The expected findings stand in the test. */
export async function inject(injection: Injection): Promise<void> {
  await computeDiffers(injection)
  await databasesDiffer(injection)
  await firewallsDiffer(injection)
  await certificatesDiffer(injection)
  await settingsDiffer(injection)
}

async function computeDiffers({ staging }: Injection): Promise<void> {
  const { ec2 } = staging.clients
  const retype = async (name: string, type: string): Promise<void> => {
    const id = idOf(staging.instances.get(name))
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }))
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType: { Value: type } }))
  }
  await retype('shop-staging-api-1', 'm6i.xlarge')
  await retype('shop-staging-web-1', 'm6i.xlarge')
  const worker = idOf(staging.instances.get('shop-staging-worker'))
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [worker] }))
}

async function databasesDiffer({ staging }: Injection): Promise<void> {
  const { rds } = staging.clients
  const modify = (name: string, change: object): Promise<unknown> =>
    rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: name, ApplyImmediately: true, ...change }))
  await modify('shop-staging-orders', { DBInstanceClass: 'db.m6g.large' })
  await modify('shop-staging-catalog', { EngineVersion: '8.0.28' })
  await setParameters(staging.clients, 'shop-staging-catalog', { innodb_flush_log_at_trx_commit: '2' })
  await setParameters(staging.clients, 'shop-staging-orders', { max_connections: '100' })
}

async function firewallsDiffer({ staging }: Injection): Promise<void> {
  const { ec2 } = staging.clients
  const rules = (part: string, port: number, from: { cidr: string } | { firewall: string }) => ({
    GroupId: idOf(staging.firewalls.get(part)),
    IpPermissions: [permission({ port, from }, staging.firewalls)],
  })
  await ec2.send(new RevokeSecurityGroupIngressCommand(rules('db', 3306, { firewall: 'api' })))
  await ec2.send(new AuthorizeSecurityGroupIngressCommand(rules('web', 8443, { firewall: 'lb' })))
  await ec2.send(new RevokeSecurityGroupIngressCommand(rules('bastion', 22, { cidr: '198.51.100.0/24' })))
  await ec2.send(new AuthorizeSecurityGroupIngressCommand(rules('bastion', 22, { cidr: '0.0.0.0/0' })))
  await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId: staging.network,
      GroupName: 'shop-staging-debug',
      Description: 'left over',
    }),
  )
}

async function certificatesDiffer({ staging, production, authority, otherAuthority, now }: Injection): Promise<void> {
  const replace = async (
    built: Built,
    domain: string,
    by: Authority,
    options: { notAfter?: Date; key?: 'RSA' | 'EC' },
  ) => {
    const found = built.certificates.get(domain)
    const names = built.shop.certificates.find((one) => one.domain === domain)?.names ?? [domain]
    const issued = await by.issue({ domain, names, notAfter: new Date('2044-01-01T00:00:00Z'), ...options })
    await importCertificate(built.clients, issued, idOf(found?.arn))
  }
  await replace(production, 'www.shop.example', authority, { notAfter: new Date(now.getTime() + 10 * day) })
  await replace(staging, 'api.staging.shop.example', authority, { key: 'EC' })
  await replace(staging, 'www.staging.shop.example', otherAuthority, {})
}

async function settingsDiffer({ stagingSettings }: Injection): Promise<void> {
  const text = await readFile(stagingSettings, 'utf8')
  const edited = text
    .replace(/^SESSION_TTL=.*\n/m, '')
    .replace('https://search.staging.shop.example/v1/', 'https://search.staging.shop.example/v1')
    .replace('payments.staging.shop.example', 'payments.shop.example')
  await writeFile(stagingSettings, edited)
}
