import type { Assessment } from '../../../model/assessment.ts'
import { canonicalJson } from '../../../model/digest.ts'
import type { Json } from '../../../model/json.ts'
import { sides, type Key, type Side } from '../../../model/resource.ts'
import type { Twin } from '../../../model/twin.ts'
import type { Judging, JudgedTwins } from './judged-twins.ts'

/** What an assessment worked out and the next one can go on from, as long as nothing but bodies changes. */
export interface Standing {
  /** The assessment that it is of. */
  readonly assessment: string
  /** Of both snapshots. */
  readonly seqs: Readonly<Record<Side, number>>
  /** When they were published, ISO 8601. */
  readonly published: Readonly<Record<Side, string>>
  /** What else has to be as it was; see {@link groundOf}. */
  readonly ground: string
  readonly judging: Judging
  readonly judged: JudgedTwins
  readonly twins: ReadonlyMap<string, Twin>
  /** Twins by the keys of their members. */
  readonly twinOf: Readonly<Record<Side, ReadonlyMap<Key, Twin>>>
  /** Twins by kind and name; see {@link nameOf}. */
  readonly named: ReadonlyMap<string, readonly Twin[]>
}

/** What the coverage and the keys of both sides are, as a word: an assessment goes on from another only on the same ground. */
export function groundOf(
  of: Readonly<Record<Side, { readonly keyId: string; readonly coverage: Assessment['coverage']['scopes'] }>>,
): string {
  return canonicalJson(sides.map((side) => [of[side].keyId, of[side].coverage as unknown as Json]))
}

/** Lays out what an assessment worked out, so that the next one finds its way in it. Lets go of the bodies. */
export function standingOf(
  of: Pick<Standing, 'assessment' | 'seqs' | 'published' | 'ground'>,
  { judging, judged }: Pick<Standing, 'judging' | 'judged'>,
): Standing {
  const { twins } = judging.comparison.pairing
  const twinOf = { candidate: new Map<Key, Twin>(), baseline: new Map<Key, Twin>() }
  const named = new Map<string, Twin[]>()
  const byId = new Map(twins.map((twin) => [twin.id, twin]))
  for (const twin of twins) {
    for (const side of sides) for (const key of twin[side]) twinOf[side].set(key, twin)
    const name = nameOf(twin.kind, twin.name)
    const others = named.get(name)
    if (others === undefined) named.set(name, [twin])
    else others.push(twin)
  }
  for (const side of sides) judging.snapshots[side].keepOnly(new Map())
  return { ...of, judging, judged, twins: byId, twinOf, named }
}

/** What twins are looked up by. */
export function nameOf(kind: string, name: string): string {
  return `${kind}\n${name}`
}

/** How many resources it holds the heads of. */
export function sizeOf({ judging: { snapshots } }: Pick<Standing, 'judging'>): number {
  return snapshots.candidate.size + snapshots.baseline.size
}

/**
 * Resources of all comparisons that one thread remembers at most, both sides counted: some 3 kB each, so 360 MB. A larger comparison is
 * always made as a whole.
 */
export const mostRemembered = 120_000

/** What a thread remembers of its comparisons, the most recent ones, as many as there is room for. */
export class StandingBook {
  private readonly kept = new Map<string, Standing>()
  /** Resources. */
  readonly most: number

  constructor(most = mostRemembered) {
    this.most = most
  }

  /** Takes out what is remembered: who goes on from it puts in what comes of it, and what goes wrong in between is forgotten. */
  take(comparison: string): Standing | undefined {
    const found = this.kept.get(comparison)
    this.kept.delete(comparison)
    return found
  }

  put(comparison: string, standing: Standing): void {
    this.kept.delete(comparison)
    this.kept.set(comparison, standing)
    let size = [...this.kept.values()].reduce((sum, one) => sum + sizeOf(one), 0)
    for (const [oldest, one] of this.kept) {
      if (size <= this.most) return
      this.kept.delete(oldest)
      size -= sizeOf(one)
    }
  }
}
