import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalCidr,
  firewallRules,
  isDefaultFirewall,
  type Permission,
} from '../../../collectors/_aws/firewall-rule.ts'

const permission = (over: Partial<Permission>): Permission => ({
  protocol: 'tcp',
  fromPort: 443,
  toPort: 443,
  cidrs: [],
  groups: [],
  prefixLists: [],
  ...over,
})

describe('firewallRules', () => {
  it('makes one tuple of each other end', () => {
    const rules = firewallRules([
      permission({ cidrs: ['10.0.0.0/8', '192.168.0.0/16'], groups: ['sg-2'], prefixLists: ['pl-1'] }),
    ])
    expect(rules).toEqual([
      { protocol: 'tcp', ports: '443', prefixList: 'pl-1' },
      { protocol: 'tcp', ports: '443', group: 'sg-2' },
      { protocol: 'tcp', ports: '443', cidr: '10.0.0.0/8' },
      { protocol: 'tcp', ports: '443', cidr: '192.168.0.0/16' },
    ])
  })

  it.each([
    ['6', 'tcp'],
    [17, 'udp'],
    ['1', 'icmp'],
    [58, 'icmpv6'],
    [-1, 'all'],
    ['-1', 'all'],
    ['TCP', 'tcp'],
    ['all', 'all'],
    ['50', '50'],
  ])('names protocol %s %s', (protocol, name) => {
    expect(firewallRules([permission({ protocol, cidrs: ['10.0.0.0/8'] })])[0]?.protocol).toBe(name)
  })

  it.each([
    ['tcp', 443, 443, '443'],
    ['tcp', 8000, 8010, '8000-8010'],
    ['tcp', 0, 65535, 'all'],
    ['udp', null, null, 'all'],
    ['tcp', -1, -1, 'all'],
    ['tcp', 0, 0, '0'],
    ['-1', 0, 0, 'all'],
    ['50', 0, 0, 'all'],
    ['icmp', -1, -1, 'all'],
    ['icmp', 8, -1, '8/all'],
    ['icmp', 3, 4, '3/4'],
    ['icmp', 0, 0, '0/0'],
    ['icmpv6', undefined, undefined, 'all'],
  ])('writes the ports of %s %s-%s as %s', (protocol, fromPort, toPort, ports) => {
    expect(firewallRules([permission({ protocol, fromPort, toPort, cidrs: ['10.0.0.0/8'] })])[0]?.ports).toBe(ports)
  })

  it('keeps one rule where only descriptions differ, always the same one', () => {
    const a = permission({ cidrs: ['10.0.0.1/8'], description: 'b' })
    const b = permission({ cidrs: ['10.0.0.0/8'], description: 'a' })
    const expected = [{ protocol: 'tcp', ports: '443', cidr: '10.0.0.0/8', description: 'a' }]
    expect(firewallRules([a, b])).toEqual(expected)
    expect(firewallRules([b, a, permission({ cidrs: ['10.0.0.0/8'] })])).toEqual(expected)
  })

  it('keeps the id alone of a group of another account', () => {
    expect(firewallRules([permission({ groups: ['222222222222/sg-9'] })])[0]?.group).toBe('sg-9')
  })

  it('says nothing of a permission without another end', () => {
    expect(firewallRules([permission({})])).toEqual([])
  })

  it('does not depend on how the source groups or orders its permissions', () => {
    const cidr = fc
      .tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 8, max: 32 }))
      .map(([a, b, n]) => `10.${a}.${b}.7/${n}`)
    const one = fc.record({ port: fc.nat(65535), cidrs: fc.array(cidr, { minLength: 1, maxLength: 4 }) })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (list) => {
        const merged = list.map(({ port, cidrs }) => permission({ fromPort: port, toPort: port, cidrs }))
        const single = merged.flatMap((p) => p.cidrs.map((c) => ({ ...p, protocol: 6, cidrs: [c] }))).reverse()
        expect(firewallRules(single)).toEqual(firewallRules(merged))
      }),
    )
  })
})

describe('canonicalCidr', () => {
  it.each([
    ['100.68.0.18/18', '100.68.0.0/18'],
    ['10.0.0.5', '10.0.0.5/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001/32', '2001:db8::/32'],
    ['2001:DB8::1', '2001:db8::1/128'],
    ['::/0', '::/0'],
    ['no range', 'no range'],
  ])('writes %s as %s', (written, canonical) => expect(canonicalCidr(written)).toBe(canonical))
})

describe('isDefaultFirewall', () => {
  const inside = firewallRules([permission({ protocol: -1, groups: ['sg-1'] })])
  const out = firewallRules([permission({ protocol: -1, cidrs: ['0.0.0.0/0'] })])

  it('knows the group as AWS makes it, with or without IPv6', () => {
    expect(isDefaultFirewall('default', inside, out, 'sg-1')).toBe(true)
    const both = firewallRules([permission({ protocol: -1, cidrs: ['0.0.0.0/0', '::/0'] })])
    expect(isDefaultFirewall('default', inside, both, 'sg-1')).toBe(true)
  })

  it('knows a closed one: nobody opened anything, and two of them would only be two called "default"', () => {
    expect(isDefaultFirewall('default', [], [], 'sg-1')).toBe(true)
    expect(isDefaultFirewall('default', [], out, 'sg-1')).toBe(true)
    expect(isDefaultFirewall('web', [], out, 'sg-1')).toBe(false)
  })

  it.each([
    ['another name', 'web', inside, out],
    ['one that lets another group in', 'default', firewallRules([permission({ protocol: -1, groups: ['sg-2'] })]), out],
    ['one with a rule more', 'default', [...inside, ...firewallRules([permission({ cidrs: ['10.0.0.0/8'] })])], out],
    ['one whose way out is narrowed', 'default', inside, firewallRules([permission({ cidrs: ['10.0.0.0/8'] })])],
  ])('does not take %s for it', (_, name, ingress, egress) => {
    expect(isDefaultFirewall(name, ingress, egress, 'sg-1')).toBe(false)
  })
})
