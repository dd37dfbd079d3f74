import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { plain } from '../../src/config/tree.ts'
import { families, load, problems, valid } from './support.ts'

describe('a configuration that stands', () => {
  it('becomes environments with their facts', async () => {
    const { environments } = await load(valid)
    expect(environments['production']?.facts).toEqual({
      name: 'production',
      aliases: [],
      domains: ['shop.example'],
      accounts: { main: '111111111111' },
      regions: { primary: 'eu-west-1' },
      clusters: {},
      baseDirectory: '/etc/shop',
    })
  })

  it('gives one account the role main and one region the role primary', async () => {
    const { environments } = await load(valid)
    expect(environments['staging']?.facts).toMatchObject({
      accounts: { main: '222222222222' },
      regions: { primary: 'eu-central-1' },
    })
  })

  it('splits what narrows a source from its own settings', async () => {
    const { environments } = await load(valid)
    expect(environments['staging']?.sources).toEqual([
      { family: 'aws', settings: {}, where: 'evenkeel.yaml:12:9' },
      {
        family: 'files',
        settings: { settings: 'deploy/staging.env', deadlineSeconds: 5 },
        include: { tags: { System: 'shop' } },
        where: 'evenkeel.yaml:13:9',
      },
    ])
  })

  it('is frozen to the bottom', async () => {
    const config = await load(valid)
    const source = config.environments['staging']?.sources[1]
    expect(Object.isFrozen(config)).toBe(true)
    expect(Object.isFrozen(source?.include?.tags)).toBe(true)
    expect(() => Object.assign(source?.settings as object, { settings: 'other' })).toThrow(TypeError)
  })

  it('takes everything that may stand beside environments and comparisons', async () => {
    const config = await load(`${valid}services:
  orders: { match: { tags: { Service: orders }, names: ["orders-*"] }, owner: team-orders, slack: "#orders" }
  search: { match: { labels: { app: search }, namespaces: [shop] } }
pairs:
  - { kind: firewall, candidate: web-stg, baseline: web }
differences:
  - { kind: firewall, resource: web, reason: r, owner: o }
shared: [registry.shop.example]
exceptions: exceptions.yaml
rules: [rules/a.yaml, /abs/b.yaml]
`)
    expect(config.services).toEqual([
      {
        name: 'orders',
        match: { tags: { Service: 'orders' }, names: ['orders-*'] },
        owner: 'team-orders',
        slack: '#orders',
      },
      { name: 'search', match: { labels: { app: 'search' }, namespaces: ['shop'] } },
    ])
    expect(config.pairs).toEqual([
      { kind: 'firewall', candidate: 'web-stg', baseline: 'web', where: 'evenkeel.yaml:20' },
    ])
    expect(config.differences.map((tree) => [tree.place.line, plain(tree)])).toEqual([
      [22, { kind: 'firewall', resource: 'web', reason: 'r', owner: 'o' }],
    ])
    expect(config.shared).toEqual(['registry.shop.example'])
    expect(config.exceptions).toEqual([
      { path: '/etc/shop/exceptions.yaml', written: 'exceptions.yaml', where: 'evenkeel.yaml:24' },
    ])
    expect(config.rules.map((one) => one.path)).toEqual(['/etc/shop/rules/a.yaml', '/abs/b.yaml'])
    expect(config.notices).toEqual([])
  })

  it('says of schedule and notify that a single check does not use them', async () => {
    const text = valid.replace(
      'baseline: production }',
      'baseline: production, schedule: "*/15 * * * *", profile: standard }',
    )
    const { notices } = await load(`${text}notify: { slack: { channel: "#ops" } }\n`)
    expect(notices.map((one) => one.message)).toEqual([
      'evenkeel.yaml:15: comparisons[0].schedule has no effect on a single check: it runs now; `evenkeel serve` goes by it.',
      'evenkeel.yaml:16: notify has no effect on a single check: it tells nobody but you.',
    ])
  })

  it.each([
    ['', 168],
    [', promotionWindow: 7d', 168],
    [', promotionWindow: 36h', 36],
    [', promotionWindow: 0d', 0],
  ])('gives a comparison its window for promotion%s', async (given, hours) => {
    const config = await load(valid.replace('baseline: production }', `baseline: production${given} }`))
    expect(config.comparisons[0]?.promotionWindowHours).toBe(hours)
    expect(config.notices.map((one) => one.message)).toEqual(
      given === ''
        ? []
        : [
            'evenkeel.yaml:15: comparisons[0].promotionWindow has no effect on a single check: it has no history to tell who moved; `evenkeel serve` has.',
          ],
    )
  })

  it('follows anchors, aliases and merge keys, own keys winning', async () => {
    const { environments } = await load(`environments:
  production: &base
    aliases: [prd]
    accounts: { main: "111111111111" }
    sources: &sources
      - aws: {}
  staging:
    <<: *base
    aliases: [stg]
comparisons:
  - { candidate: staging, baseline: production }
`)
    expect(environments['staging']?.facts).toMatchObject({ aliases: ['stg'], accounts: { main: '111111111111' } })
    expect(environments['staging']?.sources).toHaveLength(1)
  })

  it('takes the anchor before an alias where a name is given twice', async () => {
    const { environments } = await load(`environments:
  production: { domains: &d [shop.example], sources: [{ aws: {} }] }
  staging: { domains: *d, aliases: &d [stg], sources: [{ aws: { services: &s [ec2] } }, { aws: { services: *s } }] }
  pr: { aliases: [pr], domains: *d, sources: [{ aws: {} }] }
comparisons: [{ candidate: staging, baseline: production }]
`)
    expect(environments['staging']?.facts.domains).toEqual(['shop.example'])
    expect(environments['pr']?.facts.domains).toEqual(['stg'])
  })

  it('keeps a byte order mark out of the first key', async () => {
    await expect(load(`\uFEFF${valid}`)).resolves.toMatchObject({ file: 'evenkeel.yaml' })
  })

  it('keeps names such as constructor and toString as plain keys', async () => {
    const text = valid.replace(
      'baseline: production }',
      'baseline: production }\nservices: { constructor: { match: { names: [x] } } }',
    )
    expect((await load(text)).services.map((one) => one.name)).toEqual(['constructor'])
    expect(await problems(text.replace('services:', 'toString:'))).toEqual([
      expect.stringContaining('config-unknown-key: evenkeel.yaml:16:1: unknown key "toString" at the top level.'),
    ])
  })
})

