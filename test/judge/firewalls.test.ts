import { describe, expect, it } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Json } from '../../src/model/json.ts'
import type { Change } from '../../src/model/twin.ts'
import { builtIn } from './built-in.ts'
import { change, context, seen, view } from './views.ts'

interface Opening {
  readonly protocol?: string
  readonly ports?: string
  readonly cidr?: string
  readonly group?: string
}

/** One firewall rule as compare shows it; `as` is its range in canonical form. */
function opening(side: 'candidate' | 'baseline', rule: Opening, as?: Opening): Change {
  const raw = { protocol: 'tcp', ports: '443', ...rule } as Json
  const canonical = { protocol: 'tcp', ports: '443', ...(as ?? rule) } as Json
  const key = encodeURIComponent(JSON.stringify(canonical))
  const value = seen(raw, { canonical })
  return side === 'candidate' ? change(`/ingress/${key}`, value) : change(`/ingress/${key}`, undefined, value)
}

function judged(...changes: readonly Change[]): readonly Finding[] {
  return judge([view({ kind: 'firewall', name: 'shop-web', changes })], builtIn(), context)
}

const rules = (findings: readonly Finding[]): readonly string[] => findings.map((finding) => finding.rule)

describe('firewall rules', () => {
  it('a widened range is one finding, not one missing and one extra', () => {
    const found = judged(opening('candidate', { cidr: '10.0.0.0/8' }), opening('baseline', { cidr: '10.20.0.0/16' }))
    expect(rules(found)).toEqual(['network/ingress-wider'])
    expect(found[0]?.values).toEqual({ candidate: 'tcp 443 10.0.0.0/8', baseline: 'tcp 443 10.20.0.0/16' })
  })

  it('several rules that one wide rule took the place of are the same finding', () => {
    const found = judged(
      opening('candidate', { ports: '22', cidr: '0.0.0.0/0' }),
      opening('baseline', { ports: '22', cidr: '203.0.113.0/24' }),
      opening('baseline', { ports: '22', group: 'sg-1' }, { ports: '22', group: '@firewall/bastion' }),
    )
    expect(rules(found)).toEqual(['network/open-to-internet'])
    expect(found[0]).toMatchObject({
      severity: 'critical',
      title: 'shop-web lets in tcp 22 from the whole internet (0.0.0.0/0) in staging; production does not',
    })
  })

  it('widened ports and protocols are wider too', () => {
    expect(
      rules(
        judged(
          opening('candidate', { ports: '1-1024', cidr: '10.0.0.0/8' }),
          opening('baseline', { cidr: '10.0.0.0/8' }),
        ),
      ),
    ).toEqual(['network/ingress-wider'])
    expect(
      rules(
        judged(
          opening('candidate', { protocol: 'all', ports: 'all', group: 'a' }),
          opening('baseline', { group: 'a' }),
        ),
      ),
    ).toEqual(['network/ingress-wider'])
  })

  it('inside the environments’ own networks only the sizes of ranges can be compared', () => {
    const found = judged(
      opening('candidate', { cidr: '10.20.0.0/16' }, { cidr: '{vpc}' }),
      opening('baseline', { cidr: '10.10.4.0/24' }, { cidr: '@subnet/private-a' }),
    )
    expect(rules(found)).toEqual(['network/ingress-wider'])
  })

  it('one tier of subnets is no wider than another, however large it is', () => {
    const found = judged(
      opening('candidate', { cidr: '10.20.8.0/24' }, { cidr: '@subnet/public' }),
      opening('baseline', { cidr: '10.10.0.0/20' }, { cidr: '@subnet/private' }),
    )
    expect(rules(found)).toEqual(['network/ingress-extra', 'network/ingress-missing'])
  })

  it('a network is wider than its subnets, even where the other side’s are larger than it', () => {
    const found = judged(
      opening('candidate', { cidr: '10.20.0.0/20' }, { cidr: '@network/shop' }),
      opening('baseline', { cidr: '10.10.0.0/18' }, { cidr: '@subnet/private-a' }),
    )
    expect(rules(found)).toEqual(['network/ingress-wider'])
  })

  it('ranges that do not contain each other are one missing and one extra', () => {
    const found = judged(
      opening('candidate', { cidr: '198.51.100.0/24' }),
      opening('baseline', { cidr: '203.0.113.0/25' }),
    )
    expect(rules(found)).toEqual(['network/ingress-extra', 'network/ingress-missing'])
  })

  it('a range that only production has wider is said the other way round', () => {
    const found = judged(opening('candidate', { cidr: '10.20.0.0/16' }), opening('baseline', { cidr: '10.0.0.0/8' }))
    expect(found.map((finding) => finding.title)).toEqual([
      'shop-web lets in tcp 443 from 10.0.0.0/8 in production, where staging has tcp 443 from 10.20.0.0/16',
    ])
  })

  it('IPv6 is open to the world as well', () => {
    expect(rules(judged(opening('candidate', { cidr: '::/0' })))).toEqual(['network/open-to-internet'])
    expect(rules(judged(opening('baseline', { cidr: '::/0' })))).toEqual(['network/baseline-open-to-internet'])
  })
})
