import type { Comparison } from '../../src/compare/compare.ts'
import type { CompiledRule } from '../../src/judge/compiled.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import type { Finding } from '../../src/model/finding.ts'
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

/** What pairing and comparison made of two environments that differ in nothing. */
export interface TwinCounts {
  readonly resources: number
  /** Candidate resources that were paired with their true twin, with another, or not at all. */
  readonly right: number
  readonly wrong: number
  readonly unpaired: number
  /** Changes that were seen, though there is none. */
  readonly changes: number
  /** Findings that the standard rules made of them. */
  readonly findings: number
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
export function measureTwins(pair: CorpusPair, rules: readonly CompiledRule[]): TwinCounts {
  const comparison = compareSketches(pair.candidate, pair.baseline)
  const id = (side: 'candidate' | 'baseline', key: string): string => comparison[side].index.head(key)?.id ?? ''
  const found = new Set<string>()
  let right = 0
  let wrong = 0
  for (const twin of comparison.pairing.twins) {
    if (twin.method === 'alone') continue
    const theirs = new Set(twin.baseline.map((key) => id('baseline', key)))
    for (const key of twin.candidate) {
      const own = `${twin.kind} ${id('candidate', key)}`
      found.add(own)
      if (theirs.has(pair.truth.get(own) ?? '')) right++
      else wrong++
    }
  }
  return {
    resources: pair.candidate.resources.length + pair.baseline.resources.length,
    right,
    wrong,
    unpaired: [...pair.truth.keys()].filter((own) => !found.has(own)).length,
    changes: [...comparison.views()].reduce((all, view) => all + view.changes.length, 0),
    findings: findingsOf(comparison, rules).length,
  }
}

function findingsOf(comparison: Comparison, rules: readonly CompiledRule[]): readonly Finding[] {
  const environments = {
    candidate: comparison.candidate.lexicon.environment,
    baseline: comparison.baseline.lexicon.environment,
  }
  return judge(comparison.views(), rules, { now: new Date('2026-11-01T00:00:00Z'), environments, services: [] })
}

/** What became of one injected difference: seen where it is, and what was seen beside it. */
export interface Outcome {
  /** A change of the injected unit. */
  readonly seen: boolean
  /** A finding on the edited resource. */
  readonly reported: boolean
  /** Findings on any other resource. */
  readonly beside: readonly string[]
}

/** Injects one difference into the candidate's resource and compares. Undefined where the edit does not apply to anything. */
export function measureEdit(
  pair: CorpusPair,
  edit: Edit,
  rules: readonly CompiledRule[],
  choice: (count: number) => number,
): Outcome | undefined {
  const { resources } = pair.candidate
  const able = resources.filter((r) => r.kind === edit.kind && edit.apply(r, resources) !== undefined)
  const target = able[choice(able.length)]
  if (target === undefined) return undefined
  const changed = edit.apply(target, resources)
  const edited = resources.flatMap((r) => (r !== target ? [r] : changed == null ? [] : [changed]))
  const comparison = compareSketches({ ...pair.candidate, resources: edited }, pair.baseline)
  const twin = pair.truth.get(`${target.kind} ${target.id}`)
  const isTarget = (kind: string, ids: readonly (string | undefined)[]): boolean =>
    kind === target.kind && ids.includes(twin)
  const seen = [...comparison.views()].some(
    (view) =>
      isTarget(
        view.twin.kind,
        view.members.baseline.map((member) => member.id),
      ) &&
      view.changes.some(({ at }) =>
        edit.field === '' ? at === '' : at === `/${edit.field}` || at.startsWith(`/${edit.field}/`),
      ),
  )
  const findings = findingsOf(comparison, rules)
  const own = findings.filter((f) => isTarget(f.kind, [f.resource.baseline?.id, ...f.places.map((place) => place.id)]))
  const beside = findings.filter((f) => !own.includes(f)).map((f) => `${f.rule} on ${f.kind}`)
  return { seen, reported: own.length > 0, beside }
}
