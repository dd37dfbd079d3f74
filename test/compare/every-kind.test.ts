import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../src/compare/compare.ts'
import { kinds } from '../../src/model/kinds/index.ts'
import type { Side } from '../../src/model/resource.ts'
import type { Architecture } from '../accuracy/architectures.ts'
import { allEdits, type Edit } from '../accuracy/edits.ts'
import { generic, idOf } from '../accuracy/generic.ts'
import { pairOf, type CorpusPair } from '../accuracy/measure.ts'
import { namings } from '../accuracy/surface.ts'
import { changesOf, compareSketches } from '../support/snapshots.ts'

/** Two resources of each of some kinds, made from the kinds' declarations, that refer to one another where they can. */
function architectureOf(chosen: readonly string[]): Architecture {
  return (m) => {
    const parts = chosen.flatMap((kind) => ['orders', 'search'].map((part) => ({ kind, part: `${part}-${kind}` })))
    for (const { kind, part } of parts) m.tell(kind, idOf(m, kind, part))
    return parts.map(({ kind, part }) => generic(m, kind, part))
  }
}

const every = kinds.map(({ id }) => id)
/** A kind with all that its references may lead to: an edit of it can turn them elsewhere. */
const around = (kind: string): readonly string[] => [...new Set([kind, ...targets(kind), 'network', 'firewall'])]

function targets(kind: string): readonly string[] {
  const text = JSON.stringify(kinds.find(({ id }) => id === kind)?.fields ?? {})
  return every.filter((id) => text.includes(`"${id}"`))
}

const digests = (comparison: Comparison, side: Side): readonly string[] =>
  [...comparison[side].canonical.values()].map(({ kind, bodyDigest }) => `${kind} ${bodyDigest}`).sort()
const pairsIn = (comparison: Comparison, { truth }: CorpusPair): readonly boolean[] =>
  comparison.pairing.twins.map(({ kind, candidate, baseline }) => {
    const idIn = (side: Side, key: string | undefined): string => comparison[side].index.head(key ?? '')?.id ?? '-'
    return truth.get(`${kind} ${idIn('candidate', candidate[0])}`) === idIn('baseline', baseline[0])
  })
const seeds = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(...namings))

describe('of every kind, what is only the environment’s', { timeout: 60_000 }, () => {
  it('(names, accounts, regions, domains, ranges, ids, the order of lists) changes no digest, no pairing and no value', () => {
    fc.assert(
      fc.property(seeds, ([seed, naming]) => {
        const pair = pairOf(architectureOf(every), naming, seed)
        const comparison = compareSketches(pair.candidate, pair.baseline)
        expect(pairsIn(comparison, pair)).toEqual(every.flatMap(() => [true, true]))
        expect(changesOf(comparison)).toEqual([])
        expect(digests(comparison, 'candidate')).toEqual(digests(comparison, 'baseline'))
      }),
      { numRuns: 8 },
    )
  })
})

describe('of every kind, one edit', { timeout: 60_000 }, () => {
  const edits = allEdits()
  const applied = ({ candidate }: CorpusPair, edit: Edit): CorpusPair['candidate'] | undefined => {
    for (const [at, resource] of candidate.resources.entries()) {
      if (resource.kind !== edit.kind) continue
      const edited = edit.apply(resource, candidate.resources)
      if (edited === undefined) continue
      const rest = candidate.resources.filter((_, i) => i !== at)
      return { ...candidate, resources: edited === null ? rest : [...rest, edited] }
    }
    return undefined
  }

  it('is seen in exactly one resource: in its digest, or in one reference of it', () => {
    let looked = 0
    fc.assert(
      fc.property(seeds, fc.constantFrom(...edits), ([seed, naming], edit) => {
        const pair = pairOf(architectureOf(around(edit.kind)), naming, seed)
        const edited = applied(pair, edit)
        if (edited === undefined) return
        const comparison = compareSketches(edited, pair.baseline)
        const touched = [...comparison.views()].filter((view) => view.changes.length > 0)
        expect(
          touched.map(({ twin }) => twin.kind),
          edit.id,
        ).toEqual([edit.kind])
        const theirs = digests(comparison, 'baseline')
        const others = digests(comparison, 'candidate').filter((digest) => !theirs.includes(digest))
        expect(others.length, edit.id).toBeLessThanOrEqual(1)
        if (others.length === 0 && edit.field !== '') {
          const changed = touched.flatMap(({ changes }) => changes.map(({ at }) => at.split('/')[1]))
          expect(new Set(changed), edit.id).toEqual(new Set([edit.field]))
        }
        looked++
      }),
      { numRuns: 150 },
    )
    expect(looked).toBeGreaterThan(90)
  })
})
