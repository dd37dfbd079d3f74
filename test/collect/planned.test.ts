import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/collect/assemble.ts'
import { planPlaces, readPlace, type PlannedEnvironment } from '../../src/collect/planned.ts'
import { readYields, writeYield } from '../../src/jobs/work/yields.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'
import { collectWith, facts, fakeCollector, scopePlan, source, yields } from '../support/fake-collector.ts'

const group = (id: string): object => ({ kind: 'firewall', id, name: id, attributes: { description: 'a\u0000b' } })
const signal = new AbortController().signal
const fingerprint = createFingerprinter('key of the tests')

const environment = (...collectors: PlannedEnvironment['collectors']): PlannedEnvironment => ({
  facts,
  sources: [...new Set(collectors.map(({ family }) => family))].map((family) => source(family)),
  collectors,
})

async function* texts(all: readonly string[]): AsyncIterable<string> {
  yield* all
}

describe('places that are read one by one', () => {
  it('come to the same environment as when they are read together', async () => {
    const collectors = [
      fakeCollector({
        scopes: ['a', 'b'],
        reads: [{ produces: [firewall], read: (r) => yields(group(`sg-${r.scope.scope}`), group('sg-0'))(r) }],
      }),
      fakeCollector({
        id: 'other-things',
        family: 'other',
        scopes: [],
        reads: [{ produces: [firewall], read: yields() }],
      }),
    ]
    const plan = environment(...collectors)
    const places = await planPlaces(plan, signal)
    expect(places).toEqual([
      { source: 0, collector: 'fake-things', scope: 'a' },
      { source: 0, collector: 'fake-things', scope: 'b' },
      { source: 1, collector: 'other-things', scope: 'evenkeel.yaml:7:9' },
    ])
    const kept: string[] = []
    for (const place of places) {
      kept.push(
        ...writeYield(await readPlace(plan, place, { signal, fingerprint, onProgress: () => {} }), plan.sources),
      )
    }
    const { resources, coverage } = assemble(await readYields(texts(kept), plan.sources), [])
    const together = await collectWith(collectors, { sources: plan.sources })
    expect(resources).toEqual(together.resources)
    expect(coverage).toEqual(together.coverage)
    expect(coverage.map(({ status }) => status)).toEqual(['complete', 'complete', 'partial'])
  })

  it('say of a place that is gone since it was planned that it could not be read', async () => {
    let there = ['a', 'b']
    const collector = fakeCollector({
      scopes: async () => there.map(scopePlan),
      reads: [{ produces: [firewall], read: yields(group('sg-1')) }],
    })
    const plan = environment(collector)
    const [, second] = await planPlaces(plan, signal)
    there = ['a']
    if (second === undefined) throw new Error('two places were planned')
    const { found, coverage, origin } = await readPlace(plan, second, { signal, fingerprint, onProgress: () => {} })
    expect(found).toEqual([])
    expect(origin.scope).toBe('b')
    expect(coverage).toMatchObject([{ status: 'partial', required: true, reason: 'Nothing matches fake-things in b.' }])
  })

  it('are not read for a source that the configuration does not have any more, nor when cancelled', async () => {
    const plan = environment(fakeCollector({ reads: [{ produces: [firewall], read: yields() }] }))
    const reading = { signal, fingerprint, onProgress: () => {} }
    const gone = { source: 3, collector: 'fake-things', scope: 'here' }
    await expect(readPlace(plan, gone, reading)).rejects.toThrow('give all processes the same')
    const here = { source: 0, collector: 'fake-things', scope: 'here' }
    await expect(readPlace(plan, here, { ...reading, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'collect-cancelled',
    })
  })
})
