import { describe, expect, it } from 'vitest'
import { loadRules } from '../../src/config/rules.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { checkRule } from '../../src/judge/compile.ts'

const minimal = `dimension: database
rules:
  - id: database/own
    kind: database-instance
    at: /class
    relation: equal
    severity: high
    title: '{name}'
    why: Because.
    remedy: Do.
`

const load = (...texts: readonly string[]) =>
  loadRules(
    texts.map((text, i) => ({ path: i === 0 ? 'own.yaml' : `own-${i}.yaml`, text })),
    checkRule,
  )

/** Every problem of a load, each as its sentence and remedy. */
function problems(...texts: readonly string[]): readonly string[] {
  try {
    load(...texts)
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    return all.map((one) => {
      if (!(one instanceof EvenkeelError)) throw one
      expect(one.exit).toBe(2)
      return `${one.code}: ${one.message} ${one.remedy}`
    })
  }
  return []
}

describe('a rule pack', () => {
  it('gives rules with defaults, their dimension and their place', () => {
    expect(load(minimal)).toEqual([
      {
        id: 'database/own',
        kind: 'database-instance',
        at: '/class',
        on: 'change',
        side: 'both',
        relation: 'equal',
        claims: true,
        precedence: 0,
        severity: 'high',
        dimension: 'database',
        title: '{name}',
        why: 'Because.',
        remedy: 'Do.',
        references: [],
        examples: [],
        where: 'own.yaml:3:5',
      },
    ])
  })

  it('reads guards, options and examples', () => {
    const [rule] = load(`${minimal}    when: candidate != null
    on: each
    references: ['https://shop.example/post-mortem']
    examples:
      - pass: { candidate: db.m6g.large, baseline: db.m6g.large }
      - fail: { baseline: db.m6g.large, of: { candidate: { engine: mysql } } }
`)
    expect(rule).toMatchObject({
      when: 'candidate != null',
      on: 'each',
      references: ['https://shop.example/post-mortem'],
    })
    expect(rule?.examples).toEqual([
      { expect: 'pass', candidate: 'db.m6g.large', baseline: 'db.m6g.large' },
      { expect: 'fail', baseline: 'db.m6g.large', of: { candidate: { engine: 'mysql' } } },
    ])
  })

  it.each<[string, string, string]>([
    [
      'an unknown key',
      minimal.replace('severity: high', 'severity: high\n    sevrity: low'),
      'config-unknown-key: own.yaml:8:5: unknown key "sevrity" in rules[0]. Did you mean "severity"?',
    ],
    [
      'an unknown severity',
      minimal.replace('high', 'hihg'),
      'config-wrong-value: own.yaml:7:15: rules[0].severity must be one of critical, high, medium, low, info, not "hihg". Did you mean "high"?',
    ],
    [
      'a missing key',
      minimal.replace('    why: Because.\n', ''),
      'config-missing-key: own.yaml:3:5: rules[0] has no "why". Add `why:`.',
    ],
    [
      'a bad id',
      minimal.replace('database/own', 'Own Rule'),
      'config-wrong-value: own.yaml:3:9: rules[0].id must be a name of the form database/engine-version, not "Own Rule". Write a name of the form database/engine-version.',
    ],
    [
      'a dimension that is none',
      minimal.replace('dimension: database', 'dimension: databases'),
      'config-wrong-value: own.yaml:1:12: dimension must be one of compute, database, network, external-services, configuration, certificates, data, deployment, access, observability, not "databases". Did you mean "database"?',
    ],
    [
      'no YAML',
      'dimension: [',
      'config-not-yaml: own.yaml:1:13: this is not valid YAML: the indentation does not fit the lines around it, or a closing ] or } is missing. Correct the text at this place.',
    ],
    [
      'nothing',
      '# later\n',
      'rules-empty: own.yaml is empty: it holds no rules. Write rules there, or leave the file out of the configuration.',
    ],
    [
      'a field that does not exist',
      minimal.replace('/class', '/clas'),
      'rules-invalid: own.yaml:5:9: rule database/own, at: database-instance has no field "clas". Did you mean "class"?',
    ],
    [
      'a relation that does not exist',
      minimal.replace('relation: equal', 'relation: equals'),
      'rules-invalid: own.yaml:6:15: rule database/own, relation: there is no relation "equals". Did you mean "equal"?',
    ],
    [
      'a misspelt field in a guard',
      `${minimal}    when: 'candidate != null && of.candidate.engin == "x"'\n`,
      'rules-invalid: own.yaml:11:33: rule database/own, when: database-instance has no field "engin". Did you mean "engine"?',
    ],
    [
      'a guard that is no expression',
      `${minimal}    unless: candidate ==\n`,
      'rules-invalid: own.yaml:11:25: rule database/own, unless: Unexpected token: EOF. See docs/reference/rules.md for what a rule takes.',
    ],
    [
      'a placeholder that means nothing',
      minimal.replace("'{name}'", "'{nam}'"),
      'rules-invalid: own.yaml:8:12: rule database/own, title: there is no placeholder "{nam}". Did you mean "{name}"?',
    ],
  ])('with %s is refused at its place', (_what, text, sentence) => {
    expect(problems(text)).toEqual([sentence])
  })

  it('tells the line of a guard that is folded over several', () => {
    const text = `${minimal}    when: >-\n      candidate != null &&\n      of.candidate.engin == "x"\n`
    expect(problems(text)[0]).toContain(
      'own.yaml:11:11: rule database/own, when: database-instance has no field "engin"',
    )
  })

  it('tells of an id that two rules share, in one pack or in two', () => {
    expect(problems(minimal, minimal)).toEqual([
      'rules-duplicate-id: own-1.yaml:3:9: the rule database/own exists already, at own.yaml:3:5. Give it another id; findings and exceptions know a rule by it.',
    ])
  })

  it('tells of every problem in one go, in the order of the file', () => {
    const text = minimal.replace('/class', '/clas').replace('relation: equal', 'relation: equals')
    expect(problems(text).map((problem) => problem.split(' ')[1])).toEqual(['own.yaml:5:9:', 'own.yaml:6:15:'])
  })
})
