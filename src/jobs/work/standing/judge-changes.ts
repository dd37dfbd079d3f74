import type { Assessment } from '../../../model/assessment.ts'
import { sides, type Head, type Key, type Side } from '../../../model/resource.ts'
import type { Twin, TwinView } from '../../../model/twin.ts'
import { environmentsOf, weighFound } from '../../weigh.ts'
import { lookUpProvenance } from '../look-up.ts'
import type { HistoryInput } from './judge-all.ts'
import {
  findingsOf,
  judgeFirst,
  judgeWithHistory,
  needsHistory,
  provenanceIn,
  stands,
  together,
  type JudgedTwin,
  type JudgedTwins,
  type Judging,
} from './judged-twins.ts'
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
      const known = comparison[side].index.head((after ?? before)?.resource.key ?? '')
      if (before === undefined || after === undefined) return undefined
      // What another source answers for belongs to no side.
      if (known === undefined) continue
      const [was, is] = [before.resource, after.resource]
      if (!sameHead(was, is) || !readsTheSame(snapshots[side].readOf(is.key), was, is)) return undefined
      const twin = twinOf[side].get(is.key)
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
  const laid = new Laid(given)
  try {
    const views = await laid.viewsOf((id) => anew.has(id))
    const first = judgeFirst(views.values(), judging)
    const kept = [...standing.judged].filter(([id]) => !anew.has(id))
    const firsts = [...first.values(), ...kept.map(([, one]) => one.first)]
    const lookup = await lookUpProvenance(comparison, together(firsts), environments, history)
    const judged = new Map<string, JudgedTwin>()
    const again = new Set<string>()
    for (const [id, one] of kept) {
      const provenance = provenanceIn(one.first, lookup)
      if (!stands(one, provenance, judging)) again.add(id)
      judged.set(id, { ...one, provenance, found: one.found })
    }
    for (const [id, { twin, ...own }] of first) {
      const provenance = provenanceIn(own, lookup)
      if (needsHistory(provenance)) again.add(id)
      judged.set(id, { twin, first: own, provenance, found: own.findings })
    }
    const more = await laid.viewsOf((id) => again.has(id) && !views.has(id))
    const others = [...views].flatMap(([id, view]) => (again.has(id) ? [view] : []))
    for (const [id, found] of judgeWithHistory([...others, ...more.values()], lookup, judging)) {
      const one = judged.get(id)
      if (one !== undefined) judged.set(id, { ...one, found })
    }
    return { assessment: weighFound(input, comparison, findingsOf(judged)), judging, judged }
  } finally {
    laid.end()
  }
}

/** The bodies that are laid into the snapshots for a while. */
class Laid {
  private readonly given: ChangesInput
  private readonly bodies: Readonly<Record<Side, Map<Key, Body>>>

  constructor(given: ChangesInput) {
    this.given = given
    const of = (side: Side): Map<Key, Body> =>
      new Map(
        given.changes[side].flatMap(({ after }) => (after === undefined ? [] : [[after.resource.key, after] as const])),
      )
    this.bodies = { candidate: of('candidate'), baseline: of('baseline') }
  }

  /** Views of some twins in the order of the comparison, by id, with the bodies of their members laid in. */
  async viewsOf(wanted: (id: string) => boolean): Promise<ReadonlyMap<string, TwinView>> {
    const { standing, bodies } = this.given
    const { comparison, snapshots } = standing.judging
    const views = [...comparison.views((twin: Twin) => wanted(twin.id))]
    for (const side of sides) {
      const known = this.bodies[side]
      const missing = views.flatMap(({ twin }) => twin[side].filter((key) => !known.has(key)))
      if (missing.length > 0) for (const body of await bodies(side, missing)) known.set(body.resource.key, body)
      snapshots[side].keepOnly(known)
    }
    return new Map(views.map((view) => [view.twin.id, view]))
  }

  end(): void {
    for (const side of sides) this.given.standing.judging.snapshots[side].keepOnly(new Map())
  }
}
