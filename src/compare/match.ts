import { digestOf } from '../model/digest.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { ExplicitPair } from '../model/plan.ts'
import type { Key, Side } from '../model/resource.ts'
import type { Ambiguity, CanonicalHead, Pairing, PairingMethod, Twin } from '../model/twin.ts'
import { answered } from './answered.ts'
import { compareText } from './canonical.ts'
import { displayName } from './names.ts'
import { roleOf, type ComparedSide } from './side.ts'
import { suggest } from './suggest.ts'

/** How two sides are to be matched. */
export interface MatchRequest {
  readonly candidate: ComparedSide
  readonly baseline: ComparedSide
  readonly pairs: readonly ExplicitPair[]
  /** Both sides are one environment (then and now, code and live): equal ids are the same thing. */
  readonly sameIdentity: boolean
}

interface Draft {
  readonly kind: string
  readonly candidate: readonly CanonicalHead[]
  readonly baseline: readonly CanonicalHead[]
  readonly method: PairingMethod
  readonly confidence: number
  readonly evidence: string
}

/** What each of the names of {@link pairNames} is called in evidence. */
const nameSteps = [
  'the same name',
  'the same name after symbols',
  'the same name without the environment’s word',
  'the same name without a generated tail',
] as const

type Sides<T> = Readonly<Record<Side, T>>

/**
 * Finds the twin of each resource. The methods run in order, each on what is left: explicit pairs, fleets, equal ids (one
 * environment with itself), addresses in code, canonical names from the most literal to the most forgiving, identifying tags,
 * singletons, and the only twin that refers to both. A method pairs only what is unique on both sides; whatever is not
 * sure ends as ambiguous or suggested, never as a pair. Pure and deterministic.
 */
export function match(request: MatchRequest): Pairing {
  const { candidate, baseline } = request
  const kinds = new Set([...candidate.canonical.values(), ...baseline.canonical.values()].map((head) => head.kind))
  const matchers = [...kinds].sort().map((kind) => new KindMatcher(kind, request))
  for (const matcher of matchers) matcher.byOwnWords()
  const drafts = matchers.flatMap((matcher) => matcher.drafts)
  for (const matcher of matchers) drafts.push(...matcher.throughReferrers(drafts))
  const twins = drafts.map(twinOf)
  const ambiguous: Ambiguity[] = []
  const leftovers: Sides<CanonicalHead[]> = { candidate: [], baseline: [] }
  for (const matcher of matchers) {
    ambiguous.push(...matcher.ambiguities())
    for (const side of ['candidate', 'baseline'] as const) leftovers[side].push(...matcher.leftovers(side))
  }
  for (const head of leftovers.candidate) twins.push(aloneTwin(head, candidate, baseline))
  for (const head of leftovers.baseline) twins.push(aloneTwin(head, baseline, candidate))
  return { twins: distinctIds(twins), ambiguous, suggestions: suggest(leftovers) }
}

/** Matches the resources of one kind. */
class KindMatcher {
  readonly drafts: Draft[] = []
  private readonly open: Sides<Map<Key, CanonicalHead>>
  private readonly request: MatchRequest
  private readonly kind: string

  constructor(kind: string, request: MatchRequest) {
    this.kind = kind
    this.request = request
    const of = (side: ComparedSide): Map<Key, CanonicalHead> =>
      new Map(
        [...side.canonical.values()]
          .filter((head) => head.kind === kind)
          .sort((a, b) => compareText(a.key, b.key))
          .map((head) => [head.key, head]),
      )
    this.open = { candidate: of(request.candidate), baseline: of(request.baseline) }
  }

  byOwnWords(): void {
    this.explicit()
    if (this.request.sameIdentity)
      this.unique('same-id', 1, (head, side) => side.index.head(head.key)?.id, 'the same id')
    if (kindOf(this.kind)?.pairing === 'fleet') this.fleets()
    this.unique('address', 0.98, (head) => head.address, 'the same address in code')
    nameSteps.forEach((words, i) => this.unique('name', 1 - i * 0.02, (head) => head.names[i], words))
    this.unique('tags', 0.9, (head) => head.tagKey || undefined, 'the same identifying tags')
    this.singleton()
  }

