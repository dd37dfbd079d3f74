import type { Assessment } from '../../src/model/assessment.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import type { Finding, Whereabouts } from '../../src/model/finding.ts'
import { severities, type Severity } from '../../src/model/severity.ts'
import type { Twin } from '../../src/model/twin.ts'

/** One side of a finding. */
export function where(id: string, overrides: Partial<Whereabouts> = {}): Whereabouts {
  return {
    key: `database-instance|aws-rds|x|${id}`,
    id,
    name: id,
    account: '222222222222',
    region: 'eu-west-1',
    ...overrides,
  }
}

/** An open finding about a database parameter. */
export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    id: 'f0a1b2c3d4e5f60718293a4b5c6d7e8f',
    rule: 'database/parameter-drift',
    severity: 'high',
    dimension: 'database',
    status: 'open',
    direction: 'unknown',
    title: 'max_connections is 100 in staging and 500 in production',
    why: 'A connection limit seen in staging says nothing about production if the parameters differ.',
    remedy: 'Set max_connections to 500 in staging-orders, or except it with a reason.',
    kind: 'database-parameters',
    resource: {
      name: 'orders',
      candidate: where('staging-orders'),
      baseline: where('production-orders', { account: '111111111111' }),
      pairing: { method: 'name', confidence: 0.95 },
    },
    at: '/parameters/max_connections',
    values: {
      candidate: { name: 'max_connections', value: '100', source: 'user' },
      baseline: { name: 'max_connections', value: '500', source: 'user' },
    },
    places: [],
    ...overrides,
  }
}

/** A scope that was completely read. */
export function coverage(overrides: Partial<Coverage> = {}): Coverage {
  return {
    environment: 'staging',
    origin: { collector: 'aws-rds', mode: 'observed', scope: '222222222222/eu-west-1' },
    role: '{account:main}/{region:primary}',
    kind: 'database-instance',
    status: 'complete',
    required: true,
    unknownFields: [],
    ...overrides,
  }
}

/** A pair of single resources. */
export function twin(overrides: Partial<Twin> = {}): Twin {
  return {
    id: 'twin-1',
    kind: 'database-instance',
    name: 'orders',
    candidate: ['c1'],
    baseline: ['b1'],
    method: 'name',
    confidence: 0.95,
    evidence: [],
    ...overrides,
  }
}

/** An assessment in which nothing differs. */
export function assessment(overrides: Partial<Assessment> = {}): Assessment {
  const findings = overrides.findings ?? []
  return {
    comparison: { candidate: 'staging', baseline: 'production' },
    takenAt: '2026-03-01T12:00:00Z',
    drift: findings.length === 0 ? 'none' : 'drift',
    coverage: { verdict: 'complete', scopes: [coverage(), coverage({ environment: 'production' })] },
    score: findings.length === 0 ? 100 : 61,
    findings,
    summary: { compared: 1, paired: 2, missing: 0, extra: 0, ambiguous: 0, bySeverity: tally(findings) },
    lexicons: {
      candidate: {
        environment: 'staging',
        digest: 'd1',
        entries: [
          { symbol: '{env}', match: 'staging', from: 'configured' },
          { symbol: '{vpc}', match: '10.1.0.0/16', from: 'inferred' },
        ],
      },
      baseline: {
        environment: 'production',
        digest: 'd2',
        entries: [{ symbol: '{env}', match: 'production', from: 'configured' }],
      },
    },
    twins: [twin()],
    ambiguous: [],
    suggestions: [],
    notices: [],
    counts: { candidate: { 'database-instance': 1 }, baseline: { 'database-instance': 1 } },
    ...overrides,
  }
}

/** An excepted finding. */
export function excepted(overrides: Partial<Finding> = {}): Finding {
  return finding({
    id: 'e0e0e0e0e0e0',
    status: 'excepted',
    exception: {
      id: 'x1',
      kind: 'structural',
      reason: 'Staging has no standby, to save cost',
      owner: 'team-orders',
      until: '2026-09-01',
    },
    ...overrides,
  })
}

/** Counts by severity. */
export function tally(findings: readonly Finding[]): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((s) => [s, findings.filter((f) => f.severity === s).length]))
  return counts as Record<Severity, number>
}
