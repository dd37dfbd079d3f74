import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paragraph } from '../../src/report/table/page.ts'
import { safeText } from '../../src/report/safe-text.ts'
import { cut, displayWidth, graphemes, padTo, wrap } from '../../src/report/width.ts'
import { pointerInWords, valueInWords, valuesInWords } from '../../src/report/words.ts'

describe('safeText', () => {
  it('shows what would move the cursor, hide or reorder text', () => {
    expect(safeText('a\u001b[31mb')).toBe('a\\u{1b}[31mb')
    expect(safeText('a\nb\tc\r')).toBe('a\\nb\\tc\\r')
    expect(safeText('\u009b2J \u202e \u2066 \u2028 \u200b \ufeff \u007f')).toBe(
      '\\u{9b}2J \\u{202e} \\u{2066} \\u{2028} \\u{200b} \\u{feff} \\u{7f}',
    )
    expect(safeText('\ud800')).toBe('\\u{d800}')
  })

  it('leaves words, emoji and their joiners as they are', () => {
    for (const text of ['größe', '日本語', '👩‍💻', 'क्‍ष', 'a b']) expect(safeText(text)).toBe(text)
  })

  it('never leaves a control character, whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/\p{Cc}|\p{Cs}/u.test(safeText(text))))
  })
})

describe('paragraph', () => {
  it('wraps under its indentation, and an item of a list under its first word', () => {
    expect(paragraph('one two three', 2, 10)).toEqual(['  one two', '  three'])
    expect(paragraph('- one two three', 2, 10)).toEqual(['  - one', '    two', '    three'])
  })
})

describe('width', () => {
  it('counts columns, not code units', () => {
    expect(displayWidth('abc')).toBe(3)
    expect(displayWidth('日本')).toBe(4)
    expect(displayWidth('👩‍💻')).toBe(2)
    expect(displayWidth('🇩🇪')).toBe(2)
    expect(displayWidth('❤️')).toBe(2)
    expect(displayWidth('é')).toBe(1)
    expect(displayWidth('é')).toBe(1)
    expect(displayWidth('ｗｉｄｅ')).toBe(8)
    expect(displayWidth('한글')).toBe(4)
    expect(displayWidth('›')).toBe(1)
  })

  it('counts the signs of reports and of most languages of Europe at once, and as it would one by one', () => {
    const ranges = [[0x20, 0x7e], [0xa0, 0x2ff], [0x2010, 0x2027], [0x2030, 0x205e], [0x25cb, 0x25cf], [0x2713, 0x2713], [0x2717, 0x2717]] as const // prettier-ignore
    const signs = ranges.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i)),
    )
    // What is wide is looked at one by one, with all that stands beside it.
    for (const sign of signs) expect(displayWidth(sign), sign).toBe(displayWidth(`${sign}日`) - 2)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs)), (some) => {
        const text = some.join('')
        expect(graphemes(text)).toEqual(graphemes(`${text}日`).slice(0, -1))
        expect(displayWidth(text)).toBe(displayWidth(`${text}日`) - 2)
      }),
    )
  })

  it('pads by columns', () => {
    expect(padTo('日', 4)).toBe('日  ')
    expect(padTo('long', 2)).toBe('long')
  })

  it('wraps at spaces, breaks only what is longer than a line, and never inside a grapheme', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrap('👩‍💻👩‍💻👩‍💻', 5)).toEqual(['👩‍💻👩‍💻', '👩‍💻'])
    expect(wrap('日本語', 3)).toEqual(['日', '本', '語'])
    expect(wrap('', 10)).toEqual([''])
  })

  it('loses no word and keeps every line within the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })),
        fc.integer({ min: 4, max: 40 }),
        (words, width) => {
          const text = words.map(safeText).join(' ')
          const lines = wrap(text, width)
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('cuts with an ellipsis', () => {
    expect(cut('abcdef', 4)).toBe('abc…')
    expect(cut('日本語', 4)).toBe('日…')
    expect(cut('abc', 3)).toBe('abc')
  })
})

