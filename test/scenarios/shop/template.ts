/** What one environment is called and placed as: everything that two environments of one template differ in. */
export interface Place {
  readonly environment: 'staging' | 'production'
  readonly account: string
  readonly region: string
  /** Second byte of the network's range. */
  readonly octet: number
  readonly domain: string
  /** Real environments are not made in one order. */
  readonly reversed: boolean
}

export const staging: Place = {
  environment: 'staging',
  account: '222222222222',
  region: 'eu-west-1',
  octet: 20,
  domain: 'staging.shop.example',
  reversed: true,
}

export const production: Place = {
  environment: 'production',
  account: '111111111111',
  region: 'eu-central-1',
  octet: 40,
  domain: 'shop.example',
  reversed: false,
}

export interface Rule {
  readonly port: number
  /** A range, or the part name of another firewall. */
  readonly from: { readonly cidr: string } | { readonly firewall: string }
}

/** An environment as its template says it should be, in names: what the provider makes of it has ids. */
export interface Shop {
  readonly place: Place
  readonly network: { readonly name: string; readonly cidr: string }
  readonly subnets: readonly {
    readonly part: string
    readonly name: string
    readonly cidr: string
    readonly zone: string
  }[]
  readonly firewalls: readonly { readonly part: string; readonly name: string; readonly rules: readonly Rule[] }[]
  readonly instances: readonly {
    readonly name: string
    readonly type: string
    readonly subnet: string
    readonly firewalls: readonly string[]
  }[]
  readonly databases: readonly {
    readonly name: string
    readonly engine: string
    readonly version: string
    readonly class: string
    readonly firewall: string
    readonly family: string
    readonly parameters: Readonly<Record<string, string>>
  }[]
  readonly certificates: readonly { readonly domain: string; readonly names: readonly string[] }[]
}

/** The one template: VPC, four subnets, five firewalls that refer to each other, six instances, two databases, two certificates. */
export function template(place: Place): Shop {
  const { environment, region, octet, domain } = place
  const name = (part: string): string => `shop-${environment}-${part}`
  const ordered = <T>(list: readonly T[]): readonly T[] => (place.reversed ? [...list].reverse() : list)
  const range = (third: number): string => `10.${octet}.${third}.0/24`
  return {
    place,
    network: { name: name('vpc'), cidr: `10.${octet}.0.0/16` },
    subnets: ordered([
      { part: 'public-a', name: name('public-a'), cidr: range(0), zone: `${region}a` },
      { part: 'public-b', name: name('public-b'), cidr: range(1), zone: `${region}b` },
      { part: 'private-a', name: name('private-a'), cidr: range(10), zone: `${region}a` },
      { part: 'private-b', name: name('private-b'), cidr: range(11), zone: `${region}b` },
    ]),
    firewalls: ordered([
      { part: 'lb', name: name('lb'), rules: ordered([tcp(443, '0.0.0.0/0'), tcp(80, '0.0.0.0/0')]) },
      {
        part: 'web',
        name: name('web'),
        rules: ordered([tcpFrom(8080, 'lb'), tcpFrom(22, 'bastion'), tcpFrom(9000, 'web')]),
      },
      {
        part: 'api',
        name: name('api'),
        rules: ordered([tcpFrom(8081, 'web'), tcpFrom(22, 'bastion'), tcp(9100, range(10))]),
      },
      { part: 'db', name: name('db'), rules: ordered([tcpFrom(5432, 'api'), tcpFrom(3306, 'api')]) },
      { part: 'bastion', name: name('bastion'), rules: ordered([tcp(22, '198.51.100.0/24')]) },
    ]),
    instances: ordered([
      { name: name('web-1'), type: 'm6i.large', subnet: 'private-a', firewalls: ['web'] },
      { name: name('web-2'), type: 'm6i.large', subnet: 'private-b', firewalls: ['web'] },
      { name: name('api-1'), type: 'c6i.xlarge', subnet: 'private-a', firewalls: ['api'] },
      { name: name('api-2'), type: 'c6i.xlarge', subnet: 'private-b', firewalls: ['api'] },
      { name: name('worker'), type: 'r6i.large', subnet: 'private-b', firewalls: ['api', 'web'] },
      { name: name('bastion'), type: 't3.micro', subnet: 'public-a', firewalls: ['bastion'] },
    ]),
    databases: ordered([
      {
        name: name('orders'),
        engine: 'postgres',
        version: '15.4',
        class: 'db.m6i.large',
        firewall: 'db',
        family: 'postgres15',
        parameters: { max_connections: '500', work_mem: '65536', log_min_duration_statement: '500' },
      },
      {
        name: name('catalog'),
        engine: 'mysql',
        version: '8.0.36',
        class: 'db.r6i.large',
        firewall: 'db',
        family: 'mysql8.0',
        parameters: { innodb_flush_log_at_trx_commit: '1', max_connections: '{DBInstanceClassMemory/12582880}' },
      },
    ]),
    certificates: ordered([
      { domain: `www.${domain}`, names: [`www.${domain}`, domain] },
      { domain: `api.${domain}`, names: [`api.${domain}`] },
    ]),
  }
}

function tcp(port: number, cidr: string): Rule {
  return { port, from: { cidr } }
}

function tcpFrom(port: number, firewall: string): Rule {
  return { port, from: { firewall } }
}
