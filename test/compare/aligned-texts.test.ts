import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameCanonical } from '../../src/compare/agree.ts'
import { AlignedTexts, same, sameButWords, unsure } from '../../src/compare/aligned-texts.ts'
import { ByteMemo } from '../../src/compare/byte-memo.ts'
import type { CanonicalContext } from '../../src/compare/canonical.ts'
import { foreignDetector, ownedWords, type ForeignDetector } from '../../src/compare/foreign.ts'
import { createTranslator } from '../../src/compare/translator.ts'
import { digestOf } from '../../src/model/digest.ts'
import type { Field } from '../../src/model/field.ts'
import type { Json } from '../../src/model/json.ts'

type Words = readonly (readonly [symbol: string, match: string])[]

/** Environments whose words are parts of each other's, or meet at their ends. */
const pairs: readonly (readonly [Words, Words])[] = [
  [
    [
      ['{domain}', 'staging.shop.example'],
      ['{account:main}', '222222222222'],
      ['{region:primary}', 'eu-west-1'],
      ['{env}', 'staging'],
      ['{env}', 'stg'],
    ],
    [
      ['{domain}', 'shop.example'],
      ['{account:main}', '111111111111'],
      ['{region:primary}', 'eu-central-1'],
      ['{env}', 'production'],
      ['{env}', 'prod'],
    ],
  ],
  [
    [
      ['{domain}', 'prod.stg.example'],
      ['{env}', 'shop-stg'],
      ['{env}', 's'],
      ['{tenant}', 'acme-prod'],
      ['{vpc}', '10.20.0.0/16'],
    ],
    [
      ['{domain}', 'stg.example'],
      ['{env}', 'stg-prod'],
      ['{env}', 'prod'],
      ['{tenant}', 'umbrella'],
      ['{vpc}', '10.9.0.0/16'],
    ],
  ],
  [[['{env}', 'staging']], [['{env}', 'feedbeef']]],
  [[['{env}', 'stg.eu.one']], [['{env}', 'prod.eu.one']]],
]

const identifiers = [
  new Set(['sg-0aaaaaaa1', 'arn:aws:iam::222222222222:role/x', 'db.a.b.c.example:5432', 'db-feedbeef']),
  new Set([
    'sg-0bbbbbbb1',
    'arn:aws:iam::111111111111:role/x',
    'x-db.a.b.c.example',
    'stg-0abcdef1',
    'db.staging.shop.example',
    'stg.eu.one.x1',
  ]),
] as const

interface Environments {
  readonly texts: AlignedTexts
  readonly contexts: readonly [CanonicalContext, CanonicalContext]
  readonly detectors: readonly [ForeignDetector, ForeignDetector]
}

const environments = pairs.map((both): Environments => {
  const lexicons = both.map((words, i) => ({
    environment: `e${i}`,
    digest: digestOf(`e${i}`),
    entries: words.map(([symbol, match]) => ({ symbol, match, from: 'configured' as const })),
  }))
  const context = (i: number): CanonicalContext => ({
    translator: createTranslator(lexicons[i] ?? never()),
    reference: (_, raw) => raw,
    range: (raw) => raw,
  })
  const owned = (i: 0 | 1): ReturnType<typeof ownedWords> => ownedWords(lexicons[i] ?? never(), identifiers[i])
  const contexts = [context(0), context(1)] as const
  const detectors = [foreignDetector(owned(0), owned(1), []), foreignDetector(owned(1), owned(0), [])] as const
  const of = (i: 0 | 1): ConstructorParameters<typeof AlignedTexts>[0] => ({
    translator: contexts[i].translator,
    foreign: detectors[i].words,
  })
  return { texts: new AlignedTexts(of(0), of(1)), contexts, detectors }
})

function never(): never {
  throw new Error('there are two of each')
}

const vocabulary = [...new Set(pairs.flat().flatMap((words) => words.map(([, match]) => match)))]
const piece = fc.constantFrom(
  ...vocabulary,
  ...vocabulary.map((word) => word.toUpperCase()),
  ...identifiers.flatMap((set) => [...set]),
  ...[
    '-',
    '-',
    '.',
    '/',
    ':',
    '://',
    '@',
    '=',
    '?',
    '&',
    ' ',
    ';',
    ',',
    'a',
    'b',
    'Shop',
    'db',
    'x',
    '1',
    '10.20.3.4',
    '10.09.',
    '%',
    '"',
    '\\',
    '\n',
    'ü',
    '{env}',
    '{',
  ],
)
const text = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''))

