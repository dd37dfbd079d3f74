import { arnOf, idOf, inOwnOrder } from './identity.mjs'
import { instance, tagsOf } from './state.mjs'

const zones = ['a', 'b', 'c']
const office = '198.51.100.0/24'
const world = ['0.0.0.0/0']

/** Who may talk to whom: the same in every environment. `from` names other groups, `self` the group itself. */
const firewalls = {
  lb: [{ ports: [443, 443], cidrs: world, ipv6: ['::/0'], note: 'HTTPS from anywhere' }],
  bastion: [{ ports: [22, 22], cidrs: [office], note: 'SSH from the office' }],
  app: [
    { ports: [8080, 8080], from: 'lb', note: 'Requests' },
    { ports: [9100, 9100], from: 'worker', note: 'Metrics' },
    { ports: [22, 22], from: 'bastion', note: 'SSH' },
  ],
  worker: [
    { ports: [9100, 9100], from: 'app', note: 'Metrics' },
    { ports: [22, 22], from: 'bastion', note: 'SSH' },
  ],
  search: [
    { ports: [9200, 9200], from: 'app', note: 'Queries' },
    { ports: [9200, 9200], from: 'worker', note: 'Indexing' },
    { ports: [9300, 9400], self: true, note: 'Between the nodes' },
  ],
  queue: [
    { ports: [5672, 5672], from: 'app', note: 'Messages' },
    { ports: [5672, 5672], from: 'worker', note: 'Messages' },
    { ports: [15672, 15672], from: 'bastion', note: 'Console' },
  ],
  cache: [
    { ports: [6379, 6379], from: 'app', note: 'Sessions' },
    { ports: [6379, 6379], from: 'worker', note: 'Locks' },
  ],
  database: [
    { ports: [5432, 5432], from: 'app', note: 'PostgreSQL' },
    { ports: [5432, 5432], from: 'worker', note: 'PostgreSQL' },
    { ports: [3306, 3306], from: 'app', note: 'MySQL' },
  ],
}

/** How Terraform keeps the rules of a group: inside it, or as resources of their own (two generations of them). */
const asRules = new Set(['search', 'queue'])
const asIngressRules = new Set(['cache', 'database'])

export const vpcId = (environment) => idOf(environment, 'vpc', 'shop')
/** The third octet at which a subnet begins: public ones from 0, private ones from 96, 16 apart. */
export const subnetOffset = (tier, zone) => (tier === 'private' ? 96 : 0) + zones.indexOf(zone) * 16
export const subnetId = (environment, tier, zone) => idOf(environment, 'subnet', `${tier}-${zone}`)
export const groupId = (environment, name) => idOf(environment, 'sg', name)

/** The VPC, six subnets over three zones, and the security groups. */
export function network(environment) {
  return [vpc(environment), ...subnets(environment), ...Object.keys(firewalls).flatMap((name) => group(environment, name))]
}

function vpc(environment) {
  const id = vpcId(environment)
  return instance('module.network.aws_vpc.main', 1, {
    arn: arnOf(environment, 'ec2', `vpc/${id}`),
    assign_generated_ipv6_cidr_block: false,
    cidr_block: `${environment.network}.0.0/16`,
    default_security_group_id: idOf(environment, 'sg', 'default'),
    enable_dns_hostnames: true,
    enable_dns_support: true,
    id,
    instance_tenancy: 'default',
    ipv6_cidr_block: '',
    owner_id: environment.account,
    ...tagsOf(environment, `shop-${environment.name}`, 'network'),
  })
}

function subnets(environment) {
  return ['public', 'private'].flatMap((tier) =>
    zones.map((zone) => {
      const id = subnetId(environment, tier, zone)
      return instance(`module.network.aws_subnet.${tier}["${zone}"]`, 1, {
        arn: arnOf(environment, 'ec2', `subnet/${id}`),
        assign_ipv6_address_on_creation: false,
        availability_zone: `${environment.region}${zone}`,
        cidr_block: `${environment.network}.${subnetOffset(tier, zone)}.0/20`,
        id,
        map_public_ip_on_launch: tier === 'public',
        owner_id: environment.account,
        vpc_id: vpcId(environment),
        ...tagsOf(environment, `shop-${environment.name}-${tier}-${zone}`, 'network'),
      })
    }),
  )
}

function group(environment, name) {
  const id = groupId(environment, name)
  const separate = asRules.has(name) || asIngressRules.has(name)
  const rules = firewalls[name]
  const resource = instance(`module.network.aws_security_group.${name}`, 1, {
    arn: arnOf(environment, 'ec2', `security-group/${id}`),
    description: `${name} of shop ${environment.name}`,
    egress: [inline(environment, { ports: [0, 0], protocol: '-1', cidrs: world, note: '' })],
    id,
    ingress: separate ? [] : inOwnOrder(environment, rules.map((rule) => inline(environment, rule))),
    name: `shop-${environment.name}-${name}`,
    name_prefix: '',
    owner_id: environment.account,
    revoke_rules_on_delete: false,
    vpc_id: vpcId(environment),
    ...tagsOf(environment, `shop-${environment.name}-${name}`, name),
  })
  if (asRules.has(name)) return [resource, ...rules.map((rule) => securityGroupRule(environment, name, rule))]
  if (asIngressRules.has(name)) return [resource, ...rules.map((rule) => ingressRule(environment, name, rule))]
  return [resource]
}

function inline(environment, rule) {
  return {
    cidr_blocks: rule.cidrs ?? [],
    description: rule.note,
    from_port: rule.ports[0],
    ipv6_cidr_blocks: rule.ipv6 ?? [],
    prefix_list_ids: [],
    protocol: rule.protocol ?? 'tcp',
    security_groups: rule.from === undefined ? [] : [groupId(environment, rule.from)],
    self: rule.self ?? false,
    to_port: rule.ports[1],
  }
}

/** One `aws_security_group_rule`. */
export function securityGroupRule(environment, name, rule) {
  const label = rule.from ?? (rule.self ? 'self' : rule.label)
  return instance(`module.network.aws_security_group_rule.${name}["${label}-${rule.ports[0]}"]`, 2, {
    cidr_blocks: rule.cidrs ?? null,
    description: rule.note,
    from_port: rule.ports[0],
    id: `sgrule-${parseInt(groupId(environment, `${name}/${label}`).slice(4, 11), 16)}`,
    ipv6_cidr_blocks: null,
    prefix_list_ids: null,
    protocol: 'tcp',
    security_group_id: groupId(environment, name),
    self: rule.self ?? false,
    source_security_group_id: rule.self ? null : rule.from === undefined ? null : groupId(environment, rule.from),
    to_port: rule.ports[1],
    type: 'ingress',
  })
}

function ingressRule(environment, name, rule) {
  const id = idOf(environment, 'sgr', `${name}/${rule.from}/${rule.ports[0]}`)
  return instance(`module.network.aws_vpc_security_group_ingress_rule.${name}["${rule.from}-${rule.ports[0]}"]`, 0, {
    arn: arnOf(environment, 'ec2', `security-group-rule/${id}`),
    cidr_ipv4: null,
    cidr_ipv6: null,
    description: rule.note,
    from_port: rule.ports[0],
    id,
    ip_protocol: 'tcp',
    prefix_list_id: null,
    referenced_security_group_id: groupId(environment, rule.from),
    security_group_id: groupId(environment, name),
    security_group_rule_id: id,
    tags: null,
    tags_all: {},
    to_port: rule.ports[1],
  })
}
