import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../../../src/compare/compare.ts'
import type { History } from '../../../../src/jobs/work/ask-history.ts'
import { lookUpProvenance } from '../../../../src/jobs/work/look-up.ts'
import { justMoved, type Step } from '../../../../src/jobs/work/standing/just-moved.ts'
import type { Body } from '../../../../src/jobs/work/standing/watched-snapshot.ts'
import { sides, type Key, type Side } from '../../../../src/model/resource.ts'
import type { ResourceVersion } from '../../../../src/store/contract/snapshots.ts'
import { resourceOf, sideOf, type Sketch } from '../../../support/snapshots.ts'

const environments = { candidate: 'staging', baseline: 'production' }

/** What a database is in one snapshot; `null`: it is not there. */
type State = { readonly class?: string; readonly port: number } | null

/** A snapshot of one side: what is in it, and how many minutes after the one before it was published. */
interface Published {
  readonly state: State
  readonly after: number
}

const state: fc.Arbitrary<State> = fc.record(
  { class: fc.constantFrom('db.small', 'db.large'), port: fc.constantFrom(5432, 5433) },
  { requiredKeys: ['port'] },
)
const snapshot = (of: fc.Arbitrary<State>): fc.Arbitrary<Published> =>
  fc.record({ state: of, after: fc.constantFrom(0, 1, 2, 9) })

/** The snapshots of a side: those before the assessment before, the one that it had, and those since. */
const published = fc.record({
  past: fc.array(snapshot(fc.option(state, { freq: 6 })), { maxLength: 3 }),
  since: fc.oneof(
    { weight: 3, arbitrary: fc.array(snapshot(state), { minLength: 2, maxLength: 2 }) },
    { weight: 3, arbitrary: fc.array(snapshot(state), { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(snapshot(state), { minLength: 3, maxLength: 3 }) },
  ),
  first: fc.constantFrom(1, 2, null),
})

interface OneSide {
  readonly sketch: Sketch
  readonly key: Key
  readonly versions: readonly (ResourceVersion & { readonly body: string })[]
  readonly step: Step
}

function oneSide(side: Side, { past, since }: { past: readonly Published[]; since: readonly Published[] }): OneSide {
  const sketchOf = (given: State): Sketch => ({
    kind: 'database-instance',
    id: side,
    name: `${environments[side]}-orders`,
    attributes: { ...given },
  })
  const bodyOf = (given: State): Body => {
    const resource = resourceOf(sketchOf(given))
    const { tags, attributes, ...head } = resource
    return { head, resource, text: JSON.stringify({ tags, attributes }) }
  }
  const all = [...past, ...since]
  let at = Date.parse('2026-11-01T00:00:00Z')
  const moments = all.map(({ after }) => new Date((at += after * 60_000)).toISOString())
  const versions: OneSide['versions'][number][] = []
  for (const [i, { state: given }] of all.entries()) {
    const [seq, from] = [i + 1, moments[i] ?? '']
    const last = versions.at(-1)
    const isOpen = last !== undefined && last.toSeq === undefined
    const body = given === null ? undefined : bodyOf(given)
    if (isOpen && last.body === body?.text) continue
    if (isOpen) versions[versions.length - 1] = { ...last, toSeq: seq, to: from }
    if (body !== undefined) versions.push({ key: body.head.key, fromSeq: seq, from, body: body.text })
  }
  const momentOf = (seq: number): Step['now'] => ({ seq, publishedAt: moments[seq - 1] ?? '' })
  const [before, now] = [momentOf(past.length + 1), momentOf(all.length)]
  const [was, is] = [bodyOf(since[0]?.state ?? null), bodyOf(since.at(-1)?.state ?? null)]
  const { key } = is.head
  const changed = (versions.at(-1)?.fromSeq ?? 0) > before.seq
  const step = { before, now, was: new Map(changed ? [[key, was]] : []), is: new Map([[key, is]]) }
  return { sketch: sketchOf(since.at(-1)?.state ?? null), key, versions, step }
}

describe('who moved, where one step since the assessment before tells it', () => {
  it('is what all of history tells', async () => {
    let told = 0
    await fc.assert(
      fc.asyncProperty(published, published, async (candidate, baseline) => {
        const given = { candidate, baseline }
        const both = { candidate: oneSide('candidate', candidate), baseline: oneSide('baseline', baseline) }
        const comparison = compare({
          candidate: sideOf({ name: 'staging', resources: [both.candidate.sketch] }, ['database-instance']),
          baseline: sideOf({ name: 'production', resources: [both.baseline.sketch] }, ['database-instance']),
          pairs: [],
          shared: [],
        })
        const [twin] = comparison.pairing.twins
        if (twin?.candidate.length !== 1 || twin.baseline.length !== 1) throw new Error('there is no pair')
        const history: History = {
          previous: () => Promise.resolve({ twins: [], findings: [] }),
          versions: (side) => Promise.resolve([...both[side].versions].reverse()),
          bodiesThen: (side, asked) =>
            Promise.resolve(
              asked.map(({ fromSeq }) => both[side].versions.find((one) => one.fromSeq === fromSeq)?.body),
            ),
          firsts: (side, places) => Promise.resolve(places.map(() => given[side].first)),
        }
        const raw = Object.fromEntries(
          sides.flatMap((side) => {
            const value = both[side].sketch.attributes?.['class']
            return value === undefined ? [] : [[side, value]]
          }),
        )
        const unit = { twin, at: '/class', raw }
        const steps = { candidate: both.candidate.step, baseline: both.baseline.step }
        const quick = justMoved(comparison, steps)
        if (quick(unit) !== undefined) told++
        const judging = { units: [unit], findings: [] }
        const from = { history, held: () => [] }
        const slow = await lookUpProvenance(comparison, judging, environments, from)
        const own = await lookUpProvenance(comparison, judging, environments, { ...from, justMoved: quick })
        expect(own(twin.id, '/class')).toEqual(slow(twin.id, '/class'))
      }),
      { numRuns: 500 },
    )
    expect(told).toBeGreaterThan(5)
  })
})
