import type { Coverage } from '../../src/model/coverage.ts'
import { compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'
import type { Architecture } from './architectures.ts'
import type { Edit } from './edits.ts'
import { makerOf } from './maker.ts'
import { surfacesOf, type Naming, type Surface } from './surface.ts'

/** A pair of environments of one template, and which resource of one is which of the other. */
export interface CorpusPair {
  readonly candidate: EnvironmentSketch
  readonly baseline: EnvironmentSketch
  /** Candidate id to baseline id, by kind: what is true. */
  readonly truth: ReadonlyMap<string, string>
}

/** Counts of one or many comparisons. */
export interface Counts {
  resources: number
  /** Candidate resources that were paired with their true twin, with another, or not at all. */
  right: number
  wrong: number
  unpaired: number
  /** Changes on twins in which nothing was injected. */
  noise: number
  injected: number
  /** Injected differences that were seen where they are. */
  seen: number
  /** Changes that were seen and not injected, where something was injected. */
  beside: number
}

export const nothing: Counts = {
  resources: 0,
  right: 0,
  wrong: 0,
  unpaired: 0,
  noise: 0,
  injected: 0,
  seen: 0,
  beside: 0,
}

export function sum(a: Counts, b: Counts): Counts {
  const entries = Object.entries(a).map(([key, value]) => [key, value + b[key as keyof Counts]] as const)
  return Object.fromEntries(entries) as unknown as Counts
}

/** The pair of a seed: the same architecture twice, in orders of their own. */
export function pairOf(architecture: Architecture, naming: Naming, seed: number): CorpusPair {
  const { candidate, baseline } = surfacesOf(seed)
  const mine = architecture(makerOf(candidate, naming))
  const theirs = architecture(makerOf(baseline, naming))
  const truth = new Map(mine.map((resource, i) => [`${resource.kind} ${resource.id}`, theirs[i]?.id ?? '']))
  return { candidate: environmentOf(candidate, mine), baseline: environmentOf(baseline, theirs), truth }
}

function environmentOf(surface: Surface, resources: readonly Sketch[]): EnvironmentSketch {
  const coverage = Object.entries(surface.accounts).flatMap(([account, id]) =>
    Object.entries(surface.regions).map(([region, name]): Partial<Coverage> => ({
      origin: { collector: 'sketch', mode: 'observed', scope: `${id}/${name}` },
      role: `{account:${account}}/{region:${region}}`,
    })),
  )
  return {
    name: surface.environment,
    domains: [surface.domain],
    accounts: surface.accounts,
    regions: surface.regions,
    resources: surface.random.shuffled(resources),
    coverage,
  }
}

/** Compares the pair as it is: how many pairs are right, and how much noise there is. */
export function measureTwins(pair: CorpusPair): Counts {
  const comparison = compareSketches(pair.candidate, pair.baseline)
  const id = (side: 'candidate' | 'baseline', key: string): string => comparison[side].index.head(key)?.id ?? ''
  const counts = { ...nothing, resources: pair.candidate.resources.length + pair.baseline.resources.length }
  const found = new Set<string>()
  for (const twin of comparison.pairing.twins) {
    if (twin.method === 'alone') continue
    const theirs = new Set(twin.baseline.map((key) => id('baseline', key)))
    for (const key of twin.candidate) {
      const own = `${twin.kind} ${id('candidate', key)}`
      found.add(own)
      if (theirs.has(pair.truth.get(own) ?? '')) counts.right++
      else counts.wrong++
    }
  }
  counts.unpaired = [...pair.truth.keys()].filter((own) => !found.has(own)).length
  for (const view of comparison.views()) counts.noise += view.changes.length
  return counts
}

/** What became of one injected difference: seen where it is, and what was seen beside it. */
export interface Outcome {
  readonly seen: boolean
  readonly beside: readonly string[]
}

/** Injects one difference into the candidate's resource and compares. Undefined where the edit does not apply to anything. */
export function measureEdit(pair: CorpusPair, edit: Edit, choice: (count: number) => number): Outcome | undefined {
  const { resources } = pair.candidate
  const able = resources.filter((r) => r.kind === edit.kind && edit.apply(r, resources) !== undefined)
  const target = able[choice(able.length)]
  if (target === undefined) return undefined
  const changed = edit.apply(target, resources)
  const edited = resources.flatMap((r) => (r !== target ? [r] : changed == null ? [] : [changed]))
  const comparison = compareSketches({ ...pair.candidate, resources: edited }, pair.baseline)
  const twin = pair.truth.get(`${target.kind} ${target.id}`)
  let seen = false
  const beside: string[] = []
  for (const view of comparison.views()) {
    const own = view.twin.kind === target.kind && view.members.baseline.some((member) => member.id === twin)
    for (const change of view.changes) {
      const here =
        edit.field === '' ? change.at === '' : change.at === `/${edit.field}` || change.at.startsWith(`/${edit.field}/`)
      if (own && here) seen = true
      else beside.push(`${view.twin.kind} ${view.twin.name} ${change.at}`)
    }
  }
  return { seen, beside }
}
