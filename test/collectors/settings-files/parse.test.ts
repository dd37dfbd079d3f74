import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDotenv } from '../../../collectors/_settings-files/parse-dotenv.ts'
import { parseSettings } from '../../../collectors/_settings-files/parse-settings.ts'
import { growth, linear } from '../../support/linear-time.ts'

const settings = (path: string, text: string): Record<string, string> =>
  Object.fromEntries(parseSettings(path, text).entries.map(({ key, value }) => [key, value]))
const problems = (path: string, text: string): readonly string[] =>
  parseSettings(path, text).problems.map(({ line, column, detail }) => `${line}:${column} ${detail}`)
const lines = (path: string, text: string): Record<string, number> =>
  Object.fromEntries(parseSettings(path, text).entries.map(({ key, line }) => [key, line]))

describe('dotenv', () => {
  it('reads what Node reads, with lines', () => {
    const text = [
      '# a comment',
      'PLAIN=a b  # said',
      'export EXPORTED = x',
      "SINGLE='a # b\\n'",
      'DOUBLE="a # b\\nc"',
      'BACK=`"it\'s"`',
      '',
      'MANY="one',
      'two"',
      'EMPTY=',
      'LAST=1 ',
    ].join('\r\n')
    expect(settings('a.env', text)).toEqual({
      PLAIN: 'a b',
      EXPORTED: 'x',
      SINGLE: 'a # b\\n',
      DOUBLE: 'a # b\nc',
      BACK: '"it\'s"',
      MANY: 'one\ntwo',
      EMPTY: '',
      LAST: '1',
    })
    expect(settings('a.env', text)).toEqual({ ...parseEnv(text) })
    expect(lines('a.env', text)).toMatchObject({ PLAIN: 2, EXPORTED: 3, MANY: 8, EMPTY: 10, LAST: 11 })
    expect(problems('a.env', text)).toEqual([])
  })

  it('agrees with Node on whatever is well formed', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9_:/.,@ -]{0,12}$/)
    const value = fc.oneof(
      word.filter((w) => w.trim() !== ''),
      word.map((w) => `"${w}"`),
      word.map((w) => `'${w}#${w}'`),
      fc.tuple(word, word).map(([a, b]) => `"${a}\n${b}"`),
    )
    const entry = fc.tuple(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/), value).map(([k, v]) => `${k}=${v}`)
    const line = fc.oneof(
      entry,
      entry.map((e) => `export ${e}`),
      word.map((w) => `#${w}`),
      fc.constant(''),
    )
    fc.assert(
      fc.property(fc.array(line), (all) => {
        const text = all.join('\n')
        const { entries, problems: wrong } = parseDotenv(text)
        expect(wrong).toEqual([])
        expect(Object.fromEntries(entries.map((e) => [e.key, e.value]))).toEqual({ ...parseEnv(text) })
      }),
    )
  })

  it('does not end a quoted value at an escaped quotation mark', () => {
    expect(settings('a.env', 'A="say \\"hi\\" # no"')).toEqual({ A: 'say "hi" # no' })
  })

  it('takes nothing from the next line for an empty value', () => {
    expect(settings('a.env', 'A= \nB=1')).toEqual({ A: '', B: '1' })
  })

  it.each([
    [
      'a line that is no setting',
      'A=1\n  this is none\nB=2',
      ['2:3 neither KEY=value nor a comment'],
      { A: '1', B: '2' },
    ],
    [
      'a mark that is never closed',
      'A=1\nB="hunter2\nC=3',
      ['2:3 a quotation mark that is never closed'],
      { A: '1', C: '3' },
    ],
    ['text behind a value', 'A="1" hunter2\nB=2', ['1:6 text behind the closing quotation mark'], { A: '1', B: '2' }],
    [
      'a key twice',
      'A=1\nB=2\nA=3',
      ['3:1 "A" stands twice with different values, first on line 1'],
      { A: '3', B: '2' },
    ],
    ['a key twice with one value', 'A=1\nA=1', [], { A: '1' }],
  ])('says where there is %s, and keeps the rest', (_what, text, wrong, kept) => {
    expect(problems('a.env', text)).toEqual(wrong)
    expect(settings('a.env', text)).toEqual(kept)
    expect(JSON.stringify(problems('a.env', text))).not.toContain('hunter2')
  })

  it('says which settings are in doubt', () => {
    const doubtful = (text: string) => parseSettings('a.env', text).problems.map((problem) => problem.doubtful)
    expect(doubtful('A="x" y')).toEqual(['A'])
    expect(doubtful('A="x\nB="y"\nC=1')).toEqual([null])
    expect(doubtful('B: y\nA=1'.split('\n').reverse().join('\n'))).toEqual(['B'])
    expect(doubtful('A=1\nA=2')).toEqual(['A'])
  })
})

