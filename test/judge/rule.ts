import type { Rule } from '../../src/model/rule.ts'

/** A rule that judges `/class` of databases by equality; overrides say what is tried. */
export function rule(overrides: Partial<Rule> = {}): Rule {
  return {
    id: 'test/rule',
    kind: 'database-instance',
    at: '/class',
    on: 'change',
    side: 'both',
    relation: 'equal',
    claims: true,
    precedence: 0,
    severity: 'medium',
    dimension: 'database',
    title: '{name}: {candidate} and {baseline}',
    why: 'Because.',
    remedy: 'Set {at} to {baseline}.',
    references: [],
    examples: [],
    ...overrides,
  }
}
