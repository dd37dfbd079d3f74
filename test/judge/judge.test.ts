import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Rule } from '../../src/model/rule.ts'
import type { TwinView } from '../../src/model/twin.ts'
import { rule } from './rule.ts'
import { change, context, seen, unit, view } from './views.ts'

function judged(rules: readonly Partial<Rule>[], ...views: readonly TwinView[]): readonly Finding[] {
  return judge(views, compileRules(rules.map((overrides, i) => rule({ id: `test/rule-${i}`, ...overrides }))), context)
}

const classChange = change('/class', seen('db.m6g.large'), seen('db.m6g.xlarge'))

describe('one change, one finding', () => {
  it('by precedence, then by the more specific rule, then by id', () => {
    const changed = view({ kind: 'database-instance', changes: [classChange] })
    const rules = [
      { id: 'test/any', kind: '*', at: '**', relation: 'present-in-both', on: 'change' as const },
      { id: 'test/z', precedence: 0 },
      { id: 'test/a', precedence: 0 },
    ]
    expect(judged(rules, changed).map((finding) => finding.rule)).toEqual(['test/a'])
    expect(judged([...rules, { id: 'test/late', precedence: 5 }], changed).map((f) => f.rule)).toEqual(['test/late'])
  })

  it('a rule that holds or does not apply claims nothing', () => {
    const changed = view({ kind: 'database-instance', changes: [classChange] })
    const rules = [
      { id: 'test/family', relation: 'same-family', precedence: 10 },
      { id: 'test/never', precedence: 9, unless: 'true' },
      { id: 'test/size', relation: 'same-size' },
    ]
    expect(judged(rules, changed).map((finding) => finding.rule)).toEqual(['test/size'])
  })

  it('a rule that does not claim leaves the change to others', () => {
    const changed = view({ kind: 'database-instance', changes: [classChange] })
    const found = judged([{ id: 'test/a', claims: false, precedence: 1 }, { id: 'test/b' }], changed)
    expect(found.map((finding) => finding.rule)).toEqual(['test/a', 'test/b'])
  })

  it('members of one element are facts of their own, the whole element is not', () => {
    const container = change(
      '/containers/api',
      seen({ name: 'api', tag: '1.9' }),
      seen({ name: 'api', tag: '1.8', memoryLimit: 512 }),
      ['/tag', '/memoryLimit'],
    )
    const on = { kind: 'workload', at: '/containers/*' }
    const found = judged(
      [
        { ...on, id: 'test/tag', with: { field: 'tag' }, precedence: 3 },
        { ...on, id: 'test/tag-again', with: { field: 'tag' }, precedence: 2 },
        { ...on, id: 'test/limit', relation: 'present-in-both', with: { field: 'memoryLimit' }, precedence: 1 },
        { ...on, id: 'test/whole' },
      ],
      view({ kind: 'workload', changes: [container] }),
    )
    expect(found.map((finding) => finding.rule).sort()).toEqual(['test/limit', 'test/tag'])
    expect(found.find((finding) => finding.rule === 'test/tag')?.values).toEqual({ candidate: '1.9', baseline: '1.8' })
  })

  it('rules of other kinds are not asked', () => {
    const wrongKind = { kind: 'firewall', at: '/network', when: 'int(candidate) > 1' }
    expect(judged([wrongKind, {}], view({ kind: 'database-instance', changes: [classChange] }))).toHaveLength(1)
  })
})

