import { describe, expect, it } from 'vitest'
import { effectiveEntries, type AclEntry } from '../../../collectors/_aws/network-acl-entry.ts'

type Line = readonly [
  number: number,
  action: string,
  protocol: string,
  ports: readonly [number, number] | null,
  cidr: string,
]

const entries = (...lines: readonly Line[]): readonly AclEntry[] =>
  lines.map(([number, action, protocol, ports, cidr]) => ({
    ...{ number, action, protocol, cidr },
    fromPort: ports?.[0],
    toPort: ports?.[1],
  }))

/** `action protocol ports cidr <behind`, as kept. */
const kept = (...lines: readonly Line[]): readonly string[] =>
  effectiveEntries(entries(...lines)).map(
    ({ action, protocol, ports, cidr, behind }) =>
      `${action} ${protocol} ${ports} ${cidr}${behind === undefined ? '' : ` <${behind}`}`,
  )

describe('entries that share a part of their traffic', () => {
  it('are counted where ports overlap and neither range holds the other', () => {
    expect(kept([100, 'allow', 'tcp', [20, 100], '0.0.0.0/0'], [200, 'deny', 'tcp', [90, 200], '0.0.0.0/0'])).toEqual([
      'allow tcp 20-100 0.0.0.0/0',
      'deny tcp 90-200 0.0.0.0/0 <1',
    ])
  })

  it('mean something else in the other order', () => {
    expect(kept([200, 'allow', 'tcp', [20, 100], '0.0.0.0/0'], [100, 'deny', 'tcp', [90, 200], '0.0.0.0/0'])).toEqual([
      'allow tcp 20-100 0.0.0.0/0 <1',
      'deny tcp 90-200 0.0.0.0/0',
    ])
  })

  it('are not counted where ports, protocols or ranges have nothing in common, or both do the same', () => {
    const first: Line = [100, 'allow', 'tcp', [20, 100], '10.0.0.0/16']
    for (const other of [
      [200, 'deny', 'tcp', [101, 200], '10.0.0.0/16'],
      [200, 'deny', 'udp', [20, 100], '10.0.0.0/16'],
      [200, 'deny', 'tcp', [90, 200], '10.1.0.0/16'],
      [200, 'allow', 'tcp', [90, 200], '10.0.0.0/16'],
    ] as const)
      expect(kept(first, other).some((one) => one.includes('<'))).toBe(false)
  })

  it('are counted where one is about all protocols, in a narrower range', () => {
    expect(kept([100, 'deny', '-1', null, '10.0.1.0/24'], [200, 'allow', 'tcp', [443, 443], '10.0.0.0/16'])).toEqual(
      ['deny all all 10.0.1.0/24', 'allow tcp 443 10.0.0.0/16 <1'].sort((a, b) =>
        a.slice(a.indexOf(' ')) < b.slice(b.indexOf(' ')) ? -1 : 1,
      ),
    )
  })

  it('of ICMP are counted by type and code', () => {
    const echo: Line = [100, 'deny', 'icmp', [8, 0], '0.0.0.0/0']
    expect(kept(echo, [200, 'allow', 'icmp', [8, -1], '10.0.0.0/8'])).toContain('allow icmp 8/all 10.0.0.0/8 <1')
    expect(kept(echo, [200, 'allow', 'icmp', [3, -1], '0.0.0.0/0']).some((one) => one.includes('<'))).toBe(false)
    expect(kept([100, 'allow', 'icmp', [8, -1], '0.0.0.0/0'], [200, 'deny', 'icmp', [8, 0], '0.0.0.0/0'])).toHaveLength(
      1,
    )
  })

  it('of IPv6 are apart from those of IPv4', () => {
    expect(kept([100, 'deny', '-1', null, '::/0'], [200, 'allow', 'tcp', [443, 443], '0.0.0.0/0'])).toHaveLength(2)
  })

  it('are one where an earlier one takes all of a later one, whatever its action', () => {
    expect(kept([100, 'allow', 'tcp', [0, 65535], '0.0.0.0/0'], [200, 'deny', 'tcp', [22, 22], '10.0.0.0/8'])).toEqual([
      'allow tcp all 0.0.0.0/0',
    ])
  })

  it('are compared as written where a range is none', () => {
    expect(kept([100, 'allow', 'tcp', [22, 22], 'nowhere'], [200, 'deny', 'tcp', [20, 30], 'nowhere'])).toHaveLength(2)
  })
})
