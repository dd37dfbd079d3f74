import { lifecycle } from '../../../src/judge/lifecycle.ts'
import { findingId } from '../../../src/judge/finding.ts'
import type { Assessment } from '../../../src/model/assessment.ts'
import type { Coverage } from '../../../src/model/coverage.ts'
import { digestOf } from '../../../src/model/digest.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { LiveFinding, Transition } from '../../../src/model/live-finding.ts'
import { keyOf, type Side } from '../../../src/model/resource.ts'
import type { Twin } from '../../../src/model/twin.ts'

export const environments = { candidate: 'staging', baseline: 'production' } as const

export const kind = 'database-parameters'

/** The twin of a name, as matching would name it. */
export function twinOf(name: string, overrides: Partial<Twin> & { readonly scope?: string } = {}): Twin {
  const { scope = 'main', ...rest } = overrides
  const of = rest.kind ?? kind
  return {
    id: digestOf([of, name]).slice(0, 16),
    kind: of,
    name,
    candidate: [keyOf(of, 'aws-rds', scope, `staging-${name}`)],
    baseline: [keyOf(of, 'aws-rds', scope, `production-${name}`)],
    method: 'name',
    confidence: 1,
    evidence: [],
    ...rest,
  }
}

/** A finding on a twin, with the id that judging gives it. */
export function findingOf(
  overrides: Partial<Finding> & { readonly name?: string; readonly scope?: string; readonly only?: Side } = {},
): Finding {
  const { name = 'orders', scope = 'main', only, ...rest } = overrides
  const { rule = 'database/parameter-drift', at = '/parameters/max_connections', kind: of = kind } = rest
  const where = (side: Side) =>
    only !== undefined && only !== side
      ? null
      : {
          key: keyOf(of, 'aws-rds', scope, `${environments[side]}-${name}`),
          id: `${environments[side]}-${name}`,
          name: `${environments[side]}-${name}`,
        }
  return {
    id: findingId(environments, rule, twinOf(name, { kind: of }).id, at),
    rule,
    severity: 'medium',
    dimension: 'database',
    status: 'open',
    direction: 'unknown',
    title: `${at} of ${name} differs`,
    why: 'It is tested otherwise.',
    remedy: `Set ${at} in staging-${name}.`,
    kind: of,
    resource: {
      name,
      candidate: where('candidate'),
      baseline: where('baseline'),
      pairing: { method: 'name', confidence: 1 },
    },
    at,
    values: { candidate: '100', baseline: '500' },
    places: [{ name: `staging-${name}`, id: `staging-${name}` }],
    ...rest,
  }
}

export function rowOf(environment: string, overrides: Partial<Coverage> & { readonly scope?: string } = {}): Coverage {
  const { scope = 'main', ...rest } = overrides
  return {
    environment,
    origin: { collector: 'aws-rds', mode: 'observed', scope },
    role: `{account:${scope}}`,
    kind,
    status: 'complete',
    required: true,
    unknownFields: [],
    ...rest,
  }
}

export const readAll: readonly Coverage[] = [rowOf('staging'), rowOf('production')]

export function assessmentOf(findings: readonly Finding[], overrides: Partial<Assessment> = {}): Assessment {
  return {
    comparison: environments,
    takenAt: '2026-03-01T12:00:00.000Z',
    drift: 'none',
    coverage: { verdict: 'complete', scopes: readAll },
    score: 90,
    findings,
    summary: {
      compared: 1,
      paired: 2,
      missing: 0,
      extra: 0,
      ambiguous: 0,
      bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    },
    lexicons: {
      candidate: { environment: 'staging', digest: 'a', entries: [] },
      baseline: { environment: 'production', digest: 'b', entries: [] },
    },
    twins: [twinOf('orders')],
    ambiguous: [],
    suggestions: [],
    notices: [],
    counts: { candidate: { [kind]: 1 }, baseline: { [kind]: 1 } },
    ...overrides,
  }
}

export const withScopes = (scopes: readonly Coverage[]): Pick<Assessment, 'coverage'> => ({
  coverage: { verdict: 'complete', scopes },
})

/** The moment of the n-th assessment: one an hour. */
export const momentOf = (index: number): Date => new Date(Date.UTC(2026, 2, 1, 12 + index))

/** One assessment after the other; the transitions of each, and how the findings stand in the end. */
export function live(
  assessments: readonly Assessment[],
  start: readonly LiveFinding[] = [],
): { readonly transitions: readonly (readonly Transition[])[]; readonly findings: readonly LiveFinding[] } {
  let findings = start
  const transitions = assessments.map((assessment, index) => {
    const made = lifecycle({ previous: findings, assessment, at: momentOf(index) })
    findings = after(findings, made)
    return made
  })
  return { transitions, findings }
}

/** The findings as a store would have them afterwards. */
export function after(before: readonly LiveFinding[], transitions: readonly Transition[]): readonly LiveFinding[] {
  const standing = new Map(before.map((one) => [one.finding.id, one]))
  for (const transition of transitions) standing.set(transition.after.finding.id, transition.after)
  return [...standing.values()]
}

/** `opened`, `worse: high, was medium`. */
export function told(transitions: readonly Transition[]): readonly string[] {
  return transitions.flatMap(({ events }) =>
    events.map(({ type, detail }) => (detail === undefined ? type : `${type}: ${detail}`)),
  )
}