describe('what exists on one side only', () => {
  const missing = (alone: TwinView['twin']['alone']): TwinView =>
    view({
      kind: 'database-instance',
      candidate: null,
      baseline: { class: 'db.m6g.large' },
      changes: [change('', undefined, seen('id'))],
      units: [unit('/class', undefined, seen('db.m6g.large'))],
      ...(alone === undefined ? {} : { alone }),
    })

  it('is missing where the other side was completely read', () => {
    const [finding] = judged(
      [{ at: '', relation: 'present-in-both', title: '{name} is missing: {candidate}, {baseline}' }],
      missing('absent-there'),
    )
    expect(finding).toMatchObject({
      at: '',
      title: 'shop-orders is missing: nothing, shop-orders',
      values: { candidate: null, baseline: 'baseline-id' },
      resource: {
        candidate: null,
        baseline: { id: 'baseline-id', account: '111111111111' },
        pairing: { method: 'alone' },
      },
    })
  })

  it('is not missing where nobody looked', () => {
    expect(judged([{ at: '', relation: 'present-in-both' }], missing('not-covered'))).toEqual([])
  })

  it('is judged by itself all the same, but never as a pair', () => {
    const each = { on: 'each' as const }
    const small = { ...each, relation: 'in', with: { values: ['db.t3.micro'] } }
    expect(judged([small], missing('not-covered'))).toMatchObject([{ resource: { candidate: null, unread: true } }])
    expect(judged([small], missing('absent-there'))[0]?.resource).not.toHaveProperty('unread')
    expect(judged([{ ...each, relation: 'present-in-both' }], missing('absent-there'))).toEqual([])
  })
})

describe('rules that look at one side', () => {
  const expiring = { kind: 'certificate', at: '/notAfter', on: 'each' as const, relation: 'expires-within' }
  const both = view({
    kind: 'certificate',
    units: [unit('/notAfter', seen('2026-03-05T00:00:00Z'), seen('2026-03-06T00:00:00Z'))],
  })

  it('make one finding for each side, the graver rule of a side first', () => {
    const found = judged(
      [
        { ...expiring, id: 'test/base-7', side: 'baseline', with: { days: 7 }, severity: 'critical', precedence: 2 },
        { ...expiring, id: 'test/base-30', side: 'baseline', with: { days: 30 }, severity: 'high', precedence: 1 },
        {
          ...expiring,
          id: 'test/cand-7',
          side: 'candidate',
          with: { days: 7 },
          title: '{name} in {environment} {expiry}',
        },
      ],
      both,
    )
    expect(found.map((finding) => finding.rule)).toEqual(['test/base-7', 'test/cand-7'])
    expect(found[1]?.title).toBe('shop-orders in staging expires in 3 days, on 2026-03-05')
    expect(found[0]?.places).toEqual([{ name: 'baseline-shop-orders', id: 'baseline-id0' }])
  })

  it('make one finding for both sides when asked about both, told from the baseline', () => {
    const [finding, ...more] = judged(
      [{ ...expiring, with: { days: 30 }, title: '{name} in {environment} ({side}) {expiry}' }],
      both,
    )
    expect(finding?.title).toBe('shop-orders in production (baseline) expires in 4 days, on 2026-03-06')
    expect(finding?.places).toHaveLength(2)
    expect(more).toEqual([])
  })

  it.each([
    ['2026-03-01T11:00:00Z', 'expired within the last day, on 2026-03-01'],
    ['2026-02-26T12:00:00Z', 'expired 2 days ago, on 2026-02-26'],
    ['2026-03-02T11:00:00Z', 'expires within a day, on 2026-03-02'],
    ['2026-03-02T13:00:00Z', 'expires in 1 day, on 2026-03-02'],
  ])('%s %s', (instant, words) => {
    const one = view({ kind: 'certificate', units: [unit('/notAfter', seen(instant))] })
    expect(judged([{ ...expiring, with: { days: 30 }, title: 'It {expiry}' }], one)[0]?.title).toBe(`It ${words}`)
  })
})