  /** Pairs leftovers that the two sides of exactly one twin refer to by the field that their kind names. */
  throughReferrers(drafts: readonly Draft[]): readonly Draft[] {
    const through = kindOf(this.kind)?.pairedThrough
    if (through === undefined) return []
    const proposals = new Map<string, { pair: readonly [CanonicalHead, CanonicalHead]; by: string[] }>()
    const partners: Sides<Map<Key, Set<Key>>> = { candidate: new Map(), baseline: new Map() }
    for (const draft of drafts) {
      if (draft.kind !== through.kind) continue
      const a = this.target('candidate', draft.candidate, through.field)
      const b = this.target('baseline', draft.baseline, through.field)
      if (a === undefined || b === undefined) continue
      addTo(partners.candidate, a.key, b.key)
      addTo(partners.baseline, b.key, a.key)
      const id = `${a.key}\n${b.key}`
      const proposal = proposals.get(id) ?? { pair: [a, b] as const, by: [] }
      proposal.by.push(displayName(draft.baseline[0]?.names ?? [], draft.kind))
      proposals.set(id, proposal)
    }
    const made: Draft[] = []
    for (const { pair, by } of proposals.values()) {
      const [a, b] = pair
      if (partners.candidate.get(a.key)?.size !== 1 || partners.baseline.get(b.key)?.size !== 1) continue
      made.push(this.take('referrer', 0.9, [a], [b], `both are used by ${by.join(', ')}`))
    }
    return made
  }

  ambiguities(): readonly Ambiguity[] {
    const groups: Sides<Map<string, CanonicalHead[]>> = {
      candidate: groupBy(this.open.candidate.values(), (head) => head.names.at(-1)),
      baseline: groupBy(this.open.baseline.values(), (head) => head.names.at(-1)),
    }
    const found: Ambiguity[] = []
    for (const [name, candidates] of groups.candidate) {
      const baselines = groups.baseline.get(name)
      if (baselines === undefined) continue
      this.close(candidates, baselines)
      found.push({
        kind: this.kind,
        name,
        candidate: candidates.map((head) => head.key),
        baseline: baselines.map((head) => head.key),
        reason: `${candidates.length} in the candidate and ${baselines.length} in the baseline answer to the name "${name}"`,
      })
    }
    return found
  }

  leftovers(side: Side): readonly CanonicalHead[] {
    return [...this.open[side].values()]
  }

  private explicit(): void {
    for (const pair of this.request.pairs) {
      if (pair.kind !== this.kind) continue
      const a = this.called('candidate', pair.candidate)
      const b = this.called('baseline', pair.baseline)
      if (a.length === 0 || b.length === 0) continue
      this.drafts.push(this.take('explicit', 1, a, b, `${pair.where} says so`))
    }
  }

  private called(side: Side, word: string): readonly CanonicalHead[] {
    const { index } = this.request[side]
    return [...this.open[side].values()].filter((head) => {
      const known = index.head(head.key)
      return (
        known !== undefined &&
        (known.id === word || known.name === word || known.address === word || known.identifiers.includes(word))
      )
    })
  }

  private fleets(): void {
    const name = (head: CanonicalHead): string | undefined => head.names.at(-1)
    const groups: Sides<Map<string, CanonicalHead[]>> = {
      candidate: groupBy(this.open.candidate.values(), name),
      baseline: groupBy(this.open.baseline.values(), name),
    }
    for (const [word, a] of groups.candidate) {
      const b = groups.baseline.get(word)
      if (b === undefined || (a.length === 1 && b.length === 1)) continue
      this.drafts.push(
        this.take('name', 0.95, a, b, `a fleet: ${a.length} and ${b.length} members are named "${word}"`),
      )
    }
  }

