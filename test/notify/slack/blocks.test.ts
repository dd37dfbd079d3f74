import { describe, expect, it } from 'vitest'
import { slackText } from '../../../src/notify/slack/blocks.ts'
import { tell } from '../../../src/notify/tell.ts'
import { finding } from '../../report/fixtures.ts'
import { changes, firstLook, group } from '../fixtures.ts'

const textOf = (message: Parameters<typeof tell>[0]) => slackText(tell(message))
const json = (message: Parameters<typeof tell>[0]): string => JSON.stringify(textOf(message))

describe('a message in Slack', () => {
  it('says what, where, since, whose and what to do', () => {
    const one = finding({
      since: '2026-11-01T08:00:00.000Z',
      service: 'orders',
      owner: 'team-orders',
      direction: 'baseline-ahead',
    })
    const { text, blocks } = textOf(changes({ opened: [group({ finding: one })] }))
    expect(blocks).toEqual([
      { type: 'header', text: { type: 'plain_text', text: ':red_circle: staging and production: 1 new', emoji: true } },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: 'staging..production  ·  score 71 of 100  ·  there is drift', verbatim: true },
        ],
      },
      { type: 'divider' },
      { type: 'section', text: { type: 'mrkdwn', text: '*New*', verbatim: true } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: ':large_orange_circle: *High*  max_connections is 100 in staging and 500 in production\ndatabase parameters orders in 222222222222 / eu-west-1  ·  production is ahead, as after a hotfix  ·  orders, team-orders  ·  since <!date^1793520000^{date_short_pretty}|2026-11-01>\n→ Set max_connections to 500 in staging-orders, or except it with a reason.',
          verbatim: true,
        },
      },
    ])
    expect(text).toContain('High: max_connections is 100')
  })

  it('tells findings of one cause once, with their places', () => {
    const image = finding({ kind: 'workload', title: 'The image is 2.1 in staging and 2.2 in production' })
    const places = ['api', 'cart', 'mail', 'auth', 'jobs', 'web']
    const text = json(changes({ opened: [group({ finding: image, count: 14, places })] }))
    expect(text).toContain('The image is 2.1 in staging and 2.2 in production: 14 workloads')
    expect(text).toContain('in api, cart, mail, auth, jobs and 9 more')
  })

  it('is worst first, and counts what there is no room for', () => {
    const groups = Array.from({ length: 40 }, (_, i) =>
      group({
        severity: i === 39 ? 'critical' : i % 2 === 0 ? 'high' : 'medium',
        finding: finding({ title: `number ${i}` }),
      }),
    )
    const text = json(changes({ opened: groups }))
    expect(text.indexOf('number 39')).toBeLessThan(text.indexOf('number 0'))
    expect(text).toContain('and 28 more, 9 of them high')
  })

  it('stays within the limits of Slack, however long the names', () => {
    const long = finding({ title: '<&>'.repeat(5000), remedy: '😀'.repeat(5000), owner: 'x'.repeat(9000) })
    const many = Array.from({ length: 200 }, () =>
      group({ finding: long, count: 50_000, places: Array<string>(20).fill('&'.repeat(500)) }),
    )
    const unread = Array.from({ length: 200 }, () => ({
      environment: 'production',
      collector: 'aws-rds',
      scope: 's'.repeat(2000),
      kinds: ['k'.repeat(2000)],
      reason: '<'.repeat(2000),
    }))
    const { text, blocks } = textOf(
      changes({
        comparison: `${'s'.repeat(500)}..${'p'.repeat(500)}`,
        opened: many,
        worse: many,
        resolved: many,
        unread,
        readAgain: unread,
      }),
    )
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000)
    expect(text.length).toBeLessThanOrEqual(3000)
    for (const block of blocks) {
      if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150)
      const shown = block.type === 'section' ? [block.text] : block.type === 'context' ? block.elements : []
      for (const one of shown) {
        expect(one.text.length).toBeLessThanOrEqual(3000)
        // No escape and no character was cut in two.
        expect(one.text).not.toMatch(/&(?!amp;|lt;|gt;)/)
        expect(one.text).not.toMatch(/\p{Cs}/u)
      }
    }
    expect(JSON.stringify(blocks)).toContain('more did not fit here')
  })

  it('takes nothing of a value for markup, a link or a call', () => {
    const hostile = '<!channel> <https://evil.example|here> @here & `code`\n*New* \u202eabc'
    const one = finding({ title: hostile, remedy: hostile, resource: { ...finding().resource, name: hostile } })
    const { text, blocks } = textOf(changes({ opened: [group({ finding: one, places: [hostile] })] }))
    const all = JSON.stringify(blocks) + text
    expect(all).not.toMatch(/<!channel|<https|@here|`|\u202e/)
    expect(all).toContain('&lt;!channel&gt;')
    expect(JSON.stringify(blocks).match(/"text":"\*New\*"/g)).toHaveLength(1)
  })

  it('of a first look never calls good what was not looked at', () => {
    const none = { ...firstLook().summary, bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 } }
    const well = firstLook({ drift: 'none', groups: [], summary: none, score: 100 })
    expect(json(well)).toContain(':large_green_circle: staging would have told you the truth about production')
    expect(json({ ...well, coverage: 'incomplete' })).toContain('is not known: no difference in what was read')
    expect(json({ ...well, score: null })).toContain('Nothing in staging could be compared')
    expect(json({ ...well, summary: { ...none, compared: 0 } })).not.toContain('green')
    expect(json(firstLook())).toContain(':red_circle: staging would not have told you the truth')
  })

  it('tells of an overridden gate who, what and why', () => {
    const text = json({
      type: 'override',
      comparison: 'staging..production',
      at: '2026-11-02T09:00:00.000Z',
      service: 'orders',
      by: 'ci',
      reason: 'hotfix for <checkout>',
      counted: 3,
    })
    expect(text).toContain('A gate was overridden: staging..production')
    expect(text).toContain(
      'ci let a deployment of orders pass with 3 differences that count, reason: hotfix for &lt;checkout&gt;',
    )
  })
})
