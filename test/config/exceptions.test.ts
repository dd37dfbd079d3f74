import { describe, expect, it } from 'vitest'
import { loadExceptions } from '../../src/config/exceptions.ts'
import { readYaml } from '../../src/config/read-yaml.ts'
import { child, items, type Tree } from '../../src/config/tree.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'

const rules = ['database/parameter-drift', 'network/ingress-extra']
const services = ['orders', 'payments']

/** Entries of `differences:` as the configuration hands them over. */
function differencesOf(text: string): readonly Tree[] {
  const { tree } = readYaml('evenkeel.yaml', text)
  return items(child(tree, 'differences'))
}

const loadAll = (text: string, configuration = '') =>
  loadExceptions({
    files: [{ path: 'exceptions.yaml', text }],
    differences: differencesOf(configuration),
    rules,
    services,
  })
const load = (text: string, configuration = '') => loadAll(text, configuration).exceptions

function problems(text: string, configuration = ''): readonly string[] {
  try {
    load(text, configuration)
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    return all.map((one) => {
      if (!(one instanceof EvenkeelError)) throw one
      return `${one.code}: ${one.message} ${one.remedy}`
    })
  }
  return []
}

const good = `- rule: database/parameter-drift
  resource: shop-orders
  reason: Staging has fewer workers.
  owner: team-orders
  created: 2026-02-01
`

