import { kindOf } from '../model/kinds/index.ts'
import { sides, type Key, type Side } from '../model/resource.ts'
import type { Ambiguity, CanonicalHead, IdlePair, PairingMethod } from '../model/twin.ts'
import { sharedNames } from './ambiguities.ts'
import { contradictions } from './contradiction.ts'
import type { Draft, MatchRequest, Sides } from './draft.ts'
import { explicitPairs } from './explicit-pairs.ts'
import { addTo, groupBy, inOrder, inPlace, keyed, onlyOnes, shown, takeOut, type Word } from './groups.ts'
import type { Joiner } from './joined.ts'
import { cutPairs, looseName } from './loose-names.ts'
import { displayName } from './names.ts'
import { roleOf } from './side.ts'
import { standingPairs, type StandingPairs } from './standing-pairs.ts'

/** What each of the names of {@link pairNames} is called in evidence. */
const nameSteps = [
  'the same name',
  'the same name after symbols',
  'the same name without the environment’s word',
  'the same name without a generated tail',
] as const

/** Why two resources that share a word are no pair. */
type Refusal = (a: CanonicalHead, b: CanonicalHead) => boolean

/** Matches the resources of one kind. */
export class KindMatcher {
  readonly kind: string
  readonly drafts: Draft[] = []
  /** Pairs of the configuration that pair nothing. */
  readonly idle: IdlePair[] = []
  private readonly open: Sides<Map<Key, CanonicalHead>>
  /** What stands in further places, by their roles: its turn comes when the others have their twins. */
  private readonly waiting: Sides<Map<string, CanonicalHead[]>> = { candidate: new Map(), baseline: new Map() }
  private readonly request: MatchRequest

  /** @param heads those of the kind */
  constructor(kind: string, request: MatchRequest, heads: Sides<readonly CanonicalHead[]>) {
    this.kind = kind
    this.request = request
    this.open = { candidate: keyed(inOrder(heads.candidate)), baseline: keyed(inOrder(heads.baseline)) }
    this.setAside('candidate')
    this.setAside('baseline')
  }

  private setAside(side: Side): void {
    const { index, roles, facing } = this.request[side]
    if (facing.further.length === 0) return
    for (const head of this.open[side].values()) {
      const known = index.head(head.key)
      const role = known === undefined ? '' : roleOf({ roles }, known)
      if (!facing.further.includes(role)) continue
      this.open[side].delete(head.key)
      const heads = this.waiting[side].get(role)
      if (heads === undefined) this.waiting[side].set(role, [head])
      else heads.push(head)
    }
  }

  /** Lets what stands in a further place in, but for what is `taken`; returns it. */
  admit(side: Side, role: string, taken: ReadonlySet<Key>): readonly CanonicalHead[] {
    const heads = (this.waiting[side].get(role) ?? []).filter((head) => !taken.has(head.key))
    for (const head of heads) this.open[side].set(head.key, head)
    return heads
  }

  /** Takes out what found its place in a twin. */
  joined(side: Side, head: CanonicalHead): void {
    this.open[side].delete(head.key)
  }

  /** Pairs what is left by its words once more. */
  byWordsOfTheRest(): readonly Draft[] {
    const before = this.drafts.length
    this.byWords(this.standing())
    return this.drafts.slice(before)
  }

  byOwnWords(): void {
    this.explicit()
    if (this.request.sameIdentity)
      this.unique('same-id', 1, (head, side) => side.index.head(head.key)?.id, 'the same id')
    if (kindOf(this.kind)?.pairing === 'fleet') this.fleets()
    const standing = this.standing()
    this.byWords(standing)
    // What stood in the way of others by its name is out of it now.
    if (this.again(standing)) this.byWords(standing)
    this.singleton()
  }

