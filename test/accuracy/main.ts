import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { architectures } from './architectures.ts'
import { builtInRules } from './built-in-rules.ts'
import { allEdits } from './edits.ts'
import { measureEdit, measureStrangers, measureTwins, pairOf, type StrangerCounts, type TwinCounts } from './measure.ts'
import { accuracyPage, type EditCounts } from './page.ts'
import { namings, randomOf } from './surface.ts'

/**
 * `npm run accuracy [seed] [pairs]`: measures pairing, noise and detection on the corpus, prints the page and writes it to
 * docs/accuracy.md. The same seed gives the same figures on every machine.
 */
const seed = Number(process.argv[2] ?? 2026)
const pairs = Number(process.argv[3] ?? 10)
const project = process.cwd()
const rules = builtInRules(project)

const twins = Object.entries(architectures).flatMap(([architecture, make]) =>
  namings.map((naming) => {
    const counts = Array.from({ length: pairs }, (_, i) => measureTwins(pairOf(make, naming, seed + i), rules))
    return { architecture, naming, counts: counts.reduce(sum) }
  }),
)

const strangers = namings.map((naming) => {
  const all = Object.values(architectures).flatMap((make) =>
    Array.from({ length: pairs }, (_, i) => measureStrangers(pairOf(make, naming, seed + i), randomOf(seed + i))),
  )
  return { naming, counts: all.reduce(both) }
})

const random = randomOf(seed)
const edits: EditCounts[] = allEdits().map((edit) => {
  const counts = { edit, injected: 0, seen: 0, reported: 0, changedBeside: [] as string[], beside: [] as string[] }
  for (const make of Object.values(architectures)) {
    for (const naming of namings) {
      const outcome = measureEdit(pairOf(make, naming, seed + counts.injected), edit, rules, random.below)
      if (outcome === undefined) continue
      counts.injected++
      if (outcome.seen) counts.seen++
      if (outcome.reported) counts.reported++
      counts.changedBeside.push(...outcome.changedBeside)
      counts.beside.push(...outcome.beside)
    }
  }
  return counts
})

const page = accuracyPage({ seed, pairs, twins, strangers, edits })
writeFileSync(join(project, 'docs', 'accuracy.md'), page)
process.stdout.write(page)

function both(a: StrangerCounts, b: StrangerCounts): StrangerCounts {
  return {
    right: a.right + b.right,
    wrong: a.wrong + b.wrong,
    unpaired: a.unpaired + b.unpaired,
    confused: [...a.confused, ...b.confused],
  }
}

function sum(a: TwinCounts, b: TwinCounts): TwinCounts {
  const entries = Object.entries(a).map(
    ([key, value]) => [key, (value as number) + b[key as keyof TwinCounts]] as const,
  )
  return Object.fromEntries(entries) as unknown as TwinCounts
}