describe('exceptions', () => {
  it('last 30 days from the day they were made, or as long as they say', () => {
    expect(load(good)).toEqual([
      {
        id: expect.stringMatching(/^temporary-[0-9a-f]{8}$/) as string,
        kind: 'temporary',
        selector: { rule: 'database/parameter-drift', resource: 'shop-orders' },
        reason: 'Staging has fewer workers.',
        owner: 'team-orders',
        until: '2026-03-03',
        where: 'exceptions.yaml:1',
      },
    ])
    expect(load(`${good}  expires: 2026-02-10\n`)[0]?.until).toBe('2026-02-10')
  })

  it('take an id and pinned values', () => {
    const [one] = load(`${good}  id: fewer-workers\n  pin: { candidate: 100, baseline: '500' }\n`)
    expect(one).toMatchObject({ id: 'fewer-workers', pin: { candidate: 100, baseline: '500' } })
  })

  it('may stand with structural differences in one file, which are reviewed after 180 days', () => {
    const text = `exceptions:
  - { finding: abc0123456789def, reason: Known., owner: team-orders, expires: 2026-04-01 }
differences:
  - { kind: subnet, resource: '*-c', reason: Staging has two zones., owner: platform, since: 2026-01-01 }
  - { rule: network/*, at: /ingress/*, reason: No WAF., owner: platform, review: 2026-09-01 }
`
    expect(load(text).map(({ kind, until, where }) => [kind, until, where])).toEqual([
      ['temporary', '2026-04-01', 'exceptions.yaml:2'],
      ['structural', '2026-06-30', 'exceptions.yaml:4'],
      ['structural', '2026-09-01', 'exceptions.yaml:5'],
    ])
  })

  it('an empty file holds none', () => {
    expect(load('# none at the moment\n')).toEqual([])
  })

  it('come from differences: of the configuration too', () => {
    const configuration = `environments: {}
differences:
  - kind: subnet
    reason: Two zones.
    owner: platform
    since: 2026-01-01
`
    expect(load('', configuration)[0]).toMatchObject({ kind: 'structural', where: 'evenkeel.yaml:3' })
    expect(problems('', configuration.replace('owner', 'ower'))).toContain(
      'config-unknown-key: evenkeel.yaml:5:5: unknown key "ower" in differences[]. Did you mean "owner"?',
    )
    expect(problems('', configuration.replace('subnet', 'subnett'))[0]).toContain('evenkeel.yaml:3:11: the exception')
  })

  it('take a service, and one window or several', () => {
    const [one] = load(`${good}  service: orders
  window: { days: [sun, sat], from: "20:00", to: "06:00", zone: Europe/Berlin }
`)
    expect(one).toMatchObject({
      selector: { service: 'orders' },
      windows: [{ days: ['sat', 'sun'], from: 1200, to: 360, zone: 'Europe/Berlin' }],
    })
    const [several] = load(`${good}  window:
    - { days: [sat, sun], zone: UTC }
    - { from: 00:00, to: "24:00", days: [fri], zone: UTC }
    - { from: "20:00", to: "06:00", zone: UTC }
`)
    expect(several?.windows).toEqual([
      { days: ['sat', 'sun'], from: 0, to: 1440, zone: 'UTC' },
      { days: ['fri'], from: 0, to: 1440, zone: 'UTC' },
      { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: 1200, to: 360, zone: 'UTC' },
    ])
  })

  it.each<[string, string]>([
    [
      '{ days: [sat], zone: Europe/Berln }',
      'exceptions.yaml:6:32: the window of the exception: there is no time zone "Europe/Berln". Did you mean "Europe/Berlin"?',
    ],
    ['{ days: [sat] }', 'has no "zone"'],
    ['{ zone: UTC }', 'it has neither days nor hours, so it would always hold.'],
    ['{ from: "20:00", zone: UTC }', '"from" and "to" stand together, and one is missing.'],
    ['{ to: "20:00", zone: UTC }', '"from" and "to" stand together, and one is missing.'],
    ['{ from: "06:00", to: "06:00", zone: UTC }', 'it ends when it begins; leave both out for whole days.'],
    ['{ from: "6:00", to: "07:00", zone: UTC }', 'must be a time such as "20:00", not "6:00"'],
    ['{ from: "24:00", to: "07:00", zone: UTC }', 'must be a time such as "20:00", not "24:00"'],
    ['{ from: "20:00", to: "24:30", zone: UTC }', 'must be a time such as "06:00", at most "24:00", not "24:30"'],
    ['{ days: [sat, frid], zone: UTC }', 'Did you mean "fri"?'],
    ['{ days: [sat, sat], zone: UTC }', 'the same value stands earlier in the list'],
    ['{ days: [], zone: UTC }', 'a list with at least one item'],
  ])('with the window %s are refused', (window, sentence) => {
    expect(problems(`${good}  window: ${window}\n`)[0]).toContain(sentence)
  })

  it('keep a pinned number as it is written', () => {
    expect(load(`${good}  pin: { candidate: 1.10, baseline: null }\n`)[0]?.pin).toEqual({
      candidate: '1.10',
      baseline: null,
    })
  })

  it('pin a secret only with the key of its fingerprint', () => {
    const pin = (more: string) => `${good}  pin: { baseline: { value: "secret (fingerprint 0a1b2c3d…)" }${more} }\n`
    expect(problems(pin(''))[0]).toMatch(/^rules-exception-pin: exceptions.yaml:6:8: .*EVENKEEL_FINGERPRINT_KEY/)
    expect(load(pin(', key: 5f0c5f0c5f0c'))[0]?.pin).toEqual({
      baseline: { value: 'secret (fingerprint 0a1b2c3d…)' },
      key: '5f0c5f0c5f0c',
    })
  })

  it.each<[string, string, string]>([
    [
      'no reason',
      good.replace('  reason: Staging has fewer workers.\n', ''),
      'config-missing-key: exceptions.yaml:1:3: [0] has no "reason". Add `reason:`.',
    ],
    [
      'no owner',
      good.replace('  owner: team-orders\n', ''),
      'config-missing-key: exceptions.yaml:1:3: [0] has no "owner". Add `owner:`.',
    ],
    [
      'an unknown key',
      good.replace('resource:', 'resorce:'),
      'config-unknown-key: exceptions.yaml:2:3: unknown key "resorce" in [0]. Did you mean "resource"?',
    ],
    [
      'no date at all',
      good.replace('  created: 2026-02-01\n', ''),
      'rules-exception-date: exceptions.yaml:1:3: expires: it is missing, and without "created" it has no default. Write a date as 2026-12-31.',
    ],
    [
      'a date that does not exist',
      good.replace('2026-02-01', '2026-02-30'),
      'rules-exception-date: exceptions.yaml:5:12: created: "2026-02-30" is no date. Write a date as 2026-12-31.',
    ],
    [
      'a date in words',
      `${good}  expires: next month\n`,
      'rules-exception-date: exceptions.yaml:6:12: expires: "next month" is no date. Write a date as 2026-12-31.',
    ],
    [
      'an end before its beginning',
      `${good}  expires: 2026-01-01\n`,
      'rules-exception-date: exceptions.yaml:6:12: expires: 2026-01-01 lies before "created", 2026-02-01. Write a date as 2026-12-31.',
    ],
    [
      'no selector',
      good.replace('- rule: database/parameter-drift\n  resource: shop-orders\n  reason', '- reason'),
      'rules-exception-selects-all: exceptions.yaml:1:3: the exception selects nothing in particular, so it would cover everything. Name at least one of rule, kind, resource, at, service or finding, with more in it than `*`.',
    ],
    [
      'only wildcards',
      good.replace('database/parameter-drift', "'*/*'").replace('shop-orders', "'*'"),
      'rules-exception-selects-all: exceptions.yaml:1:3: the exception has only wildcards, so it would cover everything. Name at least one of rule, kind, resource, at, service or finding, with more in it than `*`.',
    ],
    [
      'a rule that does not exist',
      good.replace('parameter-drift', 'paramter-drift'),
      'rules-exception-unknown: exceptions.yaml:1:9: the exception names the rule "database/paramter-drift", which does not exist. Did you mean "database/parameter-drift"?',
    ],
    [
      'a kind that does not exist',
      good.replace('resource: shop-orders', 'kind: firewalls'),
      'rules-exception-unknown: exceptions.yaml:2:9: the exception names the kind "firewalls", which does not exist. Did you mean "firewall"?',
    ],
    [
      'a service that does not exist',
      good.replace('resource: shop-orders', 'service: ordrs'),
      'rules-exception-unknown: exceptions.yaml:2:12: the exception names the service "ordrs", which does not exist. Did you mean "orders"?',
    ],
    ['a reason of blanks', good.replace('Staging has fewer workers.', '"  "'), 'must be text that is not empty'],
    ['the same twice', good + good, 'rules-exception-duplicate'],
    ['no list', 'rule: x\n', 'config-unknown-key'],
  ])('with %s are refused at their place', (_what, text, sentence) => {
    expect(problems(text)[0]).toContain(sentence)
  })
})

