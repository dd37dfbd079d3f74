import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { entryInBraces, insertItem, insertText, nameList } from '../../src/config/yaml-insert.ts'

const item = { rule: 'a/b', reason: 'a: b # c', expires: '2026-01-02', pin: { candidate: '1.10', baseline: null } }
const written = `rule: a/b
  reason: "a: b # c"
  expires: 2026-01-02
  pin: { candidate: "1.10", baseline: null }
`
const indented = written.replaceAll('\n  ', '\n    ')

describe('adding an item to a list', () => {
  it.each<[string, string, string | undefined, string]>([
    ['that is the file', '# top\n- a: 1 # one\n', undefined, `# top\n- a: 1 # one\n- ${written}`],
    ['without a last line break', '- a: 1', undefined, `- a: 1\n- ${written}`],
    ['of an empty file', '', undefined, `- ${written}`],
    ['of a file of comments', '# none yet\n', undefined, `# none yet\n- ${written}`],
    ['before what ends the document', '- a: 1\n...\n', undefined, `- a: 1\n- ${written}...\n`],
    [
      'behind the comments of the last item, before those of the file',
      '- a: 1\n  # why a\n\n# the end\n',
      undefined,
      `- a: 1\n  # why a\n- ${written}\n# the end\n`,
    ],
    [
      'behind a text of several lines',
      '- a: |\n    one\n    two\n',
      undefined,
      `- a: |\n    one\n    two\n- ${written}`,
    ],
    ['under its key', 'x: 1\nlist:\n  - a: 1\ny: 2\n', 'list', `x: 1\nlist:\n  - a: 1\n  - ${indented}y: 2\n`],
    ['that is not indented', 'list:\n- a: 1\ny: 2\n', 'list', `list:\n- a: 1\n- ${written}y: 2\n`],
    [
      'that is indented by four',
      'list:\n    - a: 1\n',
      'list',
      `list:\n    - a: 1\n    - ${written.replaceAll('\n  ', '\n      ')}`,
    ],
    ['that is empty', 'list: []\ny: 2\n', 'list', `list:\n  - ${indented}y: 2\n`],
    ['of which there is only the key', 'list: # none\ny: 2\n', 'list', `list: # none\n  - ${indented}y: 2\n`],
    ['that is not there', 'x: 1 # one\n', 'list', `x: 1 # one\nlist:\n  - ${indented}`],
    ['in brackets', 'list: [ { a: 1 }, ] # b\n', 'list', `list: [ { a: 1 }, ${entryInBraces(item)} ] # b\n`],
    [
      'with the line ends of others',
      'list:\r\n  - a: 1\r\ny: 2\r\n',
      'list',
      `list:\r\n  - a: 1\r\n  - ${indented}y: 2\r\n`.replaceAll(/\r?\n/g, '\r\n'),
    ],
  ])('%s', (_, text, key, expected) => {
    expect(insertItem(text, key, item)).toBe(expected)
  })

  it.each([
    ['an alias', 'a: &a [1]\nlist: *a\n', 'list'],
    ['a text', 'list: one\n', 'list'],
    ['a list where a mapping is meant', '- a: 1\n', 'list'],
    ['a mapping where a list is meant', 'a: 1\n', undefined],
    ['no YAML', 'a: [1\n', 'a'],
    ['a null that is written', 'list: null\n', 'list'],
    ['a text whose last line breaks count', '- a: |+\n    one\n\n', undefined],
  ])('gives up on %s', (_, text, key) => {
    expect(insertItem(text, key, item)).toBeUndefined()
  })
})

describe('putting a list under a key', () => {
  it('leaves its items as they are', () => {
    expect(nameList('# top\n\n- a: 1 # one\n- b: 2\n', 'exceptions')).toBe(
      '# top\n\nexceptions:\n- a: 1 # one\n- b: 2\n',
    )
  })

  it.each(['[a]\n', 'a: 1\n', '  - a\n', ''])('gives up on %j', (text) => {
    expect(nameList(text, 'exceptions')).toBeUndefined()
  })
})

describe('adding a text to one or several', () => {
  it.each([
    ['exceptions: a.yaml # ours\nx: 1\n', 'exceptions: [a.yaml, b c.yaml] # ours\nx: 1\n'],
    ['exceptions: "a b.yaml"\n', 'exceptions: ["a b.yaml", b c.yaml]\n'],
    ['exceptions: [a.yaml] # ours\n', 'exceptions: [a.yaml, b c.yaml] # ours\n'],
    ['exceptions:\n  - a.yaml\n', 'exceptions:\n  - a.yaml\n  - b c.yaml\n'],
    ['x: 1\n', 'x: 1\nexceptions: b c.yaml\n'],
  ])('%j', (text, expected) => {
    expect(insertText(text, 'exceptions', 'b c.yaml')).toBe(expected)
  })

  it('quotes what would mean something else', () => {
    expect(parse(insertText('x: 1\n', 'exceptions', 'a, b: [1] #.yaml') ?? '')).toEqual({
      x: 1,
      exceptions: 'a, b: [1] #.yaml',
    })
  })
})

describe('any file', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(word, { maxLength: 3 }))
  const entry = fc.dictionary(word, value, { minKeys: 1, maxKeys: 4 })
  const comment = fc.stringMatching(/^[ -~]{0,20}$/)

  it('keeps every line, comments among them, and holds the item', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), entry, comment, fc.boolean(), (list, added, said, windows) => {
        const lines = list.flatMap((one) => [`# ${said}`, ...stringify([one]).trimEnd().split('\n')])
        const text = `${lines.join('\n')}\n# ${said}\n`.replaceAll('\n', windows ? '\r\n' : '\n')
        const result = insertItem(text, undefined, added)
        // A text that ends with line breaks may claim those that follow; then nothing is written.
        if (result === undefined) return
        expect(parse(result)).toEqual([...(parse(text) as unknown[]), added])
        const kept = result.split(/(?<=\n)/)
        let at = 0
        for (const line of text.split(/(?<=\n)/)) {
          at = kept.indexOf(line, at) + 1
          expect(at).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('with plain entries is always added to', () => {
    const plain = fc.dictionary(word, fc.oneof(word, fc.integer(), fc.boolean()), { minKeys: 1, maxKeys: 4 })
    fc.assert(
      fc.property(fc.array(plain), plain, fc.boolean(), (list, added, named) => {
        const text = list.length === 0 ? '' : stringify(named ? { exceptions: list } : list)
        const result = insertItem(text, named ? 'exceptions' : undefined, added)
        const all = [...list, added]
        expect(parse(result ?? '')).toEqual(named ? { exceptions: all } : all)
      }),
    )
  })
})
