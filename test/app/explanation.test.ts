import picocolors from 'picocolors'
import { describe, expect, it } from 'vitest'
import { explainAmbiguity, explainTwin } from '../../src/app/explain/explanation.ts'
import { findSubject, type Searched } from '../../src/app/explain/find-subject.ts'
import type { Finding } from '../../src/model/finding.ts'
import { finding, where } from '../report/fixtures.ts'
import { compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

const ink = picocolors.createColors(false)

const environment = (name: string, resources: readonly Sketch[]): EnvironmentSketch => ({ name, resources })

function searched(
  candidate: readonly Sketch[],
  baseline: readonly Sketch[],
  findings: readonly Finding[] = [],
): Searched {
  const comparison = compareSketches(environment('staging', candidate), environment('production', baseline))
  return { comparison, assessment: { findings } }
}

function explain(what: string, of: Searched): string {
  const subject = findSubject(what, of)
  const lines =
    'ambiguity' in subject
      ? explainAmbiguity(subject.ambiguity, of)
      : explainTwin(subject.twin, subject.finding, of, ink)
  return lines.join('\n')
}

const web = (side: string, description: string): Sketch => ({
  kind: 'firewall',
  id: `sg-${side}`,
  name: `${side}-web`,
  identifiers: [`arn:${side}`],
  attributes: { network: `vpc-${side}`, description },
})
const network = (side: string): Sketch => ({
  kind: 'network',
  id: `vpc-${side}`,
  name: `${side}-main`,
  attributes: { cidr: '10.0.0.0/16' },
})

describe('findSubject', () => {
  const of = searched([web('staging', 'a'), network('staging')], [web('production', 'b'), network('production')])

  it.each([
    'web',
    'WEB',
    'firewall/web',
    'staging-web',
    'production-web',
    'sg-staging',
    'arn:production',
    'firewall/sg-staging',
  ])('finds a resource by %s', (what) => {
    expect(findSubject(what, of)).toMatchObject({ twin: { kind: 'firewall', name: 'web' } })
  })

  it('names the nearest where nothing is called so', () => {
    expect(() => findSubject('staging-wbe', of)).toThrow('Nothing that was read is called "staging-wbe".')
    expect(() => findSubject('staging-wbe', of)).toThrow(
      expect.objectContaining({ remedy: 'Did you mean "staging-web"?' }) as Error,
    )
  })

  it('lists all that a name could mean', () => {
    const both = searched([web('staging', 'a'), { ...network('staging'), name: 'staging-web' }], [])
    expect(() => findSubject('staging-web', both)).toThrow(/"staging-web" could mean: firewall\/\S+, network\/\S+\./)
    expect(findSubject('network/staging-web', both)).toMatchObject({ twin: { kind: 'network' } })
  })
})

describe('an explanation', () => {
  it('has method, evidence, values, references and the line that corrects the pairing', () => {
    const text = explain(
      'web',
      searched([web('staging', 'a'), network('staging')], [web('production', 'b'), network('production')]),
    )
    expect(text).toContain('paired by name')
    expect(text).toContain('staging: staging-web (sg-staging), seen by sketch in here')
    expect(text).toContain('= /network\n      staging: "vpc-staging"\n        compared as "@network/main"')
    expect(text).toContain('Kept, never compared\n  · /description\n      staging: "a"\n      production: "b"')
    expect(text).toContain('  network: vpc-staging is staging-main (vpc-staging)')
    expect(text).toContain('No rule found anything.')
    expect(text).toContain('  - { kind: firewall, candidate: staging-web, baseline: production-web }')
  })

  it('says of a reference that it resolves to nothing', () => {
    expect(explain('web', searched([web('staging', 'a')], [web('production', 'b')]))).toContain(
      'network: vpc-staging is nothing that was read',
    )
  })

  it('shows one side of what is alone, and how to give it a twin', () => {
    const text = explain('web', searched([web('staging', 'a')], []))
    expect(text).toContain('alone: the other side was completely read')
    expect(text).toContain('What it holds')
    expect(text).not.toContain('production: absent')
    expect(text).toContain('  - { kind: firewall, candidate: staging-web, baseline: <its name or id in production> }')
  })

  it('offers what could be the twin', () => {
    const of = searched(
      [
        {
          ...web('staging', 'x'),
          name: 'staging-web-front',
          attributes: { ingress: [{ protocol: 'tcp', ports: '443', cidr: '0.0.0.0/0' }] },
        },
      ],
      [
        {
          ...web('production', 'x'),
          name: 'production-web-edge',
          attributes: { ingress: [{ protocol: 'tcp', ports: '443', cidr: '0.0.0.0/0' }] },
        },
      ],
    )
    expect(of.comparison.pairing.suggestions).toHaveLength(1)
    expect(explain('staging-web-front', of)).toMatch(
      /- \{ kind: firewall, candidate: staging-web-front, baseline: production-web-edge \} {2}# \d+ % alike/,
    )
  })

  it('names ids where several have the name, and says what is ambiguous', () => {
    const twice = (side: string): readonly Sketch[] =>
      [1, 2].map((n) => ({ kind: 'firewall', id: `sg-${side}-${n}`, name: `${side}-web` }))
    const of = searched(twice('staging'), twice('production'))
    expect(of.comparison.pairing.ambiguous).toHaveLength(1)
    const text = explain('sg-staging-1', of)
    expect(text).toContain('Could not be told apart: ')
    expect(text).toContain('staging: staging-web (sg-staging-2)')
    expect(text).toContain('  - { kind: firewall, candidate: sg-staging-1, baseline: sg-production-1 }')
  })

  it('of a finding begins with it', () => {
    const { comparison } = searched([web('staging', 'a')], [web('production', 'b')])
    const key = comparison.pairing.twins[0]?.candidate[0] ?? ''
    const found = finding({
      id: 'abcdef0123456789',
      resource: {
        name: 'web',
        candidate: where('sg-staging', { key }),
        baseline: null,
        pairing: { method: 'name', confidence: 1 },
      },
      exception: { id: 'e', kind: 'temporary', reason: 'until the release', owner: 'team-web', until: '2026-12-31' },
      status: 'excepted',
    })
    const of = { comparison, assessment: { findings: [found, { ...found, id: 'abcdef9999999999' }] } }
    expect(explain('abcdef0', of)).toMatch(
      /^Finding abcdef0123456789: high, excepted, by the rule database\/parameter-drift\n/,
    )
    expect(explain('abcdef0', of)).toContain('Excepted until 2026-12-31 by team-web: until the release')
    expect(() => explain('abcdef', of)).toThrow('Nothing that was read is called "abcdef"')
  })

  it('says who moved in the words of alerts, where somebody knows', () => {
    const of = searched([web('staging', 'a')], [web('production', 'b')])
    const key = of.comparison.pairing.twins[0]?.candidate[0] ?? ''
    const resource = { ...finding().resource, candidate: { ...where('sg-staging'), key } }
    const told = (moved: Partial<Finding>): string => {
      const found = finding({ id: 'abcdef0123456789', resource, ...moved })
      return explain('abcdef0', { ...of, assessment: { findings: [found] } })
    }
    const since = '2026-11-01T10:00:00.000Z'
    expect(told({ direction: 'candidate-ahead', since })).toContain(`\n  Who moved: staging is ahead, since ${since}\n`)
    expect(told({ direction: 'baseline-ahead' })).toContain('\n  Who moved: production is ahead, as after a hotfix\n')
    expect(told({ direction: 'both' })).toContain('\n  Who moved: both moved\n')
    expect(told({ direction: 'unknown' })).not.toContain('Who moved')
  })

  it('lets no control character through', () => {
    const escape = String.fromCharCode(27)
    const text = explain('web', searched([web('staging', `${escape}[31m`)], [web('production', 'b')]))
    expect(text).not.toContain(escape)
  })
})
