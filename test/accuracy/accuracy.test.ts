import { describe, expect, it } from 'vitest'
import { architectures } from './architectures.ts'
import { builtInRules } from './built-in-rules.ts'
import { allEdits, type Edit } from './edits.ts'
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
  const list = Object.values(architectures)
  const corpus = list.map((architecture) => pairOf(architecture, 'prefix', seed).candidate.resources)
  const applies = (edit: Edit): boolean =>
    corpus.some((all) => all.some((one) => one.kind === edit.kind && edit.apply(one, all) !== undefined))
  const edits = allEdits().filter(applies)

  it('can be injected, but for what none of the architectures has', () => {
    const idle = allEdits().filter((edit) => !applies(edit))
    expect(idle.filter(({ kind }) => kind !== 'autoscaler').map(({ id }) => id)).toEqual([
      'certificate /selfSigned: absent',
      'certificate /nameMatches: absent',
      'compute-instance /network: another value',
      'database-instance /publiclyAccessible: absent',
      'database-instance /parameters: another value',
      'database-parameters /parameters: unit of an element',
      'firewall /network: another value',
      'network /tenancy: absent',
      'subnet /network: another value',
      'workload /containers: command of an element',
    ])
  })

  // Every edit in every architecture that has what it changes, each by one naming in turn; `npm run accuracy` measures them all.
  it.each(edits.map((edit, nth) => ({ ...edit, nth })))('is seen: $id', ({ nth, ...edit }) => {
    const random = randomOf(seed)
    let tried = 0
    for (const [i, architecture] of list.entries()) {
      const naming = namings[(nth + i) % namings.length] ?? 'prefix'
      const outcome = measureEdit(pairOf(architecture, naming, seed + i), edit, rules, random.below)
      if (outcome === undefined) continue
      tried++
      expect(outcome.seen, `${edit.id}, named by ${naming}`).toBe(true)
    }
    expect(tried, edit.id).toBeGreaterThan(0)
  })
})
