import type { Comparison } from '../../src/compare/compare.ts'
import type { CompiledRule } from '../../src/judge/compiled.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import { kinds } from '../../src/model/kinds/index.ts'
import type { Finding } from '../../src/model/finding.ts'
import { compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'
import type { Architecture } from './architectures.ts'
import type { Edit } from './edits.ts'
import { makerOf } from './maker.ts'
import { surfacesOf, type Naming, type Random, type Surface } from './surface.ts'

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
  const truth = new Map<string, string>(
    mine.map((resource, i) => [`${resource.kind} ${resource.id}`, theirs[i]?.id ?? '']),
  )
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

/** What pairing made of two environments that have resources of their own, called much like those that they have in common. */
export interface StrangerCounts {
  readonly right: number
  readonly wrong: number
  readonly unpaired: number
  /** Pairs that are wrong: `firewall a with b`. */
  readonly confused: readonly string[]
}

/**
 * Takes a tenth of the resources out of each side, and gives each side others that are called like those that stay, with another word at
 * the end: how many of what is left find their true twin, and how many are paired with another.
 */
export function measureStrangers(pair: CorpusPair, random: Random): StrangerCounts {
  const fleet = new Set(kinds.filter((kind) => kind.pairing === 'fleet').map((kind) => kind.id))
  const mine = pair.candidate.resources.filter((one) => fleet.has(one.kind) || random.below(10) > 0)
  const theirs = pair.baseline.resources.filter((one) => fleet.has(one.kind) || random.below(10) > 0)
  const [candidate, baseline] = [withStrangers(mine, random, 'copy'), withStrangers(theirs, random, 'next')]
  const there = new Set<string>(theirs.map((one) => `${one.kind} ${one.id}`))
  const truth = new Map<string, string>(
    mine.flatMap((one) => {
      const twin = pair.truth.get(`${one.kind} ${one.id}`) ?? ''
      return there.has(`${one.kind} ${twin}`) ? [[`${one.kind} ${one.id}`, twin] as [string, string]] : []
    }),
  )
  const comparison = compareSketches(
    { ...pair.candidate, resources: candidate },
    { ...pair.baseline, resources: baseline },
  )
  const id = (side: 'candidate' | 'baseline', key: string): string => comparison[side].index.head(key)?.id ?? ''
  const found = new Set<string>()
  const confused: string[] = []
  for (const twin of comparison.pairing.twins) {
    if (twin.method === 'alone') continue
    const others = twin.baseline.map((key) => id('baseline', key))
    for (const key of twin.candidate) {
      const own = `${twin.kind} ${id('candidate', key)}`
      if (others.includes(truth.get(own) ?? '-')) found.add(own)
      else confused.push(`${twin.kind} ${twin.name} by ${twin.method}`)
    }
  }
  return { right: found.size, wrong: confused.length, unpaired: truth.size - found.size, confused }
}

/** One in ten is there twice: with a name, tags and address of another part. */
function withStrangers(resources: readonly Sketch[], random: Random, word: string): readonly Sketch[] {
  const strangers = resources
    .filter((one) => one.attributes !== undefined && random.below(10) === 0)
    .map((one): Sketch => ({
      ...one,
      id: `${one.id}-${word}`,
      ...(one.name === undefined ? {} : { name: `${one.name}-${word}` }),
      ...(one.address === undefined ? {} : { address: `${one.address}-${word}` }),
      ...(one.identifiers === undefined ? {} : { identifiers: [] }),
      tags: { ...one.tags, Role: `${one.tags?.['Role'] ?? one.kind}-${word}` },
    }))
  return [...resources, ...strangers]
}

/** What became of one injected difference: seen where it is, and what was seen beside it. */
export interface Outcome {
  /** A change of the injected unit. */
  readonly seen: boolean
  /** A finding on the edited resource. */
  readonly reported: boolean
  /** Changes of the edited resource elsewhere, and of any other resource. */
  readonly changedBeside: readonly string[]
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
  let seen = false
  const changedBeside: string[] = []
  for (const view of comparison.views()) {
    const own = isTarget(
      view.twin.kind,
      view.members.baseline.map((member) => member.id),
    )
    for (const { at } of view.changes) {
      const there = edit.field === '' ? at === '' : at === `/${edit.field}` || at.startsWith(`/${edit.field}/`)
      if (own && there) seen = true
      else changedBeside.push(`${view.twin.kind} ${at === '' ? 'itself' : `/${at.split('/')[1]}`}`)
    }
  }
  const findings = findingsOf(comparison, rules)
  const own = findings.filter((f) => isTarget(f.kind, [f.resource.baseline?.id, ...f.places.map((place) => place.id)]))
  const beside = findings.filter((f) => !own.includes(f)).map((f) => `${f.rule} on ${f.kind}`)
  return { seen, reported: own.length > 0, changedBeside, beside }
}
