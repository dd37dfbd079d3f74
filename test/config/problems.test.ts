import { describe, expect, it } from 'vitest'
import { load, problems, valid } from './support.ts'

/** The one problem that a change of the valid configuration makes. */
async function problem(from: string, to: string): Promise<string> {
  expect(valid).toContain(from)
  const found = await problems(valid.replace(from, to))
  expect(found).toHaveLength(1)
  return found[0] ?? ''
}

describe('keys', () => {
  it.each([
    ['environments:', 'enviroments:', '1:1', 'environments'],
    ['    domains:', '    domain:', '3:5', 'domains'],
    ['- aws: { account', '- asw: { account', '7:9', 'aws'],
    ['account: main, regions', 'acount: main, regions', '7:16', 'account'],
    ['include:', 'inlcude:', '13:48', 'include'],
    ['tags: {', 'tag: {', '13:59', 'tags'],
    ['candidate: staging', 'Candidate: staging', '15:7', 'candidate'],
  ])('%s -> %s', async (from, to, place, nearest) => {
    const found = await problems(valid.replace(from, to))
    expect(found.find((one) => one.startsWith('config-unknown-key'))).toMatch(
      new RegExp(`^config-unknown-key: evenkeel\\.yaml:${place}: unknown key ".*" .*\\| Did you mean "${nearest}"\\?$`),
    )
  })

  it('lists what may stand there when nothing is near', async () => {
    expect(await problem('    domains: [shop.example]', '    zzzzzzzz: 1')).toBe(
      'config-unknown-key: evenkeel.yaml:3:5: unknown key "zzzzzzzz" in environments.production. | It takes: aliases, domains, accounts, regions, clusters, symbols, sources.',
    )
  })

  it('says which one is missing and where', async () => {
    expect(await problem('candidate: staging, ', '')).toBe(
      'config-missing-key: evenkeel.yaml:15:5: comparisons[0] has no "candidate". | Add `candidate:`.',
    )
    expect(await problems('environments: { a: { sources: [{ aws: {} }] } }')).toEqual([
      'config-missing-key: evenkeel.yaml:1:1: the configuration has no "comparisons". | Add `comparisons:`.',
    ])
  })

  it('wants one family in a source, not two and not none', async () => {
    expect(await problem('- aws: {}', '- { aws: {}, files: { settings: x } }')).toBe(
      'config-wrong-type: evenkeel.yaml:12:9: environments.staging.sources[0] must be a mapping with exactly one key of aws, files, not one with 2. | Write a mapping with exactly one key of aws, files there.',
    )
    expect(await problem('- aws: {}', '- {}')).toContain('not one with 0')
    expect(await problem('- aws: {}', '- aws')).toContain('sources[0] must be a mapping, not text.')
  })
})

