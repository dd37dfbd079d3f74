import { describe, expect, it } from 'vitest'
import { formatSarif, sarifResultLimit } from '../../src/report/sarif.ts'
import type { Severity } from '../../src/model/severity.ts'
import { assessment, coverage, excepted, finding } from './fixtures.ts'

interface Log {
  readonly version: string
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly RuleEntry[] }
    }
    readonly invocations: readonly {
      readonly executionSuccessful: boolean
      readonly toolExecutionNotifications: readonly {
        readonly level: string
        readonly message: { readonly text: string }
      }[]
    }[]
    readonly results: readonly Result[]
  }[]
}
interface RuleEntry {
  readonly id: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly defaultConfiguration: { readonly level: string }
}
interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } }
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[]
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly { readonly kind: string; readonly status: string; readonly justification: string }[]
}

const options = { version: '1.2.3', configFile: './deploy/even keel.yaml' }

function run(...args: Parameters<typeof assessment>): Log['runs'][number] {
  const log = JSON.parse(formatSarif(assessment(...args), options)) as Log
  expect(log.version).toBe('2.1.0')
  const [first] = log.runs
  if (first === undefined) throw new Error('no run')
  return first
}

describe('formatSarif', () => {
  it.each([
    ['critical', 'error', '9.0'],
    ['high', 'error', '7.0'],
    ['medium', 'warning', '4.0'],
    ['low', 'note', '2.0'],
    ['info', 'note', '0.0'],
  ] as const)('%s is %s with security severity %s', (severity: Severity, level, number) => {
    const { results, tool } = run({ findings: [finding({ severity })] })
    expect(results[0]?.level).toBe(level)
    expect(tool.driver.rules[0]?.properties['security-severity']).toBe(number)
    expect(tool.driver.rules[0]?.defaultConfiguration.level).toBe(level)
  })

  it('names the tool, and each rule once, with the worst of its severities', () => {
    const findings = [
      finding({ severity: 'low' }),
      finding({ id: 'b', severity: 'critical' }),
      finding({ id: 'c', rule: 'network/wider' }),
    ]
    const { tool, results } = run({ findings })
    expect(tool.driver).toMatchObject({ name: 'Evenkeel', version: '1.2.3' })
    expect(tool.driver.rules.map((rule) => rule.id)).toEqual(['database/parameter-drift', 'network/wider'])
    expect(tool.driver.rules[0]?.properties['security-severity']).toBe('9.0')
    for (const result of results) expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
  })

  it('has a logical location for the resource, a physical one that GitHub accepts, and the id as fingerprint', () => {
    const [result] = run({ findings: [finding()] }).results
    expect(result?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe(
      'database-parameters/orders/parameters/max_connections',
    )
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('deploy/even%20keel.yaml')
    expect(result?.partialFingerprints).toEqual({ 'evenkeelFindingId/v1': finding().id })
    expect(result?.message.text).toContain('staging: 100\nproduction: 500\n')
  })

  it('suppresses what is excepted or known at adoption, with the reason, and leaves out what is resolved', () => {
    const { results } = run({
      findings: [
        excepted(),
        finding({ id: 'k', status: 'known' }),
        finding({ id: 'r', status: 'resolved' }),
        finding(),
      ],
    })
    expect(results.map((result) => result.suppressions?.[0]?.justification)).toEqual([
      'Staging has no standby, to save cost (team-orders, until 2026-09-01)',
      'Known at adoption.',
      undefined,
    ])
  })

  it('tells what could not be read as notifications: an error for what is required', () => {
    const scopes = [
      coverage({ status: 'denied', reason: 'Access was denied.' }),
      coverage({ status: 'not-asked', required: false, kind: 'network' }),
    ]
    const { invocations } = run({ coverage: { verdict: 'incomplete', scopes } })
    expect(invocations[0]?.executionSuccessful).toBe(false)
    expect(invocations[0]?.toolExecutionNotifications.map((n) => n.level)).toEqual(['error', 'note'])
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain('Access was denied.')
  })

  it('stays within what GitHub takes from a run, and says how many it left out', () => {
    expect(sarifResultLimit).toBe(25_000)
    const findings = Array.from({ length: 17 }, (_, i) => finding({ id: `f${i}` }))
    const log = JSON.parse(formatSarif(assessment({ findings }), { ...options, limit: 10 })) as Log
    expect(log.runs[0]?.results.map((result) => result.partialFingerprints['evenkeelFindingId/v1'])).toEqual(
      findings.slice(0, 10).map((f) => f.id),
    )
    expect(log.runs[0]?.invocations[0]?.toolExecutionNotifications.at(-1)?.message.text).toBe(
      '7 more findings are left out: a run takes 10. The JSON document has them all.',
    )
  })

  it('is a valid empty log when nothing differs', () => {
    const { results, tool, invocations } = run()
    expect(results).toEqual([])
    expect(tool.driver.rules).toEqual([])
    expect(invocations[0]?.executionSuccessful).toBe(true)
  })
})
