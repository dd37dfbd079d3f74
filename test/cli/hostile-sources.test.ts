import { describe, expect, it } from 'vitest'
import { run, type Run } from './support.ts'

/** What a source reads, by the ending of its file, and a file of it that is as it should be. */
const sources = {
  'app.json': ['files: { settings: SIDE/app.json }', '{"A":"1"}'],
  'app.yaml': ['files: { settings: SIDE/app.yaml }', 'A: "1"\n'],
  'app.toml': ['files: { settings: SIDE/app.toml }', 'A = "1"\n'],
  'app.ini': ['files: { settings: SIDE/app.ini }', 'A=1\n'],
  'app.env': ['files: { settings: SIDE/app.env }', 'A=1\n'],
  'app.tfvars': ['files: { settings: SIDE/app.tfvars }', 'A = "1"\n'],
  'a.tfstate': [
    'terraform: { state: SIDE/a.tfstate }',
    '{"version":4,"resources":[{"mode":"managed","type":"aws_security_group","name":"web","provider":"p","instances":[{"attributes":{"id":"sg-9","name":"web"}}]}]}',
  ],
  'm.yaml': ['kubernetes: { manifests: SIDE/m.yaml }', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n'],
} as const

async function check(file: keyof typeof sources, text: string, good: string = sources[file][1]): Promise<Run> {
  const [entry] = sources[file]
  const side = (name: string): string => `  ${name}: { sources: [{ ${entry.replace('SIDE', name)} }] }\n`
  return run(['check', '--format', 'json', '--quiet'], {
    files: {
      'evenkeel.yaml': `environments:\n${side('staging')}${side('production')}comparisons:\n  - { candidate: staging, baseline: production }\n`,
      [`staging/${file}`]: text,
      [`production/${file}`]: good,
    },
  })
}

const lists = '['.repeat(10_000) + ']'.repeat(10_000)
const maps = '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)
const group = (attributes: string, name = 'web'): string =>
  `{"mode":"managed","type":"aws_security_group","name":"${name}","provider":"p","instances":[{"attributes":${attributes}}]}`
const state = (...resources: readonly string[]): string => `{"version":4,"resources":[${resources.join(',')}]}`
const configMap = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: ${data}\n`
const deployment = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`

describe('a file that nobody would write', () => {
  it.each<[keyof typeof sources, string, string, string]>([
    ['app.json', 'lists 10,000 deep', `{"A":${lists}}`, '(nested deeper than 100 levels)'],
    ['app.json', 'records 10,000 deep', maps, '(nested deeper than 100 levels)'],
    ['app.json', 'a key twice', '{"A":"1","A":"2"}', '("A" stands twice with different values, first on line 1)'],
    ['app.json', 'NaN', '{"A":NaN}', '(no JSON value)'],
    ['app.yaml', 'lists 10,000 deep', `A: ${lists}`, '(nested deeper than 100 levels)'],
    ['app.yaml', 'an alias of itself', 'A: &a [1, *a]\n', '(an alias inside of its own anchor)'],
    ['app.toml', 'lists 10,000 deep', `A = ${lists}\n`, 'brackets that are not closed)'],
    ['app.toml', 'a key 10,000 deep', `${'a.'.repeat(10_000)}a = 1\n`, '(nested deeper than 100 levels)'],
    ['app.toml', 'half a surrogate', 'A = "\\ud800"\n', '(not valid TOML)'],
    [
      'app.toml',
      'a text of 10 MB',
      `B = 1\nA = "${'x'.repeat(10_000_000)}"\n`,
      ':2:1 cannot be understood (a text that is too long',
    ],
    ['app.ini', 'a key twice', 'A=1\nA=2\n', '("A" stands twice with different values, first on line 1)'],
    ['app.env', 'a NUL', 'A=a\0b\n', '(it is not UTF-8 text)'],
    [
      'app.tfvars',
      'maps 10,000 deep',
      `A = ${'{ a = '.repeat(10_000)}1${' }'.repeat(10_000)}\n`,
      '(nested deeper than 100',
    ],
    ['a.tfstate', 'lists 10,000 deep', state(group(`{"id":"sg-1","x":${lists}}`)), '(nested deeper than 200 levels)'],
    ['a.tfstate', 'a newer version', '{"version":5,"resources":[]}', '(its format version is 5, only 4 can be read'],
    ['a.tfstate', 'NaN', state(group('{"id":NaN}')), '(not valid JSON)'],
    ['a.tfstate', 'an id that is a number', state(group('{"id":7}')), '(`id` of aws_security_group.web is not a text)'],
    [
      'a.tfstate',
      'an id twice',
      state(group('{"id":"sg-1","name":"web"}'), group('{"id":"sg-1","name":"b"}', 'b')),
      '"sg-1" came twice)',
    ],
    [
      'a.tfstate',
      '__proto__',
      state(group('{"id":"sg-1","tags":{"__proto__":"1"}}')),
      '(firewall "sg-1": a key named __proto__',
    ],
    ['m.yaml', 'lists 10,000 deep', configMap(lists), '(nested too deeply)'],
    [
      'm.yaml',
      'an alias of itself',
      configMap('&d { a: *d }'),
      ':4:15 cannot be understood (an alias inside of its own',
    ],
    ['m.yaml', 'a key twice', configMap('{ a: "1", a: "2" }'), '(a key that stands twice)'],
    [
      'm.yaml',
      'NaN',
      `${configMap('{}')}---\n${deployment('{ replicas: .nan, template: { spec: {} } }')}`,
      '(spec.replicas of Deployment web is no number)',
    ],
    [
      'm.yaml',
      '__proto__',
      configMap('{}').replace('name: c', 'name: c, labels: { __proto__: a }'),
      'a key named __proto__',
    ],
  ])(
    '%s with %s: one sentence says what and where, and nothing is said of what it would have held',
    async (file, _what, text, problem) => {
      const { code, stdout, stderr } = await check(file, text)
      expect({ code, stderr }).toEqual({ code: 3, stderr: '' })
      const { coverage, drift } = JSON.parse(stdout) as {
        drift: string
        coverage: { scopes: readonly { reason?: string; scope: string }[] }
      }
      const [reason, ...others] = [...new Set(coverage.scopes.flatMap((one) => one.reason ?? []))]
      expect(others).toEqual([])
      expect(reason).toContain(problem)
      expect(reason).toContain(`staging/${file}`)
      expect(drift).toBe('none')
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    },
  )

  it.each<[keyof typeof sources, string, string, string]>([
    ['app.json', 'a list at its root', '["a","b"]', 'The setting "" of app.json'],
    ['app.json', '__proto__', '{"A":"1","__proto__":{"polluted":"1"}}', 'The setting __proto__.polluted of app.json'],
    ['app.json', 'half a surrogate', '{"A":"1","B":"\\ud800"}', 'The setting B of app.json'],
    ['app.yaml', '__proto__', 'A: "1"\n__proto__: { polluted: 1 }\n', 'The setting __proto__.polluted of app.yaml'],
    ['app.toml', '__proto__', 'A = "1"\n[__proto__]\npolluted = 1\n', 'The setting __proto__.polluted of app.toml'],
    ['app.ini', '__proto__', 'A=1\n[__proto__]\npolluted=1\n', 'The setting __proto__.polluted of app.ini'],
    ['app.env', '__proto__', 'A=1\n__proto__=1\n', 'The setting __proto__ of app.env'],
    ['app.tfvars', '__proto__', 'A = "1"\n__proto__ = "1"\n', 'The setting __proto__ of app.tfvars'],
    ['m.yaml', 'half a surrogate', configMap('{ A: "\\ud800" }'), 'The setting A of c'],
  ])('%s with %s is read and compared', async (file, _what, text, title) => {
    const { stdout, stderr } = await check(file, text)
    expect(stderr).toBe('')
    const { findings, coverage } = JSON.parse(stdout) as {
      findings: readonly { title: string }[]
      coverage: { verdict: string }
    }
    expect(findings.map((one) => one.title).join('\n')).toContain(title)
    expect(coverage.verdict).toBe('complete')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('with a value of 10 MB is read whole', async () => {
    const long = `A=${'x'.repeat(10_000_000)}a\n`
    const { code, stderr } = await check('app.env', long, long)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})
