import { normalizeCidr } from 'cidr-tools'
import type { Attributes } from '../../src/model/field.ts'
import type { firewall } from '../../src/model/kinds/firewall.ts'

/** One rule of the `firewall` kind: one protocol, one range of ports, one other end. */
export type FirewallRule = Attributes<typeof firewall.fields.ingress.of>

/** One permission as EC2 or Terraform has it: several other ends share a protocol and a range of ports. */
export interface Permission {
  /** A name or an IANA number; `-1` is all. */
  readonly protocol: string | number
  /** First port; for ICMP the type. `-1`, null or absent: all. */
  readonly fromPort?: number | null | undefined
  /** Last port; for ICMP the code. `-1`, null or absent: all. */
  readonly toPort?: number | null | undefined
  /** IPv4 and IPv6 ranges. */
  readonly cidrs: readonly string[]
  /** Group ids; a group of another account may be written `account/id`. A rule that names its own group has its own id here. */
  readonly groups: readonly string[]
  readonly prefixLists: readonly string[]
  readonly description?: string | undefined
}

const protocols: Readonly<Record<string, string>> = {
  '-1': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
}

/**
 * The rules of a firewall as sorted tuples without duplicates, whatever way the source groups them. Two permissions that
 * differ only in their description are one rule.
 *
 * Source: Amazon EC2 API Reference, IpPermission (protocol numbers, -1, ICMP type and code in the port fields).
 */
export function firewallRules(permissions: readonly Permission[]): readonly FirewallRule[] {
  const byKey = new Map<string, FirewallRule>()
  for (const permission of permissions) {
    for (const rule of explode(permission)) {
      const key = ruleKey(rule)
      const known = byKey.get(key)
      if (known === undefined || precedes(rule.description, known.description)) byKey.set(key, rule)
    }
  }
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as FirewallRule)
}

/**
 * Whether this is the group that AWS makes with every network, in its untouched form (everything from itself, everything
 * out) or closed (nothing comes in). It says nothing about the system, so it is not reported; once someone lets something
 * else in, or keeps something from going out while it is open to itself, it is.
 */
export function isDefaultFirewall(
  name: string | undefined,
  ingress: readonly FirewallRule[],
  egress: readonly FirewallRule[],
  ownId: string,
): boolean {
  const untouchedIn = ingress.length === 1 && ingress[0]?.protocol === 'all' && ingress[0].group === ownId
  const untouchedOut =
    egress.length > 0 && egress.every((r) => r.protocol === 'all' && (r.cidr === '0.0.0.0/0' || r.cidr === '::/0'))
  return name?.toLowerCase() === 'default' && (ingress.length === 0 || (untouchedIn && untouchedOut))
}

/** The same few ranges stand in thousands of rules. */
const canonical = new Map<string, string>()
const mostRemembered = 10_000

/** A range with its host bits cleared, IPv6 compressed; one address is a range of one. What is no range stays as written. */
export function canonicalCidr(cidr: string): string {
  const known = canonical.get(cidr)
  if (known !== undefined) return known
  const made = normalised(cidr.trim())
  if (canonical.size >= mostRemembered) canonical.clear()
  canonical.set(cidr, made)
  return made
}

function normalised(cidr: string): string {
  try {
    const normal = normalizeCidr(cidr)
    if (normal.includes('/')) return normal
    return normal.includes(':') ? `${normal}/128` : `${normal}/32`
  } catch {
    return cidr
  }
}

/** One rule for each other end. A network has tens of thousands: each is made at once, without copies on the way. */
function explode(permission: Permission): readonly FirewallRule[] {
  const written = String(permission.protocol).trim().toLowerCase()
  const protocol = written === '' ? 'all' : (protocols[written] ?? written)
  const ports = portsOf(protocol, permission.fromPort, permission.toPort)
  const description = permission.description === '' ? undefined : permission.description
  const rules: FirewallRule[] = []
  for (const one of permission.cidrs) rules.push({ protocol, ports, cidr: canonicalCidr(one), description })
  for (const one of permission.groups) {
    rules.push({ protocol, ports, group: one.slice(one.lastIndexOf('/') + 1), description })
  }
  for (const prefixList of permission.prefixLists) rules.push({ protocol, ports, prefixList, description })
  return rules
}

function portsOf(protocol: string, from: number | null | undefined, to: number | null | undefined): string {
  if (protocol === 'icmp' || protocol === 'icmpv6') return icmpPorts(from, to)
  // EC2 has ports for these two alone; what it stores for others (0, -1, nothing) has no meaning.
  if (protocol !== 'tcp' && protocol !== 'udp') return 'all'
  const first = from ?? -1
  const last = to ?? first
  if (first === -1 || (first === 0 && last === 65535)) return 'all'
  return first === last ? String(first) : `${first}-${last}`
}

function icmpPorts(type: number | null | undefined, code: number | null | undefined): string {
  if (type === undefined || type === null || type === -1) return 'all'
  return `${type}/${code === undefined || code === null || code === -1 ? 'all' : code}`
}

function ruleKey(rule: FirewallRule): string {
  return `${rule.protocol}/${rule.ports}/${rule.cidr ?? ''}/${rule.group ?? ''}/${rule.prefixList ?? ''}`
}

function precedes(description: string | undefined, known: string | undefined): boolean {
  return description !== undefined && (known === undefined || description < known)
}