/** The same text, with words of the one side where the other has words of its own. */
function renamed(written: string, at: number): string {
  const [mine, theirs] = pairs[at] ?? never()
  let made = written
  for (const [i, [, match]] of mine.entries()) made = made.replaceAll(match, theirs[i]?.[1] ?? '')
  return made
}

/** Words of one environment between what is between words in names, hosts and URLs. */
const named = (at: number): fc.Arbitrary<string> => {
  const mine = (pairs[at] ?? never())[0].map(([, match]) => match)
  const part = fc.constantFrom(...mine, ...mine, 'db', 'shop', 'x1', '-0a', '')
  const between = fc.constantFrom('-', '-', '.', '/', ':', '_', '', '://', '=')
  return fc
    .array(fc.tuple(between, part), { maxLength: 4 })
    .chain((parts) => part.map((first) => first + parts.flat().join('')))
}

const sample = fc.nat(pairs.length - 1).chain((at) =>
  fc.oneof(
    fc.tuple(fc.constant(at), text, text),
    text.map((one): [number, string, string] => [at, one, one]),
    text.map((one): [number, string, string] => [at, one, renamed(one, at)]),
    named(at).map((one): [number, string, string] => [at, one, renamed(one, at)]),
    named(at).map((one): [number, string, string] => [at, one, renamed(one, at)]),
  ),
)

const forms: readonly Field['form'][] = ['text', 'url', 'host', 'arn']

describe('two texts that are gone through at once', () => {
  const seen = { [same]: 0, [sameButWords]: 0, [unsure]: 0, clear: 0 }

  it('are the same only where their canonical forms are, and hold nothing of the other environment unless it was noted', () => {
    fc.assert(
      fc.property(sample, ([at, one, other]) => {
        const { texts, contexts, detectors } = environments[at] ?? never()
        const a = Buffer.from(`:${JSON.stringify(one)},`)
        const b = Buffer.from(`::${JSON.stringify(other)}}`)
        const found = texts.compare(a, 1, b, 2)
        seen[found as keyof typeof seen]++
        if (found === unsure) return
        expect([texts.i, texts.j]).toEqual([a.length - 1, b.length - 1])
        for (const form of forms) {
          if (found === sameButWords && texts.isTakenApart && (form === 'text' || form === 'url')) continue
          expect(sameCanonical({ form, doc: '' } as Field, one, other, ...contexts)).toBe(true)
        }
        if (found === same) expect(one).toBe(other)
        if (texts.isNoted) return
        seen.clear++
        expect([detectors[0].suspects(one), detectors[1].suspects(other)]).toEqual([false, false])
      }),
      { numRuns: 20_000 },
    )
  })

  it('are told so at all', () => {
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(500)
  })
})

describe('words of the other environment in bytes', () => {
  it('are suspected wherever they are in a text of a value', () => {
    const value = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.dictionary(text, fc.oneof(text, fc.integer())))
    let clear = 0
    fc.assert(
      fc.property(fc.nat(pairs.length - 1), value, fc.boolean(), (at, raw, escaped) => {
        const json = JSON.stringify(raw)
        const bytes = Buffer.from(escaped ? json.replaceAll('s', '\\u0073') : json)
        for (const detector of environments[at]?.detectors ?? never()) {
          if (detector.suspectsIn(bytes, 0, bytes.length)) continue
          clear++
          expect(detector.suspects(JSON.parse(bytes.toString()) as Json)).toBe(false)
        }
      }),
      { numRuns: 5000 },
    )
    expect(clear).toBeGreaterThan(1000)
  })
})

describe('what is remembered of bytes', () => {
  it('is told again of the same bytes and the same question alone', () => {
    const bytes = fc.array(fc.constantFrom(1, 2), { maxLength: 5 }).map((all) => Buffer.from(all))
    const question = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(2), bytes, bytes)
    fc.assert(
      fc.property(fc.array(fc.tuple(question, fc.integer({ min: 1, max: 3 })), { maxLength: 2000 }), (asked) => {
        const memo = new ByteMemo()
        const known = new Map<string, number>()
        for (const [[number, between, a, b], answer] of asked) {
          const word = `${number} ${between} ${a.toString('hex')} ${b.toString('hex')}`
          const found = memo.find(number, between, a, 0, a.length, b, 0, b.length)
          expect(found).toBe(known.get(word) ?? 0)
          if (found !== 0) continue
          memo.keep(answer, number, between, a, 0, a.length, b, 0, b.length)
          known.set(word, answer)
        }
      }),
      { numRuns: 50 },
    )
  })
})