  private byWords(standing: StandingPairs): void {
    const contradicted = contradictions(this.open.candidate.values(), this.open.baseline.values())
    const refused: Refusal = (a, b) => !standing.allows(a, b)
    this.unique(
      'address',
      0.98,
      (head) => head.address,
      'the same address in code',
      (a, b) => refused(a, b) || contradicted(a, b),
    )
    nameSteps.forEach((words, i) => this.unique('name', 1 - i * 0.02, (head) => head.names[i], words, refused))
    const loose: Word = (head) => looseName(head.names.at(-1))
    this.unique('name', 0.92, loose, 'the same name without colour, revision or generated part', refused)
    this.cut(refused)
    this.unique('tags', 0.9, (head) => head.tagKey || undefined, 'the same identifying tags', refused)
  }

  private cut(refused: Refusal): void {
    for (const [a, b] of cutPairs([...this.open.candidate.values()], [...this.open.baseline.values()])) {
      if (refused(a, b)) continue
      const evidence = `one name goes on where the other was cut: "${a.names[0]}" and "${b.names[0]}"`
      this.drafts.push(this.take('name', 0.88, [a], [b], evidence))
    }
  }

  private standing(): StandingPairs {
    const { carried = [], sameIdentity } = this.request
    const own = sameIdentity ? [] : carried.filter(({ kind }) => kind === this.kind)
    return standingPairs(this.open, own)
  }

  /** Takes up what earlier assessments paired and nothing pairs now; of a fleet with whoever is called like its members. */
  private again({ pairs }: StandingPairs): boolean {
    const before = this.drafts.length
    for (const { pair, ...members } of pairs) {
      const of = (side: Side): readonly CanonicalHead[] => {
        const there = members[side].filter((head) => this.open[side].has(head.key))
        if (kindOf(this.kind)?.pairing !== 'fleet' || there.length === 0) return there.slice(0, 1)
        const names = new Set(there.map((head) => head.names.at(-1)))
        const like = [...this.open[side].values()].filter(
          (head) => names.has(head.names.at(-1)) && head.names.length > 0,
        )
        return [...new Set([...there, ...like])]
      }
      const [candidate, baseline] = [of('candidate'), of('baseline')]
      if (candidate.length === 0 || baseline.length === 0) continue
      const evidence = `an earlier assessment paired them by ${pair.method}, and both stand`
      this.drafts.push(this.take('carried', pair.confidence, candidate, baseline, evidence))
    }
    return this.drafts.length > before
  }

