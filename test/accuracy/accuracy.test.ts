import { describe, expect, it } from 'vitest'
import { architectures } from './architectures.ts'
import { allEdits } from './edits.ts'
import { measureEdit, measureTwins, pairOf } from './measure.ts'
import { namings, randomOf } from './surface.ts'

const seed = 2026

describe('two environments of one template, freshly made', () => {
  const cases = Object.keys(architectures).flatMap((name) => namings.map((naming) => ({ name, naming })))

  it.each(cases)('$name, named by $naming: every resource finds its twin and nothing differs', ({ name, naming }) => {
    const architecture = architectures[name]
    if (architecture === undefined) throw new Error(name)
    for (let i = 0; i < 3; i++) {
      const counts = measureTwins(pairOf(architecture, naming, seed + i))
      expect({ wrong: counts.wrong, unpaired: counts.unpaired, noise: counts.noise }).toEqual({
        wrong: 0,
        unpaired: 0,
        noise: 0,
      })
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
        const outcome = measureEdit(pairOf(architecture, naming, seed + tried), edit, random.below)
        if (outcome === undefined) continue
        tried++
        expect(outcome.seen, `${edit.id}, named by ${naming}`).toBe(true)
      }
    }
  })
})
