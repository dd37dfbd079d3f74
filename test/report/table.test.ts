import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTable } from '../../src/report/table.ts'
import { displayWidth } from '../../src/report/width.ts'
import { assessment, coverage, excepted, finding, where } from './fixtures.ts'

const plain = { colour: false, columns: 100 } as const
const escape = String.fromCharCode(27)

function coloursOf(text: string): string {
  return text.replaceAll(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), '')
}

describe('formatTable', () => {
  it('begins with the verdict and goes from the worst to the least', () => {
    const text = formatTable(
      assessment({
        findings: [
          finding({ severity: 'low', title: 'a low one' }),
          finding({ severity: 'critical', title: 'a critical one' }),
          finding({ severity: 'medium', title: 'a medium one' }),
        ],
      }),
      plain,
    )
    expect(text.trimStart()).toMatch(/^staging would not have told you the truth: 3 differences, 1 critical\n/)
    const order = [
      'CRITICAL  1',
      'a critical one',
      'MEDIUM  1',
      'a medium one',
      'LOW  1',
      'a low one',
      'What was compared',
    ]
    const places = order.map((part) => text.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(text).not.toContain('HIGH')
  })

  it('says of a finding what, where, both values aligned, since, remedy, rule and id', () => {
    const text = formatTable(assessment({ findings: [finding({ owner: 'team-orders' })] }), plain)
    expect(text).toContain(
      [
        '  ● max_connections is 100 in staging and 500 in production',
        '    what        database parameters orders, parameters › max_connections',
        '    where       staging-orders in 222222222222 / eu-west-1',
        '    twin        production-orders in 111111111111 / eu-west-1',
        '    staging     100',
        '    production  500',
        '    owner       team-orders',
        '    remedy      Set max_connections to 500 in staging-orders, or except it with a reason.',
        '    database/parameter-drift · f0a1b2c3d4e5 · since unknown',
      ].join('\n'),
    )
  })

  it('shortens an ARN by what stands beside it, and says a twin of the same name once', () => {
    const arn = 'arn:aws:acm:eu-west-1:222222222222:certificate/4411-03'
    const candidate = where(arn, { name: 'api.staging.shop.example' })
    const text = formatTable(
      assessment({ findings: [finding({ resource: { ...finding().resource, candidate, baseline: candidate } })] }),
      plain,
    )
    expect(text).toContain('where       api.staging.shop.example (certificate/4411-03) in 222222222222 / eu-west-1')
    expect(text).not.toContain('twin  ')
  })

  it('says since when and which side moved, where that is known', () => {
    const text = formatTable(
      assessment({ findings: [finding({ since: '2026-02-01T00:00:00Z', direction: 'baseline-ahead' })] }),
      plain,
    )
    expect(text).toContain('since       2026-02-01T00:00:00Z; production is ahead, as after a hotfix')
    expect(text).not.toContain('unknown')
    expect(formatTable(assessment({ findings: [finding()] }), plain)).toContain(
      'since when: unknown, because a one-shot check has no history',
    )
  })

  it('says of a missing resource where the other one is, and names the other places of a cause', () => {
    const missing = finding({
      at: '',
      values: { candidate: null, baseline: null },
      resource: { name: 'x', candidate: null, baseline: where('prod-x'), pairing: { method: 'alone', confidence: 1 } },
    })
    const text = formatTable(assessment({ findings: [missing] }), plain)
    expect(text).toContain('only in production: prod-x in 222222222222 / eu-west-1')
    const places = Array.from({ length: 9 }, (_, i) => ({ name: `web-${i}`, id: `i-${i}` }))
    expect(formatTable(assessment({ findings: [finding({ places })] }), plain)).toContain(
      'also        web-0, web-1, web-2, web-3 and 5 more',
    )
  })

  it('says of what is known of one side alone that nobody looked on the other, never that there is none', () => {
    const one = {
      name: 'x',
      candidate: null,
      baseline: where('prod-x'),
      pairing: { method: 'alone', confidence: 1 },
    } as const
    const own = { kind: 'bucket', at: '/public', values: { candidate: null, baseline: true } }
    const told = (unread: { readonly unread?: true }): string =>
      formatTable(assessment({ findings: [finding({ ...own, resource: { ...one, ...unread } })] }), plain)
    expect(told({ unread: true })).toMatch(/where +in production: prod-x in .*; staging was not wholly\s+read\n/)
    expect(told({ unread: true })).toMatch(/staging +\(not read\)\n +production +yes\n/)
    expect(told({})).toMatch(/where +only in production: prod-x .*\n +staging +\(absent\)\n/)
  })

  it('lists documented differences with reason, owner and date, apart from those to act on', () => {
    const temporary = excepted({
      id: 't',
      title: 'a temporary one',
      exception: { id: 'x', kind: 'temporary', reason: 'being moved', owner: 'team-web', until: '2026-04-01' },
    })
    const text = formatTable(assessment({ findings: [excepted(), temporary], drift: 'none' }), plain)
    expect(text).toContain('Documented differences  2')
    expect(text).toMatch(
      /reason {2}Staging has no standby, to save cost\n {4}owner {3}team-orders\n {4}review {2}2026-09-01/,
    )
    expect(text).toMatch(/ends {4}2026-04-01/)
    expect(text).not.toContain('HIGH')
  })

  it('says what was compared and what was not, and bounds the score by it', () => {
    const scopes = [
      coverage({ status: 'denied', reason: 'Access was denied to rds:DescribeDBInstances.', remedy: 'Allow it.' }),
      coverage({ status: 'not-asked', kind: 'network', required: false }),
    ]
    const text = formatTable(assessment({ findings: [finding()], coverage: { verdict: 'incomplete', scopes } }), plain)
    expect(text).toMatch(/kind +staging +production +pairs +paired\n {2}database-instance +1 +1 +1 +100 %/)
    expect(text).toContain('✗ staging: aws-rds in 222222222222/eu-west-1, denied, required')
    expect(text).toContain('why     Access was denied to rds:DescribeDBInstances.\n    remedy  Allow it.')
    expect(text).toContain('- staging: aws-rds in 222222222222/eu-west-1, not-asked, optional')
    expect(text).toContain('Score: 61 of 100 (what was not read counts as nothing; coverage is incomplete)')
    expect(formatTable(assessment(), plain)).toContain('Everything that was asked for was read.')
  })

  it('shows the score of each dimension, and as found where that is another', () => {
    const dimension = { dimension: 'database' as const, score: 62, asFound: 62, places: [] }
    const scores = {
      score: 81,
      asFound: 78,
      gains: [],
      dimensions: [dimension, { ...dimension, dimension: 'network' as const, score: 100, asFound: 94 }],
    }
    const text = formatTable(assessment({ score: 81, scores }), plain)
    expect(text).toContain(
      'Score: 81 of 100, 78 as found (with what is documented, known or pending)\n  database 62 · network 100 (94)\n',
    )
    const none = { ...scores, score: null, asFound: null }
    expect(formatTable(assessment({ score: null, scores: none }), plain)).not.toContain('database 62')
  })

  it('shows the words it took out, which of them are inferred, and the notices', () => {
    const text = formatTable(assessment({ notices: [{ code: 'n', message: 'An exception matches nothing.' }] }), plain)
    expect(text).toContain('staging     {env}=staging, {vpc}=10.1.0.0/16 (inferred)')
    expect(text).toContain('- An exception matches nothing.')
  })

  it('prints pairs to paste, each on one line that is valid YAML however long', async () => {
    const { parse } = await import('yaml')
    const long = `web: ${'x'.repeat(120)} "#'`
    const text = formatTable(
      assessment({
        ambiguous: ['firewall "app" answers to two.'],
        suggestions: [
          { kind: 'firewall', candidate: long, baseline: 'null', similarity: 0.91 },
          { kind: 'subnet', candidate: 'sub-1', baseline: '123', similarity: 0.5 },
        ],
      }),
      { colour: false, columns: 80 },
    )
    const block = /^ {4}pairs:\n(?: {6}.*\n)+/m.exec(text)?.[0] ?? ''
    expect(parse(block)).toEqual({
      pairs: [
        { kind: 'firewall', candidate: long, baseline: 'null' },
        { kind: 'subnet', candidate: 'sub-1', baseline: '123' },
      ],
    })
    expect(text).toContain('? firewall "app" answers to two.')
    expect(text).toContain('2 pairs look likely')
  })

  it.each([60, 80, 100, 160, 300, 0, Number.NaN])('keeps within %s columns', (columns) => {
    const value = '日本語👩‍💻 '.repeat(40) + 'x'.repeat(200)
    const text = formatTable(
      assessment({
        findings: [
          finding({ title: value, remedy: value, values: { candidate: value, baseline: 'y' }, at: '/family' }),
        ],
      }),
      { colour: false, columns },
    )
    const limit = !(columns > 0) ? 100 : Math.min(160, columns)
    for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(limit)
  })

  it('lets no value speak to the terminal', () => {
    const attack = '\u001b]0;owned\u0007\u001b[2J\u009b31m\r\n\u202etxt'
    const text = formatTable(
      assessment({
        comparison: { candidate: attack, baseline: attack },
        findings: [
          finding({
            title: attack,
            remedy: attack,
            rule: attack,
            id: attack,
            owner: attack,
            since: attack,
            kind: attack,
            at: `/x/${attack}`,
            values: { candidate: attack, baseline: [attack, { [attack]: attack }] },
            resource: {
              name: attack,
              candidate: where(attack),
              baseline: null,
              pairing: { method: 'name', confidence: 1 },
            },
            places: [{ name: attack, id: 'p' }],
          }),
          excepted({ exception: { id: 'x', kind: 'structural', reason: attack, owner: attack, until: attack } }),
        ],
        coverage: { verdict: 'incomplete', scopes: [coverage({ status: 'denied', reason: attack, kind: attack })] },
        ambiguous: [attack],
        suggestions: [{ kind: attack, candidate: attack, baseline: attack, similarity: 0.5 }],
        notices: [{ code: 'n', message: attack }],
        counts: { candidate: { [attack]: 1 }, baseline: {} },
      }),
      plain,
    )
    expect([...text].filter((c) => c !== '\n' && /\p{Cc}|\p{Bidi_Control}/u.test(c))).toEqual([])
  })

  it('differs in colour alone, and never breaks an escape sequence over lines', () => {
    const a = assessment({ findings: [finding({ title: 'long '.repeat(60) }), excepted()] })
    const coloured = formatTable(a, { colour: true, columns: 80 })
    expect(coloured).toContain(escape)
    expect(coloursOf(coloured)).toBe(formatTable(a, { colour: false, columns: 80 }))
    for (const line of coloured.split('\n')) expect(coloursOf(line)).not.toContain(escape)
  })

  it('takes any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (text, value) => {
        const shown = formatTable(
          assessment({
            findings: [finding({ title: text, values: { candidate: value as null, baseline: text }, at: `/${text}` })],
          }),
          plain,
        )
        expect([...shown].filter((c) => c !== '\n' && /\p{Cc}/u.test(c))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})