describe('YAML', () => {
  it('makes paths of nested keys, one setting of a list of scalars, and tells objects apart by name', () => {
    const text = [
      'database:',
      '  pool: { size: 10 }',
      '  hosts: [a, b]',
      '  none: []',
      '  nothing:',
      '  empty: {}',
      'containers:',
      '  - name: web',
      '    port: 80',
      '  - name: job',
      'hooks:',
      '  - url: https://a.shop.example/',
      '  - url: https://b.shop.example/',
      'matrix: [[1, 2], [3]]',
    ].join('\n')
    expect(settings('a.yaml', text)).toEqual({
      'database.pool.size': '10',
      'database.hosts': 'a,b',
      'database.none': '',
      'database.nothing': '',
      'database.empty': '{}',
      'containers.web.port': '80',
      'containers.job': '{}',
      'hooks.0.url': 'https://a.shop.example/',
      'hooks.1.url': 'https://b.shop.example/',
      'matrix.0': '1,2',
      'matrix.1': '3',
    })
    expect(lines('a.yaml', text)).toMatchObject({
      'database.pool.size': 2,
      'containers.web.port': 9,
      'hooks.1.url': 13,
    })
  })

  it('keeps scalars as they are written', () => {
    const text =
      'a: 1.10\nb: 0777\nc: yes\nd: "true"\ne: 2026-11-01\nf: ~\ng: 1_000\nh: 0x1F\ni: |\n  one\n  two\nj: >-\n  one\n  two\nk: !custom x'
    expect(settings('a.yaml', text)).toEqual({
      a: '1.10',
      b: '0777',
      c: 'yes',
      d: 'true',
      e: '2026-11-01',
      f: '',
      g: '1_000',
      h: '0x1F',
      i: 'one\ntwo\n',
      j: 'one two',
      k: 'x',
    })
  })

  it('takes list objects by position where no field tells all apart', () => {
    expect(settings('a.yaml', 'l:\n  - {name: a, x: 1}\n  - {name: a, x: 2}')).toEqual({
      'l.0.name': 'a',
      'l.0.x': '1',
      'l.1.name': 'a',
      'l.1.x': '2',
    })
    expect(settings('a.yaml', 'l:\n  - {id: a, x: 1}\n  - {id: b, x: 2}')).toEqual({ 'l.a.x': '1', 'l.b.x': '2' })
    expect(settings('a.yaml', 'l:\n  - {name: a, x: 1}\n  - b')).toEqual({ 'l.0.name': 'a', 'l.0.x': '1', 'l.1': 'b' })
  })

  it('follows anchors and merges', () => {
    const text =
      'base: &b {retries: 3, wait: 1s}\norders:\n  <<: *b\n  wait: 2s\nagain: *b\nmany:\n  <<: [{a: 1}, {a: 2, c: 3}]'
    expect(settings('a.yaml', text)).toEqual({
      'base.retries': '3',
      'base.wait': '1s',
      'orders.retries': '3',
      'orders.wait': '2s',
      'again.retries': '3',
      'again.wait': '1s',
      'many.a': '1',
      'many.c': '3',
    })
  })

  it('reads every document of a stream', () => {
    expect(settings('a.yaml', '---\n# nothing\n---\na: 1\n---\na: 2\n')).toEqual({ a: '1', '1.a': '2' })
    expect(lines('a.yaml', 'a: 1\n---\na: 2\n')).toEqual({ a: 1, '1.a': 3 })
    expect(settings('a.yaml', 'a: 1\n---\nkind: Queue\nmetadata: {name: q}\n')).toMatchObject({
      a: '1',
      'Queue/q.kind': 'Queue',
    })
  })

  it('is what a .env may be in truth', () => {
    expect(parseSettings('staging/.env', '# notes\nA: "1"\nB: "x\\\n  y"\n')).toMatchObject({
      format: 'yaml',
      entries: [
        { key: 'A', value: '1', line: 2 },
        { key: 'B', value: 'xy', line: 3 },
      ],
      problems: [],
    })
    expect(parseSettings('a.env', 'A=b: c').format).toBe('dotenv')
    expect(parseSettings('a.yaml', 'A=1').format).toBe('dotenv')
    expect(parseSettings('a.env', '{"a": 1}').format).toBe('json')
  })

  it('leaves out what sops writes of itself', () => {
    expect(settings('a.yaml', 'a: ENC[AES256_GCM,data:x]\nsops:\n  mac: x\n  lastmodified: y')).toEqual({
      a: 'ENC[AES256_GCM,data:x]',
    })
    expect(settings('a.env', 'A=1\nsops_mac=x\nsops_version=3')).toEqual({ A: '1' })
    expect(settings('a.yaml', 'sops:\n  version: 1')).toEqual({ 'sops.version': '1' })
  })

  it.each([
    ['indentation', 'a:\n    b: 1\n  c: hunter2', '3:'],
    ['a tab', 'a:\n\tb: hunter2', '2:1'],
    ['an open quote', 'a: "hunter2', '1:'],
    ['an open bracket', 'a: [hunter2', '1'],
    ['an unknown alias', 'a: 1\nb: *hunter2', '2:4'],
    ['an alias in its own anchor', 'a: &x\n  b: *x', '2:6'],
    ['a key that is a list', '? [a, b]\n: 1', '1:3'],
    ['a merge of a scalar', '<<: 1', '1:5'],
    ['text alone', 'just text', '1:1'],
    ['a colon in a value', 'a: b: hunter2', '1:'],
  ])('says where there is %s, and quotes nothing', (_what, text, place) => {
    const [problem = ''] = problems('a.yaml', text)
    expect(problem.startsWith(place), problem).toBe(true)
    expect(problem).not.toContain('hunter2')
    expect(problem).toMatch(/^\d+:\d+ [a-z]/)
    expect(settings('a.yaml', text)).toEqual({})
  })

  it('says that a key stands twice, and goes on', () => {
    expect(problems('a.yaml', 'a: 1\nb: 2\na: 3')).toEqual([
      '3:1 "a" stands twice with different values, first on line 1',
    ])
    expect(problems('a.yaml', 'a.b: 1\na: {b: 2}')).toHaveLength(1)
    expect(settings('a.yaml', 'a: 1\nb: 2\na: 3')).toEqual({ a: '3', b: '2' })
  })
})