describe('what both sides share', () => {
  it.each(['*', '*.*', ' * ', '*/*', '-'])('is refused when it is everything: %j', async (entry) => {
    const found = await problems(`${valid}shared: [shop.example, ${JSON.stringify(entry)}]\n`)
    expect(found[0]).toContain('a name with more in it than `*`')
  })
})

describe('a file that cannot be read', () => {
  const options = { families, env: {}, cwd: '/etc/shop' }
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error('secret'), { code }))

  it('does not exist', async () => {
    await expect(loadConfig('conf/e.yaml', { ...options, readFile: failing('ENOENT') })).rejects.toMatchObject({
      code: 'config-not-found',
      message: 'There is no configuration at conf/e.yaml.',
      exit: 2,
    })
  })

  it.each([
    ['EACCES', 'permission denied'],
    ['EISDIR', 'it is a folder'],
    ['EIO', 'EIO'],
  ])('%s', async (code, reason) => {
    await expect(loadConfig('/other/e.yaml', { ...options, readFile: failing(code) })).rejects.toMatchObject({
      code: 'config-unreadable',
      message: `/other/e.yaml could not be read (${reason}).`,
    })
  })
})

describe('a file that is no configuration', () => {
  it.each(['', '\n\n', '# only a comment\n', '---\n'])('is empty: %j', async (text) => {
    expect(await problems(text)).toEqual([expect.stringMatching(/^config-empty: evenkeel\.yaml is empty\. \| /)])
  })

  it.each([
    ['just text', 'config-wrong-type: evenkeel.yaml:1:1: the file must be a mapping, not text.'],
    ['- a\n- b', 'config-wrong-type: evenkeel.yaml:1:1: the file must be a mapping, not a list.'],
    [
      'a: [1, 2',
      'config-not-yaml: evenkeel.yaml:1:9: this is not valid YAML: the indentation does not fit the lines around it, or a closing ]',
    ],
    ['a:\n\tb: 1', 'config-not-yaml: evenkeel.yaml:2:1: this is not valid YAML: a tab is used'],
    ['a: 1\n---\nb: 2', 'config-not-yaml: evenkeel.yaml:2:1: this is not valid YAML: the file holds several documents'],
    ['a: *nowhere', 'config-not-yaml: evenkeel.yaml:1:4: this is not valid YAML: an alias (*) stands before'],
    ['a: !vault x', 'config-not-yaml: evenkeel.yaml:1:4: this is not valid YAML: a tag (!) is not known'],
    ['{"a": 1,}}', 'config-not-yaml: evenkeel.yaml:1:10: this is not valid YAML'],
  ])('%j', async (text, beginning) => {
    expect((await problems(text))[0]).toContain(beginning)
  })

  it('never quotes the text that is not valid', async () => {
    for (const text of [
      'a: *hunter2',
      'a: !hunter2 x',
      'a: "hunter2',
      'a: @hunter2',
      'a: hunter2: x',
      '%hunter2\n---\na: 1',
    ]) {
      expect((await problems(text)).join()).not.toContain('hunter2')
    }
  })

  it('names a key that is given twice', async () => {
    expect(await problems(`${valid}comparisons: []\n`)).toEqual([
      'config-duplicate-key: evenkeel.yaml:16:1: the key "comparisons" is given twice in one mapping. | Keep one of them; of two equal keys, one would be lost.',
    ])
  })

  it('refuses aliases that multiply, in no time', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`)
    expect(await problems(`a0: &a0 [x]\n${levels.join('\n')}\n`)).toEqual([
      expect.stringMatching(/^config-too-large: .*aliases make it too big/),
    ])
  })

  it('refuses an alias of what it is in', async () => {
    expect(await problems('a: &a [*a]\n')).toEqual([
      expect.stringMatching(/^config-too-large: .*nested more than 64 deep/),
    ])
  })

  it('refuses depth', async () => {
    expect(await problems(`a: ${'['.repeat(5000)}${']'.repeat(5000)}`)).toEqual([expect.stringMatching(/^config-/)])
    expect(await problems(`a: ${'['.repeat(100)}${']'.repeat(100)}`)).toEqual([
      expect.stringMatching(/^config-too-large/),
    ])
  })

  it('refuses __proto__ as a key', async () => {
    expect(await problems(`${valid}services: { __proto__: { match: { names: [x] } } }\n`)).toEqual([
      expect.stringContaining('unknown key "__proto__"'),
    ])
  })
})
