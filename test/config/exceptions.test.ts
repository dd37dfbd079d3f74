import { describe, expect, it } from 'vitest'
import { loadExceptions } from '../../src/config/exceptions.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'

const rules = ['database/parameter-drift', 'network/ingress-extra']

const load = (text: string, differences: readonly { entry: unknown; where: string }[] = []) =>
  loadExceptions({ files: [{ path: 'exceptions.yaml', text }], differences, rules })

function problems(text: string, differences: readonly { entry: unknown; where: string }[] = []): readonly string[] {
  try {
    load(text, differences)
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
    const entry = { kind: 'subnet', reason: 'Two zones.', owner: 'platform', since: '2026-01-01' }
    expect(load('', [{ entry, where: 'evenkeel.yaml:40:5' }])[0]).toMatchObject({
      kind: 'structural',
      where: 'evenkeel.yaml:40',
    })
    expect(
      problems('', [{ entry: { ...entry, owner: undefined, ower: 'platform' }, where: 'evenkeel.yaml:40:5' }]),
    ).toContain('config-unknown-key: evenkeel.yaml:40:5: unknown key "ower" in differences[]. Did you mean "owner"?')
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
      'rules-exception-selects-all: exceptions.yaml:1:3: the exception selects nothing in particular, so it would cover everything. Name at least one of rule, kind, resource, at or finding, with more in it than `*`.',
    ],
    [
      'only wildcards',
      good.replace('database/parameter-drift', "'*/*'").replace('shop-orders', "'*'"),
      'rules-exception-selects-all: exceptions.yaml:1:3: the exception has only wildcards, so it would cover everything. Name at least one of rule, kind, resource, at or finding, with more in it than `*`.',
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
    ['the same twice', good + good, 'rules-exception-duplicate'],
    ['no list', 'rule: x\n', 'config-unknown-key'],
  ])('with %s are refused at their place', (_what, text, sentence) => {
    expect(problems(text)[0]).toContain(sentence)
  })
})