  private unique(
    method: PairingMethod,
    confidence: number,
    word: (head: CanonicalHead, side: ComparedSide) => string | undefined,
    words: string,
  ): void {
    // Scopes of one role answer to each other first: the same name in two regions is two resources, not an ambiguity.
    const role = (head: CanonicalHead, side: ComparedSide): string => {
      const known = side.index.head(head.key)
      return known === undefined ? '' : roleOf(side, known)
    }
    for (const place of [role, () => ''] as const) {
      const groups = (side: ComparedSide): Map<string, CanonicalHead[]> =>
        groupBy(this.open[side.side].values(), (head) => {
          const found = word(head, side)
          return found === undefined ? undefined : `${place(head, side)}\u0001${found}`
        })
      const b = groups(this.request.baseline)
      for (const [key, [first, second]] of groups(this.request.candidate)) {
        const [other, another] = b.get(key) ?? []
        if (first === undefined || other === undefined || second !== undefined || another !== undefined) continue
        const shown = key.slice(key.indexOf('\u0001') + 1).replaceAll('\u0000', ', ')
        this.drafts.push(this.take(method, confidence, [first], [other], `${words}: "${shown}", unique on both sides`))
      }
    }
  }

  private singleton(): void {
    if (kindOf(this.kind)?.pairing !== 'singleton') return
    const a = [...this.open.candidate.values()]
    const b = [...this.open.baseline.values()]
    if (a.length !== 1 || b.length !== 1) return
    this.drafts.push(this.take('singleton', 0.9, a, b, 'the only one of its kind on both sides'))
  }

  private target(side: Side, heads: readonly CanonicalHead[], field: string): CanonicalHead | undefined {
    const keys = new Set(heads.flatMap((head) => head.refs.filter((ref) => ref.field === field).map((ref) => ref.to)))
    const [only, ...more] = [...keys]
    return only == null || more.length > 0 ? undefined : this.open[side].get(only)
  }

  private take(
    method: PairingMethod,
    confidence: number,
    candidate: readonly CanonicalHead[],
    baseline: readonly CanonicalHead[],
    evidence: string,
  ): Draft {
    this.close(candidate, baseline)
    return { kind: this.kind, candidate, baseline, method, confidence: Math.round(confidence * 100) / 100, evidence }
  }

  private close(candidate: readonly CanonicalHead[], baseline: readonly CanonicalHead[]): void {
    for (const head of candidate) this.open.candidate.delete(head.key)
    for (const head of baseline) this.open.baseline.delete(head.key)
  }
}

function twinOf(draft: Draft): Twin {
  const [first] = draft.baseline
  const name = displayName(first?.names ?? [], first?.address ?? first?.key ?? '')
  return {
    id: twinId(draft.kind, name),
    kind: draft.kind,
    name,
    candidate: draft.candidate.map((head) => head.key),
    baseline: draft.baseline.map((head) => head.key),
    method: draft.method,
    confidence: draft.confidence,
    evidence: [draft.evidence],
  }
}

function aloneTwin(head: CanonicalHead, own: ComparedSide, other: ComparedSide): Twin {
  const known = own.index.head(head.key)
  const name = displayName(head.names, head.address ?? known?.id ?? head.key)
  const verdict = known !== undefined && answered(known, own, other) ? 'absent-there' : 'not-covered'
  return {
    id: twinId(head.kind, name),
    kind: head.kind,
    name,
    candidate: own.side === 'candidate' ? [head.key] : [],
    baseline: own.side === 'baseline' ? [head.key] : [],
    method: 'alone',
    confidence: 1,
    evidence: [`nothing in ${other.lexicon.environment} answers to the name "${name}"`],
    alone: verdict,
  }
}

function twinId(kind: string, name: string): string {
  return digestOf([kind, name]).slice(0, 16)
}

/** Two twins of one kind and name (in two regions, say) are told apart by their order. */
function distinctIds(twins: readonly Twin[]): readonly Twin[] {
  const used = new Map<string, number>()
  return twins.map((twin) => {
    const times = (used.get(twin.id) ?? 0) + 1
    used.set(twin.id, times)
    return times === 1 ? twin : { ...twin, id: digestOf([twin.id, times]).slice(0, 16) }
  })
}

function groupBy(
  heads: Iterable<CanonicalHead>,
  word: (head: CanonicalHead) => string | undefined,
): Map<string, CanonicalHead[]> {
  const groups = new Map<string, CanonicalHead[]>()
  for (const head of heads) {
    const key = word(head)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [head])
    else group.push(head)
  }
  return groups
}

function addTo(map: Map<Key, Set<Key>>, key: Key, value: Key): void {
  const found = map.get(key)
  if (found === undefined) map.set(key, new Set([value]))
  else found.add(value)
}
