import { describe, expect, it } from 'vitest'
import { architectures, type Architecture } from './architectures.ts'
import { builtInRules } from './built-in-rules.ts'
import { allEdits, type Edit } from './edits.ts'
import { measureEdit, measureStrangers, measureTwins, pairOf } from './measure.ts'
import { namings, randomOf } from './surface.ts'

const seed = 2026
const rules = builtInRules(process.cwd())

const list = Object.values(architectures)
const cases = Object.keys(architectures).flatMap((name) => namings.map((naming) => ({ name, naming })))
const architectureOf = (name: string): Architecture => {
  const found = architectures[name]
  if (found === undefined) throw new Error(name)
  return found
}

describe('two environments of one template, freshly made', () => {
  it.each(cases)('$name, named by $naming: every resource finds its twin and nothing differs', ({ name, naming }) => {
    const counts = measureTwins(pairOf(architectureOf(name), naming, seed), rules)
    expect(counts).toMatchObject({ wrong: 0, unpaired: 0, changes: 0, findings: 0 })
  })
})

describe('two environments that have resources of their own', () => {
  it.each(cases)('$name, named by $naming: no pair is wrong', ({ name, naming }) => {
    const counts = measureStrangers(pairOf(architectureOf(name), naming, seed), randomOf(seed))
    expect(counts).toMatchObject({ confused: [], unpaired: 0 })
  })
})

describe('an injected difference', () => {
  const corpus = list.map((architecture) => pairOf(architecture, 'prefix', seed).candidate.resources)
  const places = (edit: Edit): readonly number[] =>
    corpus.flatMap((all, i) =>
      all.some((one) => one.kind === edit.kind && edit.apply(one, all) !== undefined) ? [i] : [],
    )
  const able = allEdits().flatMap((edit) => {
    const found = places(edit)
    return found.length === 0 ? [] : [{ ...edit, found }]
  })

  it('can be of at least 200 kinds, in at least 40 kinds of resource', () => {
    expect(able.length).toBeGreaterThanOrEqual(200)
    expect(new Set(able.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(40)
  })

  // A draw, each in one architecture and by one naming; `npm run accuracy` measures them all, everywhere.
  const drawn = randomOf(seed).shuffled(able).slice(0, 200)
  it.each(drawn.map((edit, nth) => ({ ...edit, nth })))('is seen: $id', ({ nth, found, ...edit }) => {
    const naming = namings[nth % namings.length] ?? 'prefix'
    const architecture = list[found[nth % found.length] ?? 0]
    if (architecture === undefined) throw new Error(edit.id)
    const outcome = measureEdit(pairOf(architecture, naming, seed), edit, rules, randomOf(seed + nth).below)
    expect(outcome?.seen, `${edit.id}, named by ${naming}`).toBe(true)
  })
})