describe('JSON', () => {
  it('makes the same settings as YAML does, with lines', () => {
    const text = '{\n  "a": {"b": 1.50, "c": [true, null]},\n  "d": "x\\ny",\n  "e": [{"name": "n", "v": 1}]\n}\n'
    expect(settings('a.json', text)).toEqual({ 'a.b': '1.50', 'a.c': 'true,', d: 'x\ny', 'e.n.v': '1' })
    expect(lines('a.json', text)).toEqual({ 'a.b': 2, 'a.c': 2, d: 3, 'e.n.v': 4 })
  })

  it('reads a text of ten megabytes, plain or escaped', () => {
    for (const piece of ['x', '\n', '"']) {
      const value = piece.repeat(10_000_000 / JSON.stringify(piece).length)
      expect(settings('a.json', JSON.stringify({ a: value }))).toEqual({ a: value })
    }
    expect(problems('a.json', `{"a":"${'x'.repeat(10_000_000)}`)).toHaveLength(1)
  })

  it.each([
    ['{"a": 1,}', '1:9 a key in double quotation marks is missing'],
    ['{"a": hunter2}', '1:7 no JSON value'],
    ['{"a": 1', '1:8 a comma or } is missing'],
    ['{"a": 1}\n\n hunter2', '3:2 text behind the end of the document'],
    ['{"a" 1}', '1:6 a colon is missing'],
    ['[1 2]', '1:4 a comma or ] is missing'],
    ['{"a": "hunter2\n"}', '1:7 a quotation mark that is not closed on its line'],
    ['{"a": "\\x"}', '1:7 a text with a control character or an escape that JSON does not have'],
    [
      '{\n// hunter2\n"a": 1}',
      '2:1 a comment, which JSON does not have; a file of which the reader takes them is called .jsonc',
    ],
    ['{"a": 01}', '1:8 a comma or } is missing'],
    ['{"a":', '1:6 the document ends too early'],
  ])('says where %j is wrong, and quotes nothing', (text, problem) => {
    expect(problems('a.json', text)).toEqual([problem])
    expect(problem).not.toContain('hunter2')
  })

  it('accepts what JSON.parse accepts, and nothing else', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-0.5e3',
      'true',
      'null',
      ' ',
      '\n',
      '01',
      "'",
      '\\',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = `[${pieces.join('')}]`
        let valid = true
        try {
          JSON.parse(text)
        } catch {
          valid = false
        }
        const wrong = problems('a.json', text).filter((p) => !p.includes('stands twice'))
        expect(wrong.length === 0).toBe(valid)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('hard files', () => {
  const nested = (depth: number): Record<string, string> => ({
    'a.json': '{"a":'.repeat(depth) + '1' + '}'.repeat(depth),
    'b.json': '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2),
    'a.yaml': Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'b.yaml': '[['.repeat(depth / 2) + ']]'.repeat(depth / 2),
    'c.yaml': '{a: '.repeat(depth) + '1' + '}'.repeat(depth),
  })

  it.each(Object.entries(nested(2000)))('%s: nested too deeply, with the place', (path, text) => {
    expect(problems(path, text)).toEqual([expect.stringMatching(/^\d+:\d+ nested deeper than 100 levels$/)])
  })

  it.each(Object.entries(nested(90)))('%s: nested as deeply as people do', (path, text) => {
    expect(problems(path, text)).toEqual([])
  })

  it('does not overflow on a hundred thousand brackets', () => {
    expect(problems('a.json', '['.repeat(100_000))).toHaveLength(1)
    expect(problems('a.yaml', '['.repeat(20_000))).toHaveLength(1)
  })

  it('stops aliases that multiply', () => {
    const text = [
      'a0: &a0 {x: 1, y: 2}',
      ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {p: *a${i}, q: *a${i}}`),
    ].join('\n')
    expect(problems('a.yaml', text)).toEqual([expect.stringMatching(/more than 500000 settings/)])
  })

  it.each(['a.json', 'a.yaml', 'a.env'])('%s: keys with a meaning of their own are keys like any other', (path) => {
    const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const text =
      path === 'a.env'
        ? keys.map((key) => `${key}=1`).join('\n')
        : path === 'a.json'
          ? `{${keys.map((key) => `"${key}":1`).join(',')}}`
          : keys.map((key) => `${key}: 1`).join('\n')
    expect(parseSettings(path, text).entries.map(({ key }) => key)).toEqual(keys)
    expect(Object.hasOwn(Object.prototype, '1')).toBe(false)
  })

  it('is empty where there is nothing', () => {
    for (const path of ['a.env', 'a.yaml', 'a.json']) {
      expect(parseSettings(path, '')).toMatchObject({ entries: [], problems: [] })
      expect(parseSettings(path, '\n \n')).toMatchObject({ entries: [], problems: [] })
    }
    expect(parseSettings('a.yaml', '# only a note\n---\n')).toMatchObject({ entries: [], problems: [] })
    expect(parseSettings('a.json', '{}')).toMatchObject({ entries: [], problems: [] })
  })

  it.each([
    ['a.env', 25_000, (n: number) => Array.from({ length: n }, (_, i) => `KEY_${i}=value ${i}`).join('\n')],
    [
      'a.json',
      25_000,
      (n: number) => `{${Array.from({ length: n }, (_, i) => `"key${i}":{"a":"value ${i}"}`).join(',\n')}}`,
    ],
    ['a.yaml', 8_000, (n: number) => Array.from({ length: n }, (_, i) => `key${i}: value ${i}`).join('\n')],
  ])('%s: %i keys, and four times as many, take time in proportion', (path, length, make) => {
    const parse = (n: number): void => expect(parseSettings(path, make(n)).entries).toHaveLength(n)
    expect(growth(parse, length)).toBeLessThan(linear)
  })
})

describe('properties', () => {
  it('reads what Java reads, with lines', () => {
    const text = [
      '! a comment',
      'db.pool = 5',
      'db.url: jdbc:postgresql://db/orders',
      'plain value with blanks',
      'cities = Berlin,\\',
      '    K\\u00f6ln',
      'key\\ with\\=signs=a\\tb',
      'alone',
      'path=C:\\\\temp',
    ].join('\n')
    expect(settings('a.properties', text)).toEqual({
      'db.pool': '5',
      'db.url': 'jdbc:postgresql://db/orders',
      plain: 'value with blanks',
      cities: 'Berlin,Köln',
      'key with=signs': 'a\tb',
      alone: '',
      path: 'C:\\temp',
    })
    expect(lines('a.properties', text)).toMatchObject({ 'db.pool': 2, cities: 5, alone: 8 })
    expect(problems('a.properties', text)).toEqual([])
  })

  it('says what it cannot read, and loses nothing else', () => {
    expect(settings('a.properties', 'a=1\nb=\\u12\nc=2\n=x')).toEqual({ a: '1', c: '2' })
    expect(problems('a.properties', 'a=1\nb=\\u12\nc=2\n=x')).toEqual([
      '2:1 a broken \\u escape',
      '4:1 a line without a key, or with a broken \\u escape in it',
    ])
  })

  it('takes time in proportion to the file', () => {
    expect(growth((n) => settings('a.properties', 'a=\\\n'.repeat(n)), 2000)).toBeLessThan(linear)
  })
})

describe('INI', () => {
  it('reads sections, keys of both signs, switches and quoted values', () => {
    const text = '; said\n[database]\npool = 5\nhost: "db;1"\n\n[ web server ] # too\nverbose\nnote=a ; b\n'
    expect(settings('a.ini', text)).toEqual({
      'database.pool': '5',
      'database.host': 'db;1',
      'web server.verbose': '',
      'web server.note': 'a ; b',
    })
    expect(lines('a.ini', text)).toMatchObject({ 'database.pool': 3, 'web server.verbose': 7 })
  })

  it('doubts what stands below a section that is not closed', () => {
    expect(parseSettings('a.ini', 'a=1\n[web\nb=2').problems).toEqual([
      { line: 2, column: 1, detail: 'a section that is not closed', doubtful: null },
    ])
  })
})

describe('TOML', () => {
  it('reads tables, arrays of tables, inline tables and lists', () => {
    const text = [
      'title = "shop"',
      'ports = [80, 443]',
      'limits = { cpu = 2, memory = "4Gi" }',
      '[database.pool]',
      'size = 1_000',
      'since = 2026-11-01T00:00:00Z',
      '[[hooks]]',
      'url = "https://a.example"',
      '[[hooks]]',
      "url = 'https://b.example'",
      'on = true',
      'mixed = [1, { a = 2 }]',
    ].join('\n')
    expect(settings('a.toml', text)).toEqual({
      title: 'shop',
      ports: '80,443',
      'limits.cpu': '2',
      'limits.memory': '4Gi',
      'database.pool.size': '1000',
      'database.pool.since': '2026-11-01T00:00:00Z',
      'hooks.0.url': 'https://a.example',
      'hooks.1.url': 'https://b.example',
      'hooks.1.on': 'true',
      'hooks.1.mixed.0': '1',
      'hooks.1.mixed.1.a': '2',
    })
    expect(lines('a.toml', text)).toMatchObject({ 'limits.memory': 3, 'hooks.1.on': 11 })
  })

  it('says where it is no TOML, without quoting it', () => {
    const { entries, problems: found } = parseSettings('a.toml', 'a = 1\npassword = canary-4711\n')
    expect(entries).toEqual([])
    expect(found).toEqual([{ line: 2, column: expect.any(Number) as number, detail: 'not valid TOML' }])
  })

  it('refuses what is nested too deeply', () => {
    expect(problems('a.toml', `a = ${'['.repeat(50_000)}`)).toEqual(['1:1 more than 1000 brackets that are not closed'])
  })
})
