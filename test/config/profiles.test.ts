import { describe, expect, it } from 'vitest'
import { profileNames } from '../../src/config/profile-schema.ts'
import { knobPositions, loadProfiles, profileAdjustments } from '../../src/config/profiles.ts'
import { readYaml } from '../../src/config/read-yaml.ts'
import { plain } from '../../src/config/tree.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { adjusted } from '../../src/judge/adjust.ts'
import { builtInProfiles, builtInRules, inProfile } from '../judge/built-in.ts'

const knobs = {
  path: 'knobs.yaml',
  text: `knobs:
  - id: counts
    doc: How many.
    choices:
      - { id: same, doc: The same. }
      - { id: any, doc: Any., adjust: [{ adjust: deployment/replicas, off: true }] }
  - id: least
    doc: How little.
    default: 0.25
    sets: [compute/memory-bounds least]
  - id: keys
    doc: Which.
    default: []
    sets: [configuration/value keys]
`,
}
const strict = { path: 'strict.yaml', text: 'profile: strict\ndoc: Equal.\nknobs: { keys: ["A_*"] }\n' }
const loaded = loadProfiles(knobs, [strict])
const choice = (base: string, text?: string) => {
  const tree = text === undefined ? undefined : readYaml('evenkeel.yaml', text).tree
  return { base, ...(tree === undefined ? {} : { knobs: tree }) }
}

function problems(act: () => unknown): readonly string[] {
  try {
    act()
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    return all.map((one) => {
      if (!(one instanceof EvenkeelError)) throw one
      return `${one.code}: ${one.message} ${one.remedy}`
    })
  }
  return []
}

describe('a profile', () => {
  it('is positions of knobs; what it does not name stays at the first choice', () => {
    const positions = [...knobPositions(loaded, choice('strict'))].map(([knob, { position }]) => [knob.id, position])
    expect(positions).toEqual([
      ['counts', 'same'],
      ['least', 0.25],
      ['keys', ['A_*']],
    ])
  })

  it('gives adjustments, with those of the comparison in the place of its own', () => {
    const of = (text?: string) => profileAdjustments(loaded, choice('strict', text)).map((tree) => plain(tree))
    expect(of()).toEqual([{ adjust: 'configuration/value', parameters: { keys: ['A_*'] } }])
    expect(of('{ counts: any, keys: [B], least: 0.5 }')).toEqual([
      { adjust: 'deployment/replicas', off: true },
      { adjust: 'compute/memory-bounds', parameters: { least: 0.5 } },
      { adjust: 'configuration/value', parameters: { keys: ['B'] } },
    ])
    expect(of('{ keys: [] }')).toEqual([{ adjust: 'configuration/value', parameters: { keys: [] } }])
  })

  it.each<[string, string]>([
    ['{ count: any }', 'rules-knob: evenkeel.yaml:1:3: the knob count does not exist. Did you mean "counts"?'],
    ['{ counts: anny }', 'rules-knob: evenkeel.yaml:1:11: the knob counts takes one of same, any. Did you mean "any"?'],
    [
      '{ counts: [any] }',
      'rules-knob: evenkeel.yaml:1:11: the knob counts takes one of same, any. See docs/reference/profiles.md',
    ],
    ['{ least: half }', 'rules-knob: evenkeel.yaml:1:10: the knob least takes a number.'],
    ['{ keys: A }', 'rules-knob: evenkeel.yaml:1:9: the knob keys takes a list of texts.'],
    ['{ keys: [1] }', 'rules-knob: evenkeel.yaml:1:9: the knob keys takes a list of texts.'],
  ])('with the knobs %s is refused at its place', (text, sentence) => {
    const [first, ...more] = problems(() => profileAdjustments(loaded, choice('strict', text)))
    expect(first?.startsWith(sentence), first).toBe(true)
    expect(more).toEqual([])
  })

  it('whose file is wrong is refused at its place', () => {
    const wrong = { path: 'strict.yaml', text: 'profile: strict\ndoc: Equal.\nknobs: { kees: [] }\n' }
    expect(problems(() => loadProfiles(knobs, [wrong]))).toEqual([
      'rules-knob: strict.yaml:3:10: the knob kees does not exist. Did you mean "keys"?',
    ])
    const unknown = { path: 'x.yaml', text: 'profile: loose\ndoc: Loose.\nknobs: {}\n' }
    expect(problems(() => loadProfiles(knobs, [unknown]))[0]).toContain('x.yaml:1:10: profile must be one of')
  })
})