describe('values', () => {
  it.each([
    ['[primary] }', 'primary }', '7:40', 'aws.regions must be a list, not text'],
    ['aws: {}', 'aws:', '12:9', 'sources[0].aws must be a mapping, not empty'],
    ['deadlineSeconds: 5', 'deadlineSeconds: soon', '13:102', 'deadlineSeconds must be a number, not text'],
    ['domains: [shop.example]', 'domains: shop.example', '3:14', 'domains must be a list, not text'],
    ['regions: eu-central-1', 'regions: [eu-central-1]', '10:14', 'regions must be text or a mapping, not a list'],
  ])('%s -> %s', async (from, to, place, sentence) => {
    const found = await problem(from, to)
    expect(found).toContain(`config-wrong-type: evenkeel.yaml:${place}: `)
    expect(found).toContain(sentence)
  })

  it.each([
    ['"111111111111"', '111111111111', 'accounts.main', 'a number'],
    ['"111111111111"', '012345678901', 'accounts.main', 'a number'],
    ['"222222222222"', '222222222222', 'accounts', 'a number'],
    ['System: shop', 'System: true', 'include.tags.System', 'true or false'],
    ['System: shop', 'System: 1.10', 'include.tags.System', 'a number'],
  ])('asks for quotes: %s -> %s', async (from, to, where, found) => {
    const text = await problem(from, to)
    expect(text).toMatch(/^config-unquoted: evenkeel\.yaml:\d+:\d+: /)
    expect(text).toContain(
      `${where} must be text, but YAML reads it as ${found}. | Put it in quotes, as in "012345678901"`,
    )
  })

  it.each(['https://shop.example/', 'shop.example:443', '*.shop.example'])('takes %s for no domain', async (word) => {
    expect(await problem('    domains: [shop.example]', `    domains: ["${word}"]`)).toContain(
      '.domains[0] must be a domain, such as "shop.example", without a scheme, port, path or wildcard',
    )
  })

  it('wants 12 digits of an account', async () => {
    expect(await problem('"111111111111"', '"1111"')).toBe(
      'config-wrong-value: evenkeel.yaml:4:23: environments.production.accounts.main must be an account id of 12 digits, not "1111". | Write an account id of 12 digits.',
    )
  })

  it('names the nearest choice', async () => {
    expect(await problem('aws: {}', 'aws: { services: [ec3] }')).toBe(
      'config-wrong-value: evenkeel.yaml:12:27: environments.staging.sources[0].aws.services[0] must be one of ec2, rds, not "ec3". | Did you mean "ec2"?',
    )
  })

  it('refuses a profile that does not exist, with the nearest', async () => {
    const wrong = (profile: string) => problem('baseline: production }', `baseline: production, profile: ${profile} }`)
    expect(await wrong('stict')).toContain(
      'comparisons[0].profile must be one of standard, strict, cost-aware, not "stict". | Did you mean "strict"?',
    )
    expect(await wrong('{ base: cost }')).toContain('comparisons[0].profile.base must be one of')
    expect(await wrong('{ knob: {} }')).toContain(
      'unknown key "knob" in comparisons[0].profile. | Did you mean "knobs"?',
    )
  })

  it('refuses a promotion window that is none', async () => {
    const wrong = (given: string) =>
      problem('baseline: production }', `baseline: production, promotionWindow: ${given} }`)
    expect(await wrong('1w')).toContain(
      'promotionWindow must be a number of days or hours, such as 7d or 36h, not "1w".',
    )
    expect(await wrong('-1d')).toContain('promotionWindow must be')
    expect(await wrong('7')).toContain('promotionWindow must be text')
  })

  it('refuses report-only until a day that is none', async () => {
    const wrong = (day: string) => problem('baseline: production }', `baseline: production, reportOnly: ${day} }`)
    expect(await wrong('soon')).toContain('must be a day, such as "until 2026-12-31", not "soon".')
    expect(await wrong('until 2026-02-30')).toContain('must be a day that exists, not "until 2026-02-30".')
  })

  it('refuses an adjustment for a service or a tier that does not exist', async () => {
    const services = 'services: { orders: { match: { names: ["*orders*"] }, tier: critical } }\n'
    const with_ = (only: string) =>
      problem(
        'comparisons:',
        `${services}rules:\n  - { adjust: database/engine, severity: low, only: ${only} }\ncomparisons:`,
      )
    expect(await with_('{ service: ordrs }')).toContain(
      'rules[0].only.service names the service "ordrs", which does not exist. | Did you mean "orders"?',
    )
    expect(await with_('{ tier: [critcal] }')).toContain('names the tier "critcal", which does not exist.')
  })

  it('wants five fields of a schedule', async () => {
    expect(await problem('baseline: production }', 'baseline: production, schedule: hourly }')).toContain(
      'must be five fields of cron, such as "*/15 * * * *", not "hourly".',
    )
  })

  it('wants at least one source and one comparison', async () => {
    expect(await problem('sources:\n      - aws: { account: main, regions: [primary] }', 'sources: []')).toContain(
      'sources must be a list with at least one item, not an empty one',
    )
    expect(await problem('\n  - { candidate: staging, baseline: production }', ' []')).toContain(
      'comparisons must be a list',
    )
  })

  it('takes a word in place of sources, and only that one', async () => {
    const sources = 'sources:\n      - aws: { account: main, regions: [primary] }'
    await expect(load(valid.replace(sources, 'sources: sent'))).resolves.toMatchObject({
      environments: { production: { sources: [] } },
    })
    expect(await problem(sources, 'sources: snt')).toMatch(/sources must be .*sent/)
  })

  it('judges a union by the branch that was meant', async () => {
    await expect(load(valid.replace('aws: {}', 'aws: { assumeRole: [{ arn: x }] }'))).resolves.toBeDefined()
    expect(await problem('aws: {}', 'aws: { assumeRole: [{ arn: x, externlId: y }] }')).toContain(
      'unknown key "externlId" in environments.staging.sources[0].aws.assumeRole[0]. | Did you mean "externalId"?',
    )
  })
})

