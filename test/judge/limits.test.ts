import { describe, expect, it } from 'vitest'
import { loadRules } from '../../src/config/rules.ts'
import { packLimits } from '../../src/config/rule-limits.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { checkRule, compileRule } from '../../src/judge/compile.ts'
import { limits } from '../../src/judge/guards/limits.ts'
import { judge } from '../../src/judge/judge.ts'
import { patternOf, patternProblem } from '../../src/judge/pattern.ts'
import { runRuleExamples } from '../../src/judge/examples.ts'
import { rule } from './rule.ts'
import { change, context, seen, view } from './views.ts'

const problemOf = (when: string): string | undefined => {
  const [problem] = checkRule(rule({ when }))
  return problem === undefined ? undefined : `${problem.offset}: ${problem.problem}`
}
const many = (count: number, text: (i: number) => string, between: string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between)

describe('a guard', () => {
  it('may be as long as people write, and much longer', () => {
    expect(problemOf(many(40, (i) => `candidate != "c${i}"`, ' && '))).toBeUndefined()
  })

  it('is refused before it is parsed when it is too long', () => {
    const text = `candidate == "${'x'.repeat(limits.characters)}"`
    expect(problemOf(text)).toBe(`0: it has ${text.length} characters, more than 2000`)
  })

  it('is refused at its part that is one too many', () => {
    const problem = problemOf(many(150, (i) => `at!="${i}"`, ' || ')) ?? ''
    expect(problem).toMatch(/^\d+: it has more than 300 parts$/)
    expect(Number.parseInt(problem, 10)).toBeGreaterThan(0)
  })

  it('is refused when it is nested too deep', () => {
    const nested = (depth: number): string => `${'!('.repeat(depth)}true${')'.repeat(depth)}`
    expect(problemOf(nested(limits.depth - 1))).toBeUndefined()
    expect(problemOf(nested(limits.depth + 1))).toMatch(/: it is nested more than 40 deep$/)
    // Far beyond what the parser itself follows: one clause all the same, and no overflow.
    expect(problemOf(nested(600))).toMatch(/^\d+: /)
    expect(problemOf('('.repeat(1_990))).toMatch(/^\d+: /)
  })

  it('may set two lists against each other, not three', () => {
    const list = '["a", "b"]'
    expect(problemOf(`${list}.exists(a, ${list}.all(b, a != b))`)).toBeUndefined()
    expect(problemOf(`${list}.exists(a, ${list}.all(b, ${list}.exists(c, a == c)))`)).toMatch(
      /: it walks more than 2 lists inside one another$/,
    )
    expect(problemOf(`${list}.map(a, a).filter(b, true).exists(c, c == "a")`)).toMatch(/walks more than 2 lists/)
  })
})

describe('a regular expression', () => {
  it.each([
    ['(a+)+$', undefined],
    ['a'.repeat(1_001), 'it has more than 1000 characters'],
    ['a{1000}a{1000}a{1000}a{1000}a{1000}a{1000}', 'it comes to more than 5000 steps'],
    ['((a{100}){100}){100}', 'invalid repeat count'],
    ['(?=a)', 'invalid or unsupported Perl syntax'],
    [`${'('.repeat(495)}a${')'.repeat(495)}`, undefined],
  ])('%.30s', (pattern, problem) => {
    const found = patternProblem(pattern)
    if (problem === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(problem)
  })

  it('that is too big is refused in a relation and in a guard, and at run time where a value makes it', () => {
    const pattern = 'a{1000}'.repeat(6)
    expect(checkRule(rule({ relation: 'matches', with: { pattern } }))[0]?.problem).toContain('5000 steps')
    expect(problemOf(`candidate.matches("${pattern}")`)).toContain('5000 steps')
    const made = rule({ when: 'at.matches(candidate)' })
    const judged = () =>
      judge([view({ kind: 'database-instance', changes: [change('/class', seen(pattern), seen('b'))] })], [compileRule(made)], context) // prettier-ignore
    expect(judged).toThrow(/no RE2 regular expression: it comes to more than 5000 steps/)
  })

  it('takes linear time, whatever it is', () => {
    // Backtracking takes 2^40 steps for this.
    expect(
      patternOf('^(a|a)*$')
        .matcher(`${'a'.repeat(40)}!`)
        .find(),
    ).toBe(false)
    expect(patternOf('(x+x+)+y').matcher('x'.repeat(5_000)).find()).toBe(false)
  })

  it('is kept for the next time, but not without end', () => {
    expect(patternOf('^kept$')).toBe(patternOf('^kept$'))
    const kept = patternOf('^kept$')
    for (let i = 0; i < 600; i += 1) patternOf(`^value-${i}$`)
    expect(patternOf('^kept$')).not.toBe(kept)
  })
})

const pack = (rules: string): string => `dimension: database\nrules:\n${rules}`
const written = (id: string, more = ''): string => `  - id: ours/${id}
    kind: database-instance
    at: /class
    relation: equal
    severity: low
    title: t
    why: w
    remedy: r
${more}`
const loading = (text: string): string => {
  try {
    loadRules([{ path: 'ours.yaml', text }], checkRule)
  } catch (error) {
    if (error instanceof EvenkeelError) return `${error.code}: ${error.message} ${error.remedy}`
    throw error
  }
  return 'loaded'
}

describe('a rule pack', () => {
  it('may be as big as people write', () => {
    expect(loading(pack(many(200, (i) => written(`r${i}`), '')))).toBe('loaded')
  })

  it('is refused before it is read when it is too long', () => {
    expect(loading(`${pack(written('a'))}#${' '.repeat(packLimits.characters)}`)).toMatch(
      /^rules-too-large: ours.yaml:1:1: the rule pack has 1,000,\d+ characters; the most is 1,000,000\. Split it/,
    )
  })

  it('is refused when it has too many rules', () => {
    const short = many(1_001, (i) => `  - { id: ours/r${i} }`, '\n')
    expect(loading(pack(short))).toContain('ours.yaml:1:1: the rule pack has 1,001 rules; the most is 1,000.')
  })

  it('is refused when a rule has too many examples, or too big ones', () => {
    const examples = (list: string): string => `    examples:\n${list}`
    const one = '      - pass: { candidate: a, baseline: a }\n'
    expect(loading(pack(written('a', examples(one.repeat(50)))))).toBe('loaded')
    expect(loading(pack(written('a', examples(one.repeat(51)))))).toContain(
      'ours.yaml:12:7: a rule has 51 examples; the most is 50.',
    )
    const list = `[${many(1_500, () => 'a', ', ')}]`
    expect(
      loading(pack(written('a', examples(`      - pass: { candidate: ${list}, baseline: ${list} }\n`)))),
    ).toContain('ours.yaml:12:9: an example has 3,004 values; the most is 2,000.')
  })

  it('has examples that are tried in no time, the dearest there can be among them', () => {
    const items = Array.from({ length: 900 }, (_, i) => `v${i}`)
    const when = 'candidate.all(a, baseline.exists(b, a == b))'
    const examples = [{ expect: 'pass' as const, candidate: items, baseline: items }]
    const [result] = runRuleExamples([rule({ at: '/logExports', when, examples })])
    expect(result?.ok).toBe(true)
  })
})