describe('the built-in profiles', () => {
  it('are those that the configuration takes, and standard is the rules as they are written', () => {
    expect(builtInProfiles.profiles.map(({ name }) => name).sort()).toEqual([...profileNames].sort())
    expect(profileAdjustments(builtInProfiles, { base: 'standard' })).toEqual([])
  })

  it('have knobs whose first choice leaves the rules alone and whose others do not', () => {
    for (const { id, choices, sets } of builtInProfiles.knobs) {
      if (choices.length === 0) expect(sets.length, id).toBeGreaterThan(0)
      const [first, ...others] = choices
      expect(first?.adjust ?? [], id).toEqual([])
      for (const other of others) expect(other.adjust.length, `${id} ${other.id}`).toBeGreaterThan(0)
    }
  })

  it('adjust rules that exist, in every choice', () => {
    const { knobs } = builtInProfiles
    // The first choices of all, the second ones, and so on: no two knobs change the same of one rule, as is shown below.
    for (let which = 0; which < Math.max(...knobs.map(({ choices }) => choices.length)); which++) {
      const chosen = knobs.flatMap(({ id, choices }) => {
        const one = choices[which]
        return one === undefined ? [] : [`${id}: ${one.id}`]
      })
      expect(inProfile('standard', `{ ${chosen.join(', ')} }`).length).toBeGreaterThan(100)
    }
  })

  it('have values whose default is that of the parameters they set', () => {
    const rules = new Map(builtInRules().map((rule) => [rule.id, rule]))
    for (const knob of builtInProfiles.knobs)
      for (const { rule, parameter } of knob.sets)
        expect(rules.get(rule)?.parameters?.[parameter]?.default, `${knob.id}: ${rule} ${parameter}`).toEqual(
          knob.default,
        )
  })

  it('have no two knobs that change the same of one rule', () => {
    const owner = new Map<string, string>()
    for (const { id, choices, sets } of builtInProfiles.knobs) {
      const own = new Set(sets.map(({ rule, parameter }) => `${rule} ${parameter}`))
      for (const tree of choices.flatMap((one) => one.adjust)) {
        const { adjust, parameters, ...rest } = plain(tree) as Record<string, unknown>
        const parts = [...Object.keys(rest), ...Object.keys(parameters ?? {})]
        for (const rule of [adjust].flat()) for (const part of parts) own.add(`${String(rule)} ${part}`)
      }
      for (const one of own) {
        expect(owner.get(one), one).toBeUndefined()
        owner.set(one, id)
      }
    }
  })

  it('leave no rule that is off by itself off in all of them', () => {
    const on = new Set(profileNames.flatMap((name) => inProfile(name).map(({ rule }) => rule.id)))
    expect(
      builtInRules()
        .filter((rule) => !on.has(rule.id))
        .map((rule) => rule.id),
    ).toEqual([])
  })

  it('judge more in strict and less in cost-aware', () => {
    const ids = (base: string) => new Set(inProfile(base).map(({ rule }) => rule.id))
    const [standard, strict, aware] = [ids('standard'), ids('strict'), ids('cost-aware')]
    expect([...standard].filter((id) => !strict.has(id))).toEqual([])
    expect([...standard].filter((id) => !aware.has(id)).length).toBeGreaterThan(10)
    const rules = builtInRules()
    const grave = rules.filter((rule) => rule.severity === 'critical' && adjusted(rule, []).off !== true)
    expect(grave.filter((rule) => !aware.has(rule.id)).map((rule) => rule.id)).toEqual([])
  })
})