describe('a finding', () => {
  const found = (value: string, more: Partial<Rule> = {}): Finding | undefined =>
    judged(
      [more],
      view({ kind: 'database-instance', changes: [change('/class', seen(value), seen('b'))], service: 'orders' }),
    )[0]

  it('is the same one whatever its values, severity and sources', () => {
    expect(found('a')?.id).toMatch(/^[0-9a-f]{16}$/)
    expect(found('c', { severity: 'critical' })?.id).toBe(found('a')?.id)
    expect(found('a', { id: 'test/other' })?.id).not.toBe(found('a')?.id)
  })

  it('belongs to the service of its resource and to its owner', () => {
    const changed = view({ kind: 'database-instance', changes: [classChange], service: 'orders' })
    const services = [{ name: 'orders', match: {}, owner: 'team-orders' }]
    const [finding] = judge([changed], compileRules([rule()]), { ...context, services })
    expect(finding).toMatchObject({ service: 'orders', owner: 'team-orders', status: 'open', direction: 'unknown' })
    expect(found('a')).not.toHaveProperty('owner')
  })

  it('comes worst first', () => {
    const findings = judged(
      [
        { at: '/class', severity: 'low' },
        { at: '/engine', severity: 'critical' },
        { at: '/port', severity: 'low' },
      ],
      view({
        kind: 'database-instance',
        changes: [change('/port', seen(1), seen(2)), classChange, change('/engine', seen('a'), seen('b'))],
      }),
    )
    expect(findings.map((finding) => finding.at)).toEqual(['/engine', '/class', '/port'])
  })

  it('never shows what a fingerprint stands for, nor the whole of it', () => {
    const hmac = 'deadbeef'.repeat(8)
    const secret = seen({ key: 'TOKEN', secret: { keyId: 'k1', hmac }, shape: 'word' })
    const [finding] = judged(
      [
        {
          kind: 'setting-group',
          at: '/settings/*',
          on: 'each',
          relation: 'must-differ',
          title: '{key}: {candidate}, {baseline.secret}',
        },
      ],
      view({ kind: 'setting-group', units: [unit('/settings/TOKEN', secret, secret)] }),
    )
    expect(finding?.title).toBe('TOKEN: secret (fingerprint deadbeef…), secret (fingerprint deadbeef…)')
    expect(finding?.values).toEqual({
      candidate: 'secret (fingerprint deadbeef…)',
      baseline: 'secret (fingerprint deadbeef…)',
    })
    expect(JSON.stringify(finding)).not.toContain(hmac)
  })

  it('is told with names that people know, where symbols are left in the canonical one', () => {
    const changed = view({
      kind: 'certificate',
      name: 'api.{domain}',
      changes: [change('/protocol', seen('a'), seen('b'))],
    })
    const [finding] = judged([{ kind: 'certificate', at: '/protocol', title: '{name} is another' }], changed)
    expect(finding?.title).toBe('candidate-api.{domain} is another')
    expect(finding?.resource.name).toBe('api.{domain}')
  })

  it('shows the default of a kind for what is absent, and nothing for a resource that is not there', () => {
    const multiAz = change('/multiAz', undefined, seen(true))
    const [finding] = judged([{ at: '/multiAz' }], view({ kind: 'database-instance', changes: [multiAz] }))
    expect(finding?.values).toEqual({ candidate: false, baseline: true })
  })

  it('shows of a fleet each distinct value', () => {
    const fleet = change('/type', seen('m6i.large', { mixed: ['m6i.large', 'm5.large'] }), seen('m6i.large'))
    const [finding] = judged(
      [{ kind: 'compute-instance', at: '/type', title: '{candidate} and {members.candidate}' }],
      view({ kind: 'compute-instance', changes: [fleet], members: { candidate: 2, baseline: 1 } }),
    )
    expect(finding?.values).toEqual({ candidate: ['m6i.large', 'm5.large'], baseline: 'm6i.large' })
    expect(finding?.title).toBe('m6i.large, m5.large and m6i.large and m5.large')
    expect(finding?.places).toHaveLength(3)
  })

  it('shows of an element each distinct value of what its rule looks at: two clusters may run two versions', () => {
    const [first, second] = ['1.8', '1.9'].map((tag) => ({ name: 'api', tag }))
    const container = change(
      '/containers/api',
      seen(first ?? null),
      seen(first ?? null, { mixed: [first ?? null, second ?? null] }),
      ['/tag'],
    )
    const [finding] = judged(
      [{ kind: 'workload', at: '/containers/*', with: { field: 'tag' } }],
      view({ kind: 'workload', changes: [container], members: { candidate: 1, baseline: 2 } }),
    )
    expect(finding?.values).toEqual({ candidate: '1.8', baseline: ['1.8', '1.9'] })
  })

  it('shows references by the names of their targets', () => {
    const groups = change(
      '/firewalls',
      seen(['sg-1', 'sg-2'], { canonical: ['@firewall/web', '@firewall/ops'] }),
      seen(['sg-9'], { canonical: ['@firewall/web'] }),
    )
    const [finding] = judged([{ at: '/firewalls' }], view({ kind: 'database-instance', changes: [groups] }))
    expect(finding?.values).toEqual({ candidate: ['firewall web', 'firewall ops'], baseline: ['firewall web'] })
  })

  it('shows of an element only the members that differ', () => {
    const volume = change(
      '/volumes/~1dev~1sdf',
      seen({ device: '/dev/sdf', size: 20, type: 'gp3' }),
      seen({ device: '/dev/sdf', size: 200, type: 'gp3' }),
      ['/size'],
    )
    const [finding] = judged(
      [{ kind: 'compute-instance', at: '/volumes/*', title: '{key}: {candidate}, {baseline} {candidate.type}' }],
      view({ kind: 'compute-instance', changes: [volume] }),
    )
    expect(finding?.values).toEqual({ candidate: 20, baseline: 200 })
    expect(finding?.title).toBe('/dev/sdf: 20, 200 gp3')
  })
})

