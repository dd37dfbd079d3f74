import { describe, expect, it } from 'vitest'
import { architectures } from './architectures.ts'
import { builtInRules } from './built-in-rules.ts'
import { allEdits } from './edits.ts'
import { measureEdit, measureTwins, pairOf } from './measure.ts'
import { namings, randomOf } from './surface.ts'

const seed = 2026
const rules = builtInRules(process.cwd())

describe('two environments of one template, freshly made', () => {
  const cases = Object.keys(architectures).flatMap((name) => namings.map((naming) => ({ name, naming })))

  it.each(cases)('$name, named by $naming: every resource finds its twin and nothing differs', ({ name, naming }) => {
    const architecture = architectures[name]
    if (architecture === undefined) throw new Error(name)
    for (let i = 0; i < 3; i++) {
      const counts = measureTwins(pairOf(architecture, naming, seed + i), rules)
      expect(counts).toMatchObject({ wrong: 0, unpaired: 0, changes: 0, findings: 0 })
    }
  })
})

describe('an injected difference', () => {
  const edits = allEdits()
  const list = Object.values(architectures)

  it.each(edits)('is seen: $id', (edit) => {
    const random = randomOf(seed)
    let tried = 0
    for (const architecture of list) {
      for (const naming of namings) {
        const outcome = measureEdit(pairOf(architecture, naming, seed + tried), edit, rules, random.below)
        if (outcome === undefined) continue
        tried++
        expect(outcome.seen, `${edit.id}, named by ${naming}`).toBe(true)
      }
    }
  })
})
