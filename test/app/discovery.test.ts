import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { describeDiscovery } from '../../src/app/init/discovery.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { LexiconEntry } from '../../src/model/lexicon.ts'
import type { Twin } from '../../src/model/twin.ts'
import { coverage } from '../report/fixtures.ts'

const entry = (symbol: string, match: string, from: LexiconEntry['from'] = 'inferred'): LexiconEntry => ({
  symbol,
  match,
  from,
})
const twin = (name: string, sides: { candidate?: string[]; baseline?: string[] }, over: Partial<Twin> = {}): Twin => ({
  id: name,
  kind: 'firewall',
  name,
  candidate: sides.candidate ?? [],
  baseline: sides.baseline ?? [],
  method: 'name',
  confidence: 1,
  evidence: [],
  ...over,
})

function discovered(over: Partial<Assessment> = {}): string {
  return describeDiscovery({
    comparison: { candidate: 'staging', baseline: 'production' },
    takenAt: '2026-11-01T00:00:00Z',
    drift: 'none',
    coverage: { verdict: 'complete', scopes: [] },
    score: null,
    findings: [],
    summary: {
      compared: 0,
      paired: 0,
      missing: 0,
      extra: 0,
      ambiguous: 0,
      bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    },
    lexicons: {
      candidate: { environment: 'staging', digest: '', entries: [] },
      baseline: { environment: 'production', digest: '', entries: [] },
    },
    twins: [],
    ambiguous: [],
    suggestions: [],
    notices: [],
    counts: { candidate: {}, baseline: {} },
    ...over,
  })
}

describe('describeDiscovery', () => {
  it('says so when there is nothing', () => {
    expect(discovered()).toContain('What names staging\n------------------\n  nothing was found')
    expect(discovered()).toContain('nothing was read')
  })

  it('proposes keys for what was inferred, and leaves alone what is configured', () => {
    const entries = [
      { ...entry('{env}', 'stg'), why: 'in the name shop-stg-web' },
      entry('{cluster:main}', 'shop-eks'),
      entry('{domain}', 'staging.shop.example'),
      entry('{account:main}', '012345678901'),
      entry('{region:primary}', 'eu-west-1'),
      entry('{vpc}', '10.1.0.0/16'),
      entry('{env}', 'staging', 'configured'),
    ]
    const text = discovered({
      lexicons: {
        candidate: { environment: 'staging', digest: '', entries },
        baseline: { environment: 'production', digest: '', entries: [] },
      },
    })
    expect(text).toContain('  {vpc}             10.1.0.0/16  (inferred)')
    expect(text).toContain('  {env}             stg  (inferred: in the name shop-stg-web)')
    const pasted = text.split('write under environments.staging:\n')[1]?.split('\n\n')[0] ?? ''
    expect(parse(pasted)).toEqual({
      aliases: ['stg'],
      domains: ['staging.shop.example'],
      accounts: { main: '012345678901' },
      regions: { primary: 'eu-west-1' },
      clusters: { main: 'shop-eks' },
    })
  })

  it('gives the pairing rate per kind', () => {
    const text = discovered({
      twins: [
        twin('web', { candidate: ['a'], baseline: ['b'] }),
        twin('old', { baseline: ['c'] }, { method: 'alone', alone: 'absent-there' }),
      ],
      counts: { candidate: { firewall: 1 }, baseline: { firewall: 2 } },
    })
    expect(text).toMatch(/kind +staging +production +pairs +paired\n +firewall +1 +2 +1 +67 %\n/)
    expect(text).toContain('In production only\n------------------\n  firewall  old')
    expect(text).not.toContain('In staging only')
  })

  it('does not call missing what nobody looked for', () => {
    const text = discovered({ twins: [twin('web', { candidate: ['a'] }, { method: 'alone', alone: 'not-covered' })] })
    expect(text).toContain('firewall  web  (the other side was not, or not completely, read)')
  })

  it('gives lines to paste, surest first, that YAML reads back', () => {
    const text = discovered({
      suggestions: [
        { kind: 'firewall', candidate: 'web: stg', baseline: 'web-front', similarity: 0.61 },
        { kind: 'subnet', candidate: '10', baseline: 'a', similarity: 0.9 },
      ],
    })
    const pasted = text.slice(text.indexOf('\npairs:') + 1)
    expect(parse(pasted)).toEqual({
      pairs: [
        { kind: 'subnet', candidate: '10', baseline: 'a' },
        { kind: 'firewall', candidate: 'web: stg', baseline: 'web-front' },
      ],
    })
    expect(pasted).toContain('# 90 % alike')
  })

  it('names what is ambiguous and what could not be read', () => {
    const text = discovered({
      ambiguous: ['firewall "web": two have the name.'],
      coverage: { verdict: 'incomplete', scopes: [coverage({ status: 'denied', reason: 'Access was denied.' })] },
    })
    expect(text).toContain('Could not be told apart\n-----------------------\n  firewall "web": two have the name.')
    expect(text).toContain('  staging  aws-rds  222222222222/eu-west-1: Access was denied.')
  })
})