describe('where a finding stands in its file', () => {
  const container = (image: string, at: object) => ({ name: 'web', image, ...at })
  const attributes = {
    candidate: {
      line: 2,
      containers: [container('web', { line: 3 })],
      settings: [{ key: 'web/A', value: '1', line: 9, file: 'more.yaml' }],
    },
    baseline: { line: 4, file: 'over.yaml', containers: [container('next', { line: 5, file: 'over.yaml' })] },
  }
  const places = (...changes: Parameters<typeof view>[0]['changes'] & object) =>
    judged([{ kind: 'workload', at: '**' }], view({ kind: 'workload', ...attributes, changes })).map(
      ({ resource: { candidate, baseline } }) =>
        [candidate, baseline].map((one) => (one?.file === undefined ? one?.line : [one.line, one.file])),
    )

  it('is the line of its element, by key or by name, and of the file that this is in', () => {
    expect(places(change('/containers/*', seen(container('web', {})), seen(container('next', {}))))).toEqual([
      [3, [5, 'over.yaml']],
    ])
    expect(places(change('/settings/*', seen({ key: 'web/A', value: '1' })))).toEqual([
      [
        [9, 'more.yaml'],
        [4, 'over.yaml'],
      ],
    ])
  })

  it('is the line of the whole where it has no elements', () => {
    expect(places(change('/restart', seen('no'), seen('always')))).toEqual([[2, [4, 'over.yaml']]])
  })
})

describe('a pair that is equal', () => {
  it('is passed over by no rule on everything in it: nobody asks for that beforehand', () => {
    const everywhere = rule({
      at: '**',
      on: 'each',
      side: 'candidate',
      relation: 'matches-not',
      with: { pattern: 'r6g' },
    })
    const equal = view({ kind: 'database-instance', units: [unit('/class', seen('db.r6g'), seen('db.r6g'))] })
    const found = judge([{ ...equal, isQuiet: () => true }], compileRules([everywhere]), context)
    expect(found.map(({ at }) => at)).toEqual(['/class'])
  })
})
