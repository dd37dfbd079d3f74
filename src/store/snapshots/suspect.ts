import type { Coverage } from '../../model/coverage.ts'
import { partsOfKey } from '../../model/resource.ts'
import { usuallyGone, type Expected } from '../contract/snapshots.ts'
import { storable } from '../storable-text.ts'
import type { LastPlace } from './version-writer.ts'

/** How many of a kind were in a place before, and how many of them a reading did not see. */
export interface Vanished {
  readonly place: LastPlace
  readonly before: number
  readonly gone: number
}

/** What is expected where nobody says anything else. */
const usual: Expected = { ...usuallyGone, fewer: () => false }

/** Counts by place what a reading did not see. `seen`: by stored key. */
export function vanishedOf(keys: Iterable<string>, seen: (key: string) => boolean): readonly Vanished[] {
  const places = new Map<string, { place: LastPlace; before: number; gone: number }>()
  for (const key of keys) {
    const { collector, scope, kind } = partsOfKey(key)
    const id = idOf({ collector, scope, kind })
    const counted = places.get(id) ?? { place: { collector, scope, kind }, before: 0, gone: 0 }
    counted.before++
    if (!seen(key)) counted.gone++
    places.set(id, counted)
  }
  return [...places.values()]
}

/** A reading with its suspicions told. */
export interface Believed {
  readonly coverage: readonly Coverage[]
  /** Places whose reading is not believed: what was there before stays. */
  readonly suspect: readonly Vanished[]
  /** By place: those that were suspect before, and that this reading could not look at to its end. */
  readonly stillDoubted: ReadonlySet<string>
}

/**
 * Does not believe a place where more than a share of a kind vanished at once, although its scope answered completely: that is more
 * often a filter, a permission or a wrong account than the truth. Such a place is partial, and says why. The second complete reading
 * that says the same is believed. `doubted`: the places that are suspect since their last complete reading.
 */
export function believe(
  coverage: readonly Coverage[],
  vanished: readonly Vanished[],
  doubted: Pick<ReadonlySet<string>, 'has'>,
  expected: Expected = usual,
): Believed {
  const byPlace = new Map(vanished.map((one) => [idOf(one.place), one]))
  const suspect: Vanished[] = []
  const stillDoubted = new Set<string>()
  const told = coverage.map((row): Coverage => {
    const place = { collector: row.origin.collector, scope: storable(row.origin.scope), kind: row.kind }
    const counted = byPlace.get(idOf(place))
    if (row.status !== 'complete' && doubted.has(idOf(place))) stillDoubted.add(idOf(place))
    if (row.status !== 'complete' || counted === undefined || doubted.has(idOf(place))) return row
    if (counted.gone < expected.atLeast || counted.gone / counted.before <= expected.share) return row
    if (expected.fewer(row.kind)) return row
    suspect.push(counted)
    return { ...row, status: 'partial', ...words(row, counted) }
  })
  return { coverage: told, suspect, stillDoubted }
}

function words(
  { kind, environment }: Coverage,
  { before, gone }: Vanished,
): Required<Pick<Coverage, 'reason' | 'remedy'>> {
  const accept = `POST /v1/environments/${environment}/suspects/accept`
  return {
    reason: `${gone} of ${before} resources of the kind ${kind} were gone at once, which is not believed before a second reading says the same.`,
    remedy: `Read it again to confirm it, or say that it is true (${accept}); otherwise check account, filters and permissions of the source. A planned scale-down is an exception with a window.`,
  }
}

/** What stands for a place. */
export function idOf({ collector, scope, kind }: LastPlace): string {
  return JSON.stringify([collector, scope, kind])
}
