import { containsCidr, overlapCidr } from 'cidr-tools'
import type { Attributes } from '../../src/model/field.ts'
import type { networkAcl } from '../../src/model/kinds/network-acl.ts'
import { canonicalCidr, firewallRules } from './firewall-rule.ts'

/** One entry of a network ACL as EC2 or Terraform has it. */
export interface AclEntry {
  readonly number: number
  /** A name or an IANA number; `-1` is all. */
  readonly protocol: string | number
  readonly action: string
  readonly cidr: string
  /** First port; for ICMP the type. */
  readonly fromPort?: number | null | undefined
  /** Last port; for ICMP the code. */
  readonly toPort?: number | null | undefined
}

type Entry = Attributes<typeof networkAcl.fields.ingress.of>

/** An entry with what it takes, in the order of the numbers. */
interface Step {
  readonly protocol: string
  readonly ports: string
  readonly cidr: string
  readonly action: string
}

/** AWS's own last entry, `*`: everything else is denied. */
const lastNumber = 32767

/**
 * The entries that ever decide, sorted by what they take. The lowest number that takes a packet decides, so an entry whose
 * traffic an earlier one takes whole has no effect and is left out, and only an order between entries of different actions
 * that share a part of their traffic means anything: `behind` counts those. Numbers themselves mean nothing. A denial that
 * stands before everything that would be let through leaves nothing of it, and says no more than that: it is left out too, so
 * that a new entry before another is one difference.
 *
 * Source: Amazon VPC User Guide, "Network ACL rules" (evaluated in order, lowest number first).
 */
export function effectiveEntries(given: readonly AclEntry[]): readonly Entry[] {
  const reached: Step[] = []
  const silencing = new Set<Step>()
  const ordered = given.filter(({ number }) => number < lastNumber).sort((a, b) => a.number - b.number)
  for (const step of ordered.map(stepOf)) {
    const earlier = reached.find((one) => takesAllOf(one, step))
    if (earlier === undefined) reached.push(step)
    else if (earlier.action === 'deny' && step.action !== 'deny') silencing.add(earlier)
  }
  const deciding = reached.filter(
    (step, i) =>
      !silencing.has(step) || reached.slice(i + 1).some((later) => later.action !== 'deny' && overlap(step, later)),
  )
  const entries = deciding.map((step, i): Entry => {
    const behind = deciding
      .slice(0, i)
      .filter(
        (earlier) => earlier.action !== step.action && overlap(earlier, step) && !takesAllOf(step, earlier),
      ).length
    return { ...step, ...(behind === 0 ? {} : { behind }) }
  })
  const key = (one: Entry): string => `${one.protocol ?? ''}/${one.ports ?? ''}/${one.cidr ?? ''}`
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** Protocol and ports in the words of firewalls. */
function stepOf(entry: AclEntry): Step {
  const { protocol, fromPort, toPort } = entry
  const cidrs = [entry.cidr]
  const [rule] = firewallRules([{ protocol, fromPort, toPort, cidrs, groups: [], prefixLists: [] }])
  return {
    protocol: rule?.protocol ?? 'all',
    ports: rule?.ports ?? 'all',
    cidr: canonicalCidr(entry.cidr),
    action: entry.action.toLowerCase(),
  }
}

function takesAllOf(outer: Step, inner: Step): boolean {
  if (outer.protocol !== 'all' && outer.protocol !== inner.protocol) return false
  if (outer.protocol !== 'all' && !portsWithin(outer, inner)) return false
  return safely(() => containsCidr(outer.cidr, inner.cidr), outer.cidr === inner.cidr)
}

function overlap(one: Step, other: Step): boolean {
  const sameProtocol = one.protocol === 'all' || other.protocol === 'all' || one.protocol === other.protocol
  if (!sameProtocol || !portsOverlap(one, other)) return false
  return safely(() => overlapCidr(one.cidr, other.cidr), one.cidr === other.cidr)
}

function portsWithin(outer: Step, inner: Step): boolean {
  if (outer.ports === 'all' || outer.ports === inner.ports) return true
  if (outer.ports.includes('/') || inner.ports.includes('/'))
    return outer.ports.endsWith('/all') && inner.ports.split('/')[0] === outer.ports.split('/')[0]
  const [a, b] = [rangeOf(outer.ports), rangeOf(inner.ports)]
  return a[0] <= b[0] && a[1] >= b[1]
}

function portsOverlap(one: Step, other: Step): boolean {
  if (one.protocol !== other.protocol) return true
  if (portsWithin(one, other) || portsWithin(other, one)) return true
  if (one.ports.includes('/') || other.ports.includes('/')) return false
  const [a, b] = [rangeOf(one.ports), rangeOf(other.ports)]
  return a[0] <= b[1] && b[0] <= a[1]
}

function rangeOf(ports: string): readonly [number, number] {
  if (ports === 'all') return [0, 65535]
  const [first = '', last = first] = ports.split('-')
  return [Number(first), Number(last)]
}

/** What is no range stays as it is written, and takes only itself. */
function safely(test: () => boolean, otherwise: boolean): boolean {
  try {
    return test()
  } catch {
    return otherwise
  }
}
