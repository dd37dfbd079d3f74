import type { Assessment } from '../../../model/assessment.ts'
import { sides, type Head, type Key, type Side } from '../../../model/resource.ts'
import type { Twin, TwinView } from '../../../model/twin.ts'
import { environmentsOf, weighFound } from '../../weigh.ts'
import { lookUpProvenance } from '../look-up.ts'
import type { LookUpFrom } from '../past.ts'
import type { HistoryInput } from './judge-all.ts'
import {
  findingsOf,
  foundWithHistory,
  judgeFirst,
  provenanceIn,
  stands,
  together,
  type JudgedTwin,
  type JudgedTwins,
  type Judging,
} from './judged-twins.ts'
import { justMoved, type Step } from './just-moved.ts'
import type { Standing } from './standing.ts'
import { NotAtHand, readsTheSame, type Body } from './watched-snapshot.ts'

/** A resource that is not as it was; without `before` it was not there, without `after` it is gone. */
export interface BodyChange {
  readonly before?: Body
  readonly after?: Body
}

/** What changed since, and where bodies are to be had. */
export interface Changed {
  readonly changes: Readonly<Record<Side, readonly BodyChange[]>>
  /** Resources as they are now, by their keys. */
  readonly bodies: (side: Side, keys: readonly Key[]) => Promise<readonly Body[]>
}

/** How an assessment is made that goes on from another. */
export interface ChangesInput extends HistoryInput, Changed {
  /** Its snapshots are those of `input`. */
  readonly standing: Standing
  /** When its snapshots were published, ISO 8601. */
  readonly published: Readonly<Record<Side, string>>
}

/**
 * Goes on from an assessment: judges the twins of which a body changed, those of which time says something else now, and those of which
 * history does; all else is taken over. The same, to the byte, as what judging all of it comes to. Undefined: it cannot be told without
 * judging all, because something came, went or is called otherwise, or because pairing, the words of an environment or another twin
 * read what changed. Throws as `judge` does.
 */
export async function judgeChanges(
  given: ChangesInput,
): Promise<{ readonly assessment: Assessment; readonly judging: Judging; readonly judged: JudgedTwins } | undefined> {
  const touched = touchedBy(given.changes, given.standing)
  if (touched === undefined) return undefined
  try {
    return await judgeTouched(given, touched)
  } catch (error) {
    if (error instanceof NotAtHand) return undefined
    throw error
  }
}

/** The twins of changed bodies, by id; undefined where more than the bodies of twins changed. */
function touchedBy(
  changes: Changed['changes'],
  { judging: { comparison, snapshots }, twinOf }: Standing,
): ReadonlySet<string> | undefined {
  const touched = new Set<string>()
  for (const side of sides) {
    for (const { before, after } of changes[side]) {
      const known = comparison[side].index.head((after ?? before)?.head.key ?? '')
      if (before === undefined || after === undefined) return undefined
      // What another source answers for belongs to no side.
      if (known === undefined) continue
      const { key } = after.head
      if (!sameHead(before.head, after.head) || !readsTheSame(snapshots[side].readOf(key), before, after))
        return undefined
      const twin = twinOf[side].get(key)
      if (twin !== undefined) touched.add(twin.id)
    }
  }
  return touched
}

/** Whether two heads are the same but for what follows from the body. */
function sameHead(before: Head, after: Head): boolean {
  const word = ({ key, kind, id, origin, name, address, identifiers, account, region }: Head): string =>
    JSON.stringify([key, kind, id, origin, name ?? null, address ?? null, identifiers, account ?? null, region ?? null])
  return word(before) === word(after)
}

async function judgeTouched(
  given: ChangesInput,
  touched: ReadonlySet<string>,
): Promise<Awaited<ReturnType<typeof judgeChanges>>> {
  const { standing, input, windowHours, goOn, history } = given
  const { comparison } = standing.judging
  const environments = environmentsOf(input)
  const judging: Judging = { ...standing.judging, now: input.now, windowHours, goOn }
  const at = input.now.getTime()
  const anew = new Set(touched)
  for (const [id, { first }] of standing.judged) if (first.until < at) anew.add(id)
  const laid = await layBodies(
    given,
    [...anew].flatMap((id) => standing.twins.get(id) ?? []),
  )
  try {
    const first = judgeFirst(laid.views, judging)
    const kept = [...standing.judged].filter(([id]) => !anew.has(id))
    const firsts = [...first.values(), ...kept.map(([, one]) => one.first)]
    const { held, steps } = laid
    const from = { history, held, justMoved: justMoved(comparison, steps) }
    const lookup = await lookUpProvenance(comparison, together(firsts), environments, from)
    const judged = new Map<string, JudgedTwin>()
    for (const [id, one] of kept) {
      const provenance = provenanceIn(one.first, lookup)
      const found = stands(one, provenance, judging) ? one.found : foundWithHistory(one, provenance, lookup, judging)
      judged.set(id, { ...one, provenance, found })
    }
    for (const [id, { twin, ...own }] of first) {
      const provenance = provenanceIn(own, lookup)
      const found = foundWithHistory({ twin, first: own }, provenance, lookup, judging)
      judged.set(id, { twin, first: own, provenance, found })
    }
    return { assessment: weighFound(input, comparison, findingsOf(judged)), judging, judged }
  } finally {
    for (const side of sides) standing.judging.snapshots[side].keepOnly(new Map())
  }
}

/** Lays the bodies of some twins into the snapshots, those that changed and those that they are held against. */
async function layBodies(
  { standing, changes, bodies, seqs, published }: ChangesInput,
  twins: readonly Twin[],
): Promise<{
  readonly views: Iterable<TwinView>
  readonly held: LookUpFrom['held']
  readonly steps: Readonly<Record<Side, Step>>
}> {
  const { judging, seqs: before } = standing
  const { comparison, snapshots } = judging
  const known = { candidate: new Map<Key, Body>(), baseline: new Map<Key, Body>() }
  const were = { candidate: new Map<Key, Body>(), baseline: new Map<Key, Body>() }
  for (const side of sides) {
    for (const change of changes[side]) {
      if (change.before !== undefined) were[side].set(change.before.head.key, change.before)
      if (change.after !== undefined) known[side].set(change.after.head.key, change.after)
    }
    const missing = twins.flatMap((twin) => twin[side].filter((key) => !known[side].has(key)))
    if (missing.length > 0) for (const body of await bodies(side, missing)) known[side].set(body.head.key, body)
    snapshots[side].keepOnly(known[side])
  }
  const stepOf = (side: Side): Step => ({
    before: { seq: before[side], publishedAt: standing.published[side] },
    now: { seq: seqs[side], publishedAt: published[side] },
    was: were[side],
    is: known[side],
  })
  return {
    steps: { candidate: stepOf('candidate'), baseline: stepOf('baseline') },
    views: twins.map((twin) => comparison.view(twin)),
    held: (side, key) => {
      const [is, was] = [known[side].get(key), were[side].get(key)]
      return [
        ...(is === undefined ? [] : [{ seq: seqs[side], text: is.text }]),
        ...(was === undefined ? [] : [{ seq: before[side], text: was.text }]),
      ]
    },
  }
}
