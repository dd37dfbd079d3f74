import type { Comparison } from '../../../compare/compare.ts'
import { isWithin } from '../../../judge/direction.ts'
import { worstFirst } from '../../../judge/order.ts'
import type { Finding } from '../../../model/finding.ts'
import type { Provenance, ProvenanceLookup } from '../../../model/provenance.ts'
import type { Side } from '../../../model/resource.ts'
import type { Twin, TwinView } from '../../../model/twin.ts'
import type { FirstJudging, FirstOfTwin, TwinJudge } from '../asked-units.ts'
import type { WatchedSnapshot } from './watched-snapshot.ts'

/** What was found of a twin: without history, what history says of each unit, and with it. */
export interface JudgedTwin {
  readonly twin: Twin
  readonly first: FirstOfTwin
  readonly provenance: readonly (Provenance | undefined)[]
  readonly found: readonly Finding[]
}

/** By the id of the twin. Those of which there is nothing to say, and never will be while they stay as they are, are left out. */
export type JudgedTwins = ReadonlyMap<string, JudgedTwin>

/** How twins are judged. */
export interface Judging {
  readonly comparison: Comparison
  readonly snapshots: Readonly<Record<Side, WatchedSnapshot>>
  /** Of the comparison, and as lasting: what it found out on the way serves the next time. */
  readonly judge: TwinJudge
  readonly now: Date
  readonly windowHours: number
  /** Throws where it is to end. */
  readonly goOn: () => void
}

/** Judges views without history. */
export function judgeFirst(
  views: Iterable<TwinView>,
  judging: Judging,
): ReadonlyMap<string, FirstOfTwin & { readonly twin: Twin }> {
  const { snapshots, judge, now, goOn } = judging
  const found = new Map<string, FirstOfTwin & { readonly twin: Twin }>()
  for (const view of views) {
    goOn()
    takeTurn(view.twin, snapshots)
    const made = judge.first(view, now)
    const silent = made.findings.length === 0 && made.until === Number.POSITIVE_INFINITY
    if (!silent) found.set(view.twin.id, { ...made, twin: view.twin })
  }
  return found
}

/** Units and findings of first judgings of some twins, as one judging of all of them finds them. */
export function together(firsts: Iterable<FirstJudging>): FirstJudging {
  const all = [...firsts]
  return {
    units: all.flatMap(({ units }) => units),
    findings: all.flatMap(({ findings }) => findings).sort(worstFirst),
  }
}

/** What history says of the units of a twin. */
export function provenanceIn({ units }: FirstJudging, lookup: ProvenanceLookup): JudgedTwin['provenance'] {
  return units.map(({ twin, at }) => lookup(twin.id, at))
}

/** What was found of a twin, with what history says. */
export function foundWithHistory(
  { twin, first }: Pick<JudgedTwin, 'twin' | 'first'>,
  provenance: JudgedTwin['provenance'],
  lookup: ProvenanceLookup,
  { judge, now, windowHours }: Pick<Judging, 'judge' | 'now' | 'windowHours'>,
): readonly Finding[] {
  // Without a word of history, the first judging is the last.
  if (provenance.every((one) => one === undefined)) return first.findings
  return judge.withHistory(first.findings, twin.id, now, { provenanceOf: lookup, windowHours })
}

/** All findings of some twins, worst first: what one judging of all of them finds. */
export function findingsOf(judged: JudgedTwins): readonly Finding[] {
  return [...judged.values()].flatMap(({ found }) => found).sort(worstFirst)
}

/** Whether a twin that is as it was would be found as it was: history says the same, and nothing of it waits no more. */
export function stands(
  before: JudgedTwin,
  provenance: JudgedTwin['provenance'],
  { now, windowHours }: Pick<Judging, 'now' | 'windowHours'>,
): boolean {
  return (
    before.provenance.every((was, i) => {
      const is = provenance[i]
      return was?.moved === is?.moved && was?.since === is?.since
    }) &&
    before.found.every(({ status, since }) => {
      return status !== 'pending' || (since !== undefined && isWithin(Date.parse(since), { now, windowHours }))
    })
  )
}

function takeTurn(twin: Twin, snapshots: Judging['snapshots']): void {
  snapshots.candidate.judging(twin.candidate)
  snapshots.baseline.judging(twin.baseline)
}
