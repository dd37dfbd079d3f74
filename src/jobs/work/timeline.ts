import type { Timeline } from './provenance.ts'

/** A stretch of the life of a resource in which one of its units did not change. */
export interface Stretch {
  readonly from: string
  /** Undefined: it is so now. */
  readonly to?: string
  /** Undefined: the resource was there, and the unit was not. */
  readonly value: string | undefined
}

/** What a resource was, as far as history reaches. */
export interface Life {
  /** Oldest first; there may be gaps, in which it was gone. */
  readonly stretches: readonly Stretch[]
  /** It was there when history begins: that it appears is no news. */
  readonly before: boolean
}

/** No resource is there. No value is written like it, for values are JSON. */
const gone = 'gone'
const without = 'without'

/**
 * One side of a unit from the lives of the resources that are, or were, its twin's: of a fleet, the distinct values of the
 * members of each moment. A unit that was away between two equal values was more likely not read than moved, and counts as
 * unmoved. Pure.
 */
export function timelineOf(lives: readonly Life[]): Timeline {
  const moments = [...new Set(lives.flatMap(boundaries))].sort((a, b) => Date.parse(a) - Date.parse(b))
  const start = valueAt(lives, Number.NEGATIVE_INFINITY)
  const changes: { at: string; value: string }[] = []
  for (const at of moments) {
    const value = valueAt(lives, Date.parse(at))
    const [before, last] = [changes.at(-2)?.value ?? start, changes.at(-1)?.value ?? start]
    if (value === last) continue
    if (changes.length > 0 && last === without && value === before) changes.pop()
    else changes.push({ at, value })
  }
  return { start, changes }
}

function boundaries({ stretches, before }: Life): readonly string[] {
  return stretches.flatMap(({ from, to }, i) => [
    ...(i === 0 && before ? [] : [from]),
    ...(to === undefined ? [] : [to]),
  ])
}

function valueAt(lives: readonly Life[], moment: number): string {
  const values = new Set<string>()
  for (const { stretches, before } of lives) {
    const stretch = stretches.find(({ from, to }, i) => {
      const begins = i === 0 && before ? Number.NEGATIVE_INFINITY : Date.parse(from)
      return begins <= moment && (to === undefined || moment < Date.parse(to))
    })
    if (stretch !== undefined) values.add(stretch.value ?? without)
  }
  return values.size === 0 ? gone : [...values].sort().join('\n')
}
