import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/model/environment-index.ts'
import { keyOf, type Head, type Origin } from '../../src/model/resource.ts'

const origin = (scope: string, collector = 'aws-ec2'): Origin => ({ collector, mode: 'observed', scope })

const head = (kind: string, id: string, from: Origin, identifiers: readonly string[] = []): Head => ({
  key: keyOf(kind, from.collector, from.scope, id),
  kind,
  id,
  origin: from,
  identifiers,
  contentDigest: 'd',
})

const west = origin('111111111111/eu-west-1')
const east = origin('111111111111/us-east-1')
const rds = origin('111111111111/eu-west-1', 'aws-rds')

describe('the environment index', () => {
  it('resolves an id and any other identifier', () => {
    const group = head('firewall', 'sg-1', west, ['arn:aws:ec2:::sg-1', 'web'])
    const index = buildIndex([group])
    for (const word of ['sg-1', 'arn:aws:ec2:::sg-1', 'web']) {
      expect(index.resolve(['firewall'], word, west)).toBe(group.key)
    }
  })

  it('does not know what nobody read, and takes only the kinds asked for', () => {
    const index = buildIndex([head('firewall', 'sg-1', west)])
    expect(index.resolve(['firewall'], 'sg-2', west)).toBeUndefined()
    expect(index.resolve(['network'], 'sg-1', west)).toBeUndefined()
    expect(index.resolve(['network', 'firewall'], 'sg-1', west)).toBeDefined()
    expect(index.resolve([], 'sg-1', west)).toBeDefined()
  })

  it('prefers the scope that the reference is written in, also across collectors', () => {
    const here = head('firewall', 'sg-a', west, ['default'])
    const there = head('firewall', 'sg-b', east, ['default'])
    const index = buildIndex([there, here])
    expect(index.resolve(['firewall'], 'default', west)).toBe(here.key)
    expect(index.resolve(['firewall'], 'default', rds)).toBe(here.key)
    expect(index.resolve(['firewall'], 'default', east)).toBe(there.key)
  })

  it('looks through the environment when the scope does not know the word', () => {
    const group = head('firewall', 'sg-a', east)
    expect(buildIndex([group]).resolve(['firewall'], 'sg-a', west)).toBe(group.key)
  })

  it('says ambiguous rather than guess, in a scope and across scopes', () => {
    const same = buildIndex([head('firewall', 'a', west, ['default']), head('firewall', 'b', west, ['default'])])
    expect(same.resolve(['firewall'], 'default', west)).toBe('ambiguous')
    const apart = buildIndex([
      head('firewall', 'a', east, ['default']),
      head('firewall', 'b', origin('x'), ['default']),
    ])
    expect(apart.resolve(['firewall'], 'default', west)).toBe('ambiguous')
  })

  it('lets an id win over a name that is written alike', () => {
    const named = head('firewall', 'sg-2', west, ['sg-1'])
    const meant = head('firewall', 'sg-1', west)
    expect(buildIndex([named, meant]).resolve(['firewall'], 'sg-1', west)).toBe(meant.key)
  })

  it('prefers what the same collector read, where two collectors read one scope', () => {
    const live = head('firewall', 'sg-1', west)
    const other = head('firewall', 'sg-1', rds)
    const index = buildIndex([live, other])
    expect(index.resolve(['firewall'], 'sg-1', west)).toBe(live.key)
    expect(index.resolve(['firewall'], 'sg-1', rds)).toBe(other.key)
    expect(index.resolve(['firewall'], 'sg-1', origin('111111111111/eu-west-1', 'aws-acm'))).toBe('ambiguous')
  })

  it('counts a word that a resource gives twice once, and keeps words such as __proto__ apart', () => {
    const twice = head('firewall', 'sg-1', west, ['sg-1', '__proto__', '__proto__'])
    const index = buildIndex([twice])
    expect(index.resolve(['firewall'], '__proto__', west)).toBe(twice.key)
    expect(index.resolve(['firewall'], 'constructor', west)).toBeUndefined()
    expect(index.head(twice.key)).toBe(twice)
    expect(index.head('nothing')).toBeUndefined()
  })
})
