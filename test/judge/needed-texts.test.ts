import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { mayHoldMatch } from '../../src/judge/needed-texts.ts'

const patterns = [
  '(?i)^[a-z][a-z0-9+.-]*://([^/]*@)?([^/:]*[.-])?(sandbox|mocks?|stubs?)([.-][^/:]*)?([:/]|$)',
  ...[
    '^placeholder',
    '^Pending(Replica)?Deletion$',
    'a|b',
    'ab*',
    'ab+c',
    '(ab)?c',
    '(?:ab|cd)e',
    '(?P<x>ab)|',
    'a{0}b',
    'ab{2,}',
  ],
  ...[
    '(?i:ab)c',
    '[]a]b',
    '[^]]b',
    '[[:alpha:]]b',
    '[a\\]]b',
    'a\\.b',
    '\\bab',
    '\\dab',
    'a(b|c*)d',
    '(a|)(b)',
    'x*?a',
    '((a)b|ab)c',
  ],
  ...[
    '\\x61',
    '\\Qa.b\\E',
    '(?U)a+b',
    'a.b',
    '^$',
    '',
    'a||b',
    '(?i)k',
    '(?i)s',
    '\\pL',
    'a{',
    'A',
    '\\z',
    'a\\',
    '(?s).a',
  ],
]
const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      ...'abcdeklpst.:/[]{}-1A\u212a\u017f',
      'ab',
      'cd',
      '://',
      'placeholder',
      'abbc',
      'Deletion',
      'sandbox',
      'stub',
    ),
  }),
  fc.string(),
)

function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern)
  } catch {
    return undefined
  }
}

describe('what a regular expression needs', () => {
  it.each(patterns)('is in each text that holds a match of %j', (pattern) => {
    const expression = compiled(pattern)
    const mayHold = mayHoldMatch(pattern)
    fc.assert(
      fc.property(text, (one) => {
        if (expression?.matcher(one).find() === true) expect(mayHold(one)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['^placeholder', 'integer'],
    ['(?i)^[a-z]+://(sandbox|stubs?)$', 'https://api.shop.example/'],
    ['^Pending(Replica)?Deletion$', 'Enabled'],
    ['(^|[/_])(dry_?run|mocks?)$', 'orders/API_URL'],
  ])('is not in a text that %j cannot match', (pattern, other) => {
    expect(mayHoldMatch(pattern)(other)).toBe(false)
  })
})