describe('references', () => {
  it.each([
    ['candidate: staging', 'candidate: stagin', '15:18', 'the environment "stagin"', 'staging'],
    ['account: main', 'account: mian', '7:25', 'the account role "mian"', 'main'],
    ['regions: [primary]', 'regions: [primry]', '7:41', 'the region or region role "primry"', 'primary'],
  ])('%s -> %s', async (from, to, place, what, nearest) => {
    expect(await problem(from, to)).toMatch(
      new RegExp(
        `^config-unknown-reference: evenkeel\\.yaml:${place}: .* names ${what}, which does not exist\\. \\| Did you mean "${nearest}"\\?$`,
      ),
    )
  })

  it('takes account ids and region names as they are', async () => {
    const text = valid.replace('account: main, regions: [primary]', 'account: "333333333333", regions: [us-gov-west-1]')
    await expect(load(text)).resolves.toBeDefined()
  })

  it('knows the role of an account that is alone', async () => {
    await expect(
      load(valid.replace('- aws: {}', '- aws: { account: main, regions: [primary] }')),
    ).resolves.toBeDefined()
    expect(await problem('- aws: {}', '- aws: { account: data }')).toContain('| Defined are: main.')
  })

  it('names the kind that a pair probably means', async () => {
    const found = await problems(`${valid}pairs:\n  - { kind: firewal, candidate: a, baseline: b }\n`)
    expect(found).toEqual([
      'config-unknown-reference: evenkeel.yaml:17:13: pairs[0].kind names the kind "firewal", which does not exist. | Did you mean "firewall"?',
    ])
  })
})

describe('ambiguity', () => {
  it('of a word that names two environments', async () => {
    expect(await problem('domains: [shop.example]', 'aliases: [staging]')).toBe(
      'config-ambiguous: evenkeel.yaml:3:15: environments.production.aliases[0] is ambiguous: "staging" is also a word for staging. | Make the two distinguishable, or remove one.',
    )
  })

  it('of two roles with one account', async () => {
    expect(await problem('{ main: "111111111111" }', '{ main: "111111111111", data: "111111111111" }')).toContain(
      'accounts.data is ambiguous: the role "main" has the same value.',
    )
  })

  it('of a comparison with itself', async () => {
    expect(await problem('candidate: staging', 'candidate: production')).toContain(
      'comparisons[0] is ambiguous: candidate and baseline are the same environment.',
    )
  })

  it('of a comparison given twice', async () => {
    expect(await problems(`${valid}  - { candidate: staging, baseline: production }\n`)).toEqual([
      expect.stringContaining('evenkeel.yaml:16:5: comparisons[1] is ambiguous: an earlier comparison'),
    ])
  })

  it('of a resource in two pairs', async () => {
    const pairs =
      'pairs:\n  - { kind: subnet, candidate: a, baseline: b }\n  - { kind: subnet, candidate: a, baseline: c }\n'
    expect(await problems(`${valid}${pairs}`)).toEqual([
      expect.stringContaining(
        'evenkeel.yaml:18:32: pairs[1].candidate is ambiguous: pairs[0] has the same candidate already.',
      ),
    ])
  })
})

describe('several problems', () => {
  it('are all told, in the order of the file', async () => {
    const text = valid
      .replace('domains:', 'domain:')
      .replace('"222222222222"', '222222222222')
      .replace('candidate: staging', 'candidate: stagng')
    const found = await problems(`${text}extra: 1\n`)
    expect(found.map((one) => one.replace(/^(\S+) evenkeel\.yaml:(\d+):.*$/, '$1 $2'))).toEqual([
      'config-unknown-key: 3',
      'config-unquoted: 9',
      'config-unknown-reference: 15',
      'config-unknown-key: 16',
    ])
  })
})