describe('words', () => {
  it('says a pointer in words', () => {
    expect(pointerInWords('database-parameters', '/parameters/max_connections')).toBe('parameters › max_connections')
    expect(pointerInWords('database-instance', '/engineVersion')).toBe('engine version')
    expect(pointerInWords('firewall', '/ingress/tcp~15432~1~1@firewall~1app~1')).toBe('ingress › tcp/5432 firewall app')
    expect(pointerInWords('firewall', '/ingress/tcp~16379~1@firewall~1app')).toBe('ingress › tcp/6379 firewall app')
    expect(pointerInWords('firewall', '/ingress/tcp~1443~10.0.0.0~10')).toBe('ingress › tcp/443/0.0.0.0/0')
    expect(pointerInWords('workload', '/containers/web/cpuLimit')).toBe('containers › web › cpu limit')
    expect(pointerInWords('no-such-kind', '/a~1b/c')).toBe('a/b › c')
    expect(pointerInWords('firewall', '')).toBe('')
    expect(pointerInWords('setting-group', '/settings/__proto__')).toBe('settings › __proto__')
    expect(pointerInWords('setting-group', '/__proto__/constructor')).toBe('__proto__ › constructor')
  })

  it('says values in words, with their unit', () => {
    expect(valuesInWords('compute-instance', '/memory', { candidate: 8192, baseline: 500 })).toEqual({
      candidate: '8 GiB',
      baseline: '500 MiB',
    })
    expect(valuesInWords('compute-instance', '/monitoring', { candidate: true, baseline: null })).toEqual({
      candidate: 'yes',
      baseline: 'no (by default)',
    })
    expect(valuesInWords('compute-instance', '/keyPair', { candidate: 'a', baseline: null }).baseline).toBe('(absent)')
    expect(valueInWords('')).toBe('(empty)')
    expect(valueInWords([])).toBe('(none)')
    expect(valueInWords(['a', 1, null])).toBe('a, 1, (absent)')
  })

  it('of two records says only what differs, without what is volatile or already in the pointer', () => {
    const said = valuesInWords('database-parameters', '/parameters/work_mem', {
      candidate: { name: 'work_mem', value: '{X/2}', effective: '4096', unit: 'kB', source: 'user' },
      baseline: { name: 'work_mem', value: '8192', effective: '8192', unit: 'kB', source: 'engine-default' },
    })
    expect(said).toEqual({ candidate: '{X/2}, effective 4096', baseline: '8192, effective 8192' })
  })

  it('of a record on one side says everything that has a meaning', () => {
    const said = valuesInWords('firewall', '/ingress/x', {
      candidate: null,
      baseline: { protocol: 'tcp', ports: '443', cidr: '0.0.0.0/0', group: null, description: 'note' },
    })
    expect(said).toEqual({ candidate: '(absent)', baseline: 'protocol tcp, ports 443, cidr 0.0.0.0/0' })
  })

  it('says both values when two records are equal: a rule may ask that they differ', () => {
    const value = { key: 'TOKEN', secret: { keyId: 'k', hmac: 'abcdef0123456789' } }
    const said = valuesInWords('setting-group', '/settings/TOKEN', { candidate: value, baseline: value })
    expect(said.candidate).toBe('secret (fingerprint abcdef01)')
    expect(said.baseline).toBe(said.candidate)
  })

  it('says references as people do, and needs no label twice', () => {
    expect(valueInWords('@firewall/shop-app')).toBe('firewall shop-app')
    expect(valueInWords('@unknown\u2063')).toBe('(unknown)')
    expect(valueInWords('@team')).toBe('@team')
    expect(valueInWords({ secret: 'secret (fingerprint 01234567…)', from: 'x' })).toBe(
      'secret (fingerprint 01234567…), from x',
    )
  })

  it('never shows more than a part of a fingerprint', () => {
    expect(valueInWords({ keyId: 'key', hmac: '0123456789abcdef0123456789abcdef' })).toBe(
      'secret (fingerprint 01234567)',
    )
  })
})