  /** Pairs leftovers that the two sides of exactly one twin refer to by the field that their kind names. */
  throughReferrers(drafts: readonly Draft[]): readonly Draft[] {
    const through = kindOf(this.kind)?.pairedThrough
    // Nothing is to be paired where one side has none left: the bodies of the referrers need not be read.
    if (through === undefined || this.open.candidate.size === 0 || this.open.baseline.size === 0) return []
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

  /** Pairs leftovers that join the same twins by the fields that their kind names, where no other of either side does. */
  byWhatTheyJoin(joined: Joiner): readonly Draft[] {
    const fields = kindOf(this.kind)?.pairedBy
    if (fields === undefined) return []
    const of = (side: Side): ReadonlyMap<string, CanonicalHead[]> =>
      groupBy(this.open[side].values(), (head) => joined(side, head, fields)?.word)
    const theirs = of('baseline')
    const made: Draft[] = []
    for (const [word, [first, second]] of of('candidate')) {
      const [other, another] = theirs.get(word) ?? []
      if (first === undefined || other === undefined || second !== undefined || another !== undefined) continue
      const names = joined('baseline', other, fields)?.names ?? []
      made.push(this.take('referrer', 0.9, [first], [other], `both join ${names.join(' and ')}`))
    }
    return made
  }

  ambiguities(): readonly Ambiguity[] {
    const found = sharedNames(this.kind, this.open)
    for (const { heads } of found) this.close(heads.candidate, heads.baseline)
    return found.map(({ ambiguity }) => ambiguity)
  }

  leftovers(side: Side): readonly CanonicalHead[] {
    return [...this.open[side].values()]
  }

  private explicit(): void {
    for (const found of explicitPairs(this.kind, this.request.pairs, this.request)) {
      if ('reason' in found) this.idle.push(found)
      else this.drafts.push(this.take('explicit', 1, found.candidate, found.baseline, `${found.pair.where} says so`))
    }
  }

  /** Members share a name; where they have none, the tags that say which part they play. */
  private fleets(): void {
    const word = (head: CanonicalHead): string | undefined => head.names.at(-1) ?? (head.tagKey || undefined)
    for (const place of this.places()) {
      const b = this.groups('baseline', place, word)
      for (const [key, mine] of this.groups('candidate', place, word)) {
        const theirs = b.get(key)
        if (theirs === undefined || (mine.length === 1 && theirs.length === 1)) continue
        const unnamed = mine[0]?.names.length === 0
        const words = `${mine.length} and ${theirs.length} members are ${unnamed ? 'tagged' : 'named'} "${shown(key)}"`
        this.drafts.push(this.take(unnamed ? 'tags' : 'name', unnamed ? 0.9 : 0.95, mine, theirs, `a fleet: ${words}`))
      }
    }
  }

  private unique(method: PairingMethod, confidence: number, word: Word, words: string, refused?: Refusal): void {
    const { candidate, baseline } = this.open
    for (const place of this.places()) {
      const theirs = onlyOnes(baseline.values(), inPlace(this.request.baseline, place, word))
      if (theirs.size === 0) continue
      const mine = onlyOnes(candidate.values(), inPlace(this.request.candidate, place, word), theirs)
      const taken: Sides<CanonicalHead[]> = { candidate: [], baseline: [] }
      for (const [key, first] of mine) {
        const other = theirs.get(key)
        if (first === undefined || other === undefined) continue
        if (refused?.(first, other) === true) continue
        const evidence = `${words}: "${shown(key)}", unique on both sides`
        this.drafts.push(this.draft(method, confidence, [first], [other], evidence))
        taken.candidate.push(first)
        taken.baseline.push(other)
      }
      takeOut(candidate, taken.candidate)
      takeOut(baseline, taken.baseline)
    }
  }

  /** Scopes of one role answer to each other first: the same name in two regions is two resources, not an ambiguity. */
  private places(): readonly Word[] {
    const role: Word = (head, side) => {
      const known = side.index.head(head.key)
      return known === undefined ? '' : side.facing.pairsAs(roleOf(side, known))
    }
    const nowhere: Word = () => ''
    const ownRoles = (side: Side): readonly string[] =>
      [...this.request[side].roles].flatMap(([at, one]) => (at.startsWith(`${this.kind}\n`) ? [one] : []))
    const isOne = sides.every((side) => new Set(ownRoles(side)).size <= 1)
    // Where each side has one place, it says nothing.
    return isOne ? [nowhere] : [role, nowhere]
  }

  /** What is left of a side by place and word. */
  private groups(side: Side, place: Word, word: Word): Map<string, CanonicalHead[]> {
    return groupBy(this.open[side].values(), inPlace(this.request[side], place, word))
  }

  private singleton(): void {
    if (kindOf(this.kind)?.pairing !== 'singleton') return
    const a = [...this.open.candidate.values()]
    const b = [...this.open.baseline.values()]
    if (a.length !== 1 || b.length !== 1) return
    this.drafts.push(this.take('singleton', 0.9, a, b, 'the only one of its kind on both sides'))
  }

  private target(side: Side, heads: readonly CanonicalHead[], field: string): CanonicalHead | undefined {
    const keys = new Set(heads.flatMap((head) => head.refsIn(field).map((ref) => ref.to)))
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
    return this.draft(method, confidence, candidate, baseline, evidence)
  }

  private draft(
    method: PairingMethod,
    confidence: number,
    candidate: readonly CanonicalHead[],
    baseline: readonly CanonicalHead[],
    evidence: string,
  ): Draft {
    return { kind: this.kind, candidate, baseline, method, confidence: Math.round(confidence * 100) / 100, evidence }
  }

  private close(candidate: readonly CanonicalHead[], baseline: readonly CanonicalHead[]): void {
    for (const head of candidate) this.open.candidate.delete(head.key)
    for (const head of baseline) this.open.baseline.delete(head.key)
  }
}
