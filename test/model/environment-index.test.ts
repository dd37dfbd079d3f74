import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/model/environment-index.ts'
import { keyOf, type Head, type Key, type Origin } from '../../src/model/resource.ts'
import { hashOfText } from '../../src/model/word-hash.ts'
import { WrittenHead } from '../../src/model/written-head.ts'

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

/** The same as it is read from a file. */
function written({ key, kind, id, origin: from, identifiers }: Head): Head {
  const shared = { kind, origin: from, prefix: key.length - id.length }
  const place = { ...shared, account: undefined, region: undefined, service: undefined }
  const bytes = Buffer.from(`["x",${JSON.stringify(identifiers)},"contentDigest":"d"}`)
  return new WrittenHead(key, place, undefined, undefined, bytes, '["x",['.length)
}

/** What the index should say, by looking at all heads each time. */
function looked(heads: readonly Head[], kinds: readonly string[], word: string, from: Origin): Key | undefined {
  const known = heads.filter((one) => kinds.length === 0 || kinds.includes(one.kind))
  const found = known.filter((one) => one.id === word || one.identifiers.includes(word))
  const isIn = (one: Head): boolean => one.origin.scope === from.scope
  const places = [
    found.filter((one) => isIn(one) && one.origin.collector === from.collector),
    found.filter(isIn),
    found,
  ]
  const nearest = places.find((place) => place.length > 0) ?? []
  const ids = nearest.filter((one) => one.id === word)
  const keys = [...new Set((ids.length > 0 ? ids : nearest).map(({ key }) => key))]
  return keys.length > 1 ? 'ambiguous' : keys[0]
}

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

  it('says what a look at all heads says, of heads as objects and as they are written', () => {
    const word = fc.constantFrom('sg-1', 'sg-2', 'web', 'arn:x', 'default')
    const place = fc.constantFrom(west, east, rds)
    const kind = fc.constantFrom('firewall', 'network')
    const heads = fc.array(
      fc
        .tuple(kind, word, place, fc.uniqueArray(word, { maxLength: 3 }), fc.boolean())
        .map(([of, id, from, identifiers, isWritten]) => {
          const made = head(of, id, from, identifiers)
          return isWritten ? written(made) : made
        }),
    )
    fc.assert(
      fc.property(heads, fc.uniqueArray(kind), word, place, (given, kinds, asked, from) => {
        const index = buildIndex(given)
        expect(index.resolve(kinds, asked, from)).toBe(looked(given, kinds, asked, from))
        expect(index.knows(asked)).toBe(looked(given, [], asked, from) !== undefined)
        const bytes = Buffer.from(`"${asked}"`)
        // These few words have numbers of their own, so what may be is.
        expect(index.mayKnow(bytes, 1, bytes.length - 1)).toBe(index.knows(asked))
      }),
      { numRuns: 500 },
    )
  })

  it('does not take a word for another of the same number', () => {
    const [one, other] = ['tzddktm', 'fdgjfxa']
    expect(hashOfText(one, 0, one.length)).toBe(hashOfText(other, 0, other.length))
    for (const kept of [head('firewall', 'a', west, [one]), written(head('firewall', 'a', west, [one]))]) {
      const index = buildIndex([kept])
      expect(index.resolve([], one, west)).toBe(kept.key)
      expect(index.resolve([], other, west)).toBeUndefined()
      expect(index.knows(other)).toBe(false)
    }
  })
})