const adoption = `known:
  - candidate: staging
    baseline: production
    since: 2026-02-01
    findings:
      - { id: abc0123456789def, rule: database/parameter-drift, kind: database-parameters, resource: orders, at: /parameters/a, severity: high, values: 0011223344556677 }
      - { id: abc0123456789dee, rule: gone/since, kind: workload, resource: web, severity: low, values: "0011223344556678", secrets: { key: "5f0c", values: "0011223344556679" } }
`

describe('what was known at adoption', () => {
  it('is read with its comparison and its day', () => {
    expect(() => load(adoption)).toThrow('must be text, but YAML reads it as a number')
    const { known, exceptions } = loadAll(adoption.replace('0011223344556677', '"0011223344556677"'))
    expect(exceptions).toEqual([])
    expect(known).toEqual([
      {
        comparison: { candidate: 'staging', baseline: 'production' },
        since: '2026-02-01',
        id: 'abc0123456789def',
        rule: 'database/parameter-drift',
        kind: 'database-parameters',
        resource: 'orders',
        at: '/parameters/a',
        severity: 'high',
        values: '0011223344556677',
        where: 'exceptions.yaml:6',
      },
      expect.objectContaining({ at: '', rule: 'gone/since', secrets: { key: '5f0c', values: '0011223344556679' } }),
    ])
  })

  it.each<[string, string, string]>([
    ['a day that is none', adoption.replace('2026-02-01', '2026-02-31'), '"2026-02-31" is no date'],
    ['a severity that is none', adoption.replace('severity: low', 'severity: lo'), 'Did you mean "low"?'],
    ['an id that is none', adoption.replace('id: abc0123456789dee', 'id: xyz'), 'a digest of hexadecimal digits'],
    [
      'the same finding twice',
      adoption.replace('abc0123456789dee', 'abc0123456789def'),
      'exists already, at exceptions.yaml:6',
    ],
    ['a key that is none', adoption.replace('since:', 'sinse:'), 'Did you mean "since"?'],
  ])('with %s is refused at its place', (_, text, sentence) => {
    expect(problems(text.replace('0011223344556677', '"0011223344556677"')).join('\n')).toContain(sentence)
  })
})
