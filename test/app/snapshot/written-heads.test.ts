import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quickHeads } from '../../../src/app/snapshot/quick-heads.ts'
import { SeenKeys } from '../../../src/app/snapshot/seen-keys.ts'
import { WrittenHeads } from '../../../src/app/snapshot/written-heads.ts'
import { keyOf, type Head } from '../../../src/model/resource.ts'
import { plainHead, WrittenHead } from '../../../src/model/written-head.ts'

const body = '{"tags":{},"attributes":{}}'
const lineOf = (head: Head): string => `{"head":${JSON.stringify(head)},"body":${body}}`

/** A reader, and what it came to of lines that lie behind each other, as objects; with where it says that the bodies begin. */
function readAll(lines: readonly string[]): readonly { read: Head | undefined; head: Head | undefined; at: number }[] {
  const heads = new WrittenHeads(quickHeads((origin) => origin))
  const bytes = Buffer.from(lines.join('\n'))
  let from = 0
  return lines.map((line) => {
    const to = from + Buffer.byteLength(line)
    const read = heads.read(bytes, from, to)
    const found = { read, head: read === undefined ? undefined : plainHead(read), at: heads.bodyAt - from }
    from = to + 1
    return found
  })
}

const word = fc.oneof(
  fc.constantFrom('web', 'sg-0a1b2c3d', 'x', 'arn:aws:ec2:eu-west-1:1:x/y', 'a b', '},"body":{"tags":{'),
  fc.string({ minLength: 1, maxLength: 6 }),
)
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const made: fc.Arbitrary<Head> = fc
  .record({
    kind: fc.constantFrom('firewall', 'network'),
    id: word,
    origin: fc.record({
      collector: fc.constantFrom('aws-ec2', 'aws-config'),
      mode: fc.constantFrom('observed' as const, 'declared' as const),
      scope: fc.constantFrom('111111111111/eu-west-1', 'a|b "c"', 'ü'),
    }),
    name: maybe(word),
    address: maybe(word),
    identifiers: fc.uniqueArray(word, { maxLength: 3 }),
    account: maybe(fc.constantFrom('111111111111', '222222222222')),
    region: maybe(fc.constantFrom('eu-west-1', 'ü')),
    service: maybe(fc.constantFrom('orders', 'a"b')),
  })
  .map(({ service, ...given }) => ({
    key: keyOf(given.kind, given.origin.collector, given.origin.scope, given.id),
    ...given,
    ...(service === undefined ? {} : { service }),
    contentDigest: 'ab12'.repeat(16),
  }))

/** What parsing the line as a whole says of its head, where it has nothing to say against it. */
function parsed(line: string): Head | undefined {
  try {
    const { head } = JSON.parse(line) as { readonly head: Head }
    return quickHeads((origin) => origin)(JSON.stringify(head))
  } catch {
    return undefined
  }
}

describe('heads as they are written', () => {
  it('are what parsing them says', () => {
    fc.assert(
      fc.property(fc.array(made, { minLength: 1, maxLength: 8 }), (heads) => {
        for (const [i, { head, at }] of readAll(heads.map(lineOf)).entries()) {
          const expected = parsed(lineOf(heads[i] as Head))
          expect(head).toEqual(expected)
          if (expected === undefined) continue
          const written = Buffer.from(lineOf(heads[i] as Head))
          expect(written.toString('utf8', at, written.length - 1)).toBe(body)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are never what is not written there', () => {
    const mishaps = fc.tuple(
      fc.nat(),
      fc.constantFrom('"', '\\', ',', '}', '|', '%', 'ü', '\u0001', 'A', '0', ''),
      fc.nat(1),
    )
    fc.assert(
      fc.property(made, made, mishaps, (first, second, [place, wrong, removed]) => {
        const line = lineOf(second)
        const at = place % line.lastIndexOf(body)
        const broken = line.slice(0, at) + wrong + line.slice(at + removed)
        // In the frame that the lines before it made.
        const { head } = readAll([lineOf(first), line, broken])[2] ?? {}
        if (head !== undefined) expect(head).toEqual(parsed(broken))
      }),
      { numRuns: 1500 },
    )
  })

  it('stay bytes, and read as objects do', () => {
    const head: Head = {
      ...{ key: 'firewall|aws-ec2|here|sg-1', kind: 'firewall', id: 'sg-1' },
      origin: { collector: 'aws-ec2', mode: 'observed', scope: 'here' },
      ...{ name: 'web', identifiers: ['web', 'arn:x'], contentDigest: 'ab12'.repeat(16) },
    }
    const [{ read } = {}] = readAll([lineOf(head)])
    expect(read).toBeInstanceOf(WrittenHead)
    expect(JSON.stringify(read)).toBe(JSON.stringify(head))
    expect([read?.id, read?.name, read?.identifiers, read?.account]).toEqual([
      'sg-1',
      'web',
      ['web', 'arn:x'],
      undefined,
    ])
    const other: Head = { ...head, identifiers: ['web', 'web'] }
    expect(readAll([lineOf(head), lineOf(other)])[1]?.read).toBeUndefined()
  })

  it('come with keys of which those are told that came before, in order or not', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'B', 'ü')), fc.boolean(), (given, sorted) => {
        const keys = sorted ? [...given].sort() : given
        const [seen, known] = [new SeenKeys(), new Set<string>()]
        for (const key of keys) {
          expect(seen.add(key)).toBe(!known.has(key))
          known.add(key)
          expect(seen.size).toBe(known.size)
        }
      }),
    )
  })
})
