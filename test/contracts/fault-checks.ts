import { expect } from 'vitest'
import type { Collector, Read } from '../../src/collect/contract.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'
import type { Collected } from '../support/fake-collector.ts'
import type { Check } from './collector-contract.ts'
import { expectNoSecret } from './good-checks.ts'
import {
  collectSetup,
  factsOf,
  using,
  within,
  type Fault,
  type FaultSetup,
  type Setup,
  type Subject,
} from './subject.ts'

/** How the sentence of each fault reads: a fault that is taken for another is told wrongly to the user. */
const sentences = {
  denied: /denied|No usable credentials/,
  throttled: /throttled/,
  timedOut: /did not answer/,
  malformed: /cannot be understood/,
} as const

/** What becomes of each thing that can go wrong: coverage of exactly its kinds, soon, without a secret. */
export function faultChecks({ collector, good, faults }: Subject): readonly Check[] {
  const spoilt = (['denied', 'throttled', 'timedOut', 'malformed'] as const).map((name) =>
    possible(`${name}: costs exactly its kinds, and says why`, faults[name], async (setup) => {
      const collected = name === 'timedOut' ? await cutOff(collector, setup) : await collectSetup(collector, setup)
      const whole = await using(good, (fine) => collectSetup(collector, fine))
      expectCoverage(collected, setup, sentences[name])
      expectNeighboursWhole(collected, whole, setup)
      expectNoSecret(collected)
    }),
  )
  return [
    ...spoilt.flat(),
    ...possible('emptyPageWithToken: goes on to the next page', faults.emptyPageWithToken, async (setup) => {
      const collected = await collectSetup(collector, setup)
      const whole = await using(good, (fine) => collectSetup(collector, fine))
      expect(collected.coverage.filter((row) => row.status !== 'complete')).toEqual([])
      expect(collected.resources.map((one) => one.key).sort()).toEqual(whole.resources.map((one) => one.key).sort())
    }),
    ...possible('cancelled: ends at once', faults.cancelled, async (setup) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), 100)
      const collecting = collectSetup(collector, setup, { signal: controller.signal })
      await expect(soon(collecting)).rejects.toMatchObject({ code: 'collect-cancelled' })
    }),
    ...possible(
      'cancelled: its reads themselves stop, so that nothing goes on behind the back',
      faults.cancelled,
      (setup) => within(setup, () => stopsWhenAborted(collector, setup)),
    ),
    {
      name: 'cancelled: does not begin when it is interrupted before',
      run: () =>
        using(good, async (setup) => {
          const collecting = collectSetup(collector, setup, { signal: AbortSignal.abort() })
          await expect(soon(collecting)).rejects.toMatchObject({ code: 'collect-cancelled' })
        }),
    },
  ]
}

function possible<S extends Setup>(name: string, fault: Fault<S>, act: (setup: S) => Promise<void>): readonly Check[] {
  if (typeof fault === 'function') return [{ name, run: () => using(fault, act) }]
  if (!/\w \w/.test(fault.impossible)) throw new Error(`say why "${name}" cannot happen`)
  return []
}

/**
 * What is left of a world in which something never answers. On a busy machine what does answer may need longer than the two seconds
 * that suffice elsewhere: then it gets them, and has to be there.
 */
async function cutOff(collector: Collector, setup: FaultSetup): Promise<Collected> {
  const soonEnough = await collectSetup(collector, setup, { deadlineSeconds: 2 })
  const late = soonEnough.coverage.some((row) => row.status === 'partial' && !isAffected(row, setup))
  return late ? collectSetup(collector, setup, { deadlineSeconds: 20 }) : soonEnough
}

function isAffected({ kind, origin }: Collected['coverage'][number], { affects, scope }: FaultSetup): boolean {
  return affects[kind] !== undefined && (scope === undefined || origin.scope === scope)
}

function expectCoverage(collected: Collected, setup: FaultSetup, sentence: RegExp): void {
  expect(Object.keys(setup.affects).length, 'kinds that the fault affects').toBeGreaterThan(0)
  for (const kind of Object.keys(setup.affects)) {
    expect(collected.coverage.map((row) => row.kind)).toContain(kind)
  }
  for (const row of collected.coverage) {
    const expected = (isAffected(row, setup) ? setup.affects[row.kind] : undefined) ?? 'complete'
    expect(row.status, `${row.kind} in ${row.origin.scope}: ${row.reason ?? 'no reason'}`).toBe(expected)
    if (expected === 'complete') expect(row.reason).toBeUndefined()
    else expect(row.reason).toMatch(sentence)
    if (expected !== 'complete') expect(row.reason).toMatch(/[.…]$/)
  }
}

/** Where `good` has resources of a kind that the fault does not touch, they are there now, too. */
function expectNeighboursWhole(collected: Collected, whole: Collected, setup: FaultSetup): void {
  for (const kind of new Set(whole.resources.map((one) => one.kind))) {
    if (setup.affects[kind] !== undefined) continue
    expect(collected.resources.filter((one) => one.kind === kind).length, `resources of ${kind}`).toBeGreaterThan(0)
  }
}

async function stopsWhenAborted(collector: Collector, setup: Setup): Promise<void> {
  const environment = factsOf(setup)
  const controller = new AbortController()
  const scopes = await collector.scopes(setup.settings, environment)
  const exhaust = async (read: Read<unknown>, scope: (typeof scopes)[number]): Promise<void> => {
    const { signal } = controller
    const fingerprint = createFingerprinter('key of the tests')
    const request = { scope, settings: setup.settings, environment, signal, fingerprint, unknown: () => undefined }
    for await (const _ of read.read(request)) if (signal.aborted) return
  }
  const running = scopes.flatMap((scope) => collector.reads.map((read) => exhaust(read, scope)))
  setTimeout(() => controller.abort(), 100)
  await soon(Promise.allSettled(running))
}

/** Rejects when a promise is not settled within three seconds. */
async function soon<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('still going after 3 s')), 3000)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
