import { describe, expect, it } from 'vitest'
import { effectiveEntries, type AclEntry } from '../../../collectors/_aws/network-acl-entry.ts'

const entry = (number: number, action: 'allow' | 'deny', port: number, cidr: string): AclEntry => ({
  ...{ number, action, cidr },
  ...{ protocol: '6', fromPort: port, toPort: port },
})

const told = (...given: readonly AclEntry[]): readonly string[] =>
  effectiveEntries(given).map(({ action, ports, cidr }) => [action, ports, cidr].join(' '))

describe('a denial in a network ACL', () => {
  const cache = entry(110, 'allow', 6379, '10.10.0.0/16')

  it('is nothing of its own where it leaves nothing of what stands behind it', () => {
    expect(told(entry(50, 'deny', 6379, '0.0.0.0/0'), cache)).toEqual([])
  })

  it('is one where it leaves a part', () => {
    expect(told(entry(50, 'deny', 6379, '10.10.1.0/24'), cache)).toEqual([
      'allow 6379 10.10.0.0/16',
      'deny 6379 10.10.1.0/24',
    ])
    expect(
      told(entry(50, 'deny', 6379, '10.10.0.0/16'), cache, {
        number: 120,
        action: 'allow',
        protocol: '-1',
        cidr: '0.0.0.0/0',
      }),
    ).toEqual(['allow all 0.0.0.0/0', 'deny 6379 10.10.0.0/16'])
  })

  it('is one where nothing stands behind it: somebody wrote it', () => {
    expect(told(cache, entry(120, 'deny', 22, '0.0.0.0/0'))).toEqual(['deny 22 0.0.0.0/0', 'allow 6379 10.10.0.0/16'])
  })
})
