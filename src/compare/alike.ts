import { addTo } from './groups.ts'

/** As many of one side may share a piece of a name before it says nothing. */
const mostBearers = 25

/** As many pieces of a name are looked up: those that the fewest bear. */
const mostPieces = 6

/** As many of those that share the most pieces are looked at more closely. */
const mostLookedAt = 5

/** As long is a piece: two letters in a row stand in half of all names. */
const length = 4

/** Something by its name. */
export interface Called {
  readonly name: string
}

/**
 * Finds, for something, those of many that could be most like it: they share the pieces of its name that are rarest among them. So that not
 * all have to be compared with all: the work is in proportion to their number.
 */
export function likeliest<T extends Called>(many: readonly T[]): (one: Called) => readonly T[] {
  const bearers = new Map<string, Set<number>>()
  for (const [at, { name }] of many.entries()) for (const piece of pieces(name)) addTo(bearers, piece, at)
  return ({ name }) => {
    const found = [...pieces(name)].flatMap((piece) => bearers.get(piece) ?? []).sort((a, b) => a.size - b.size)
    const votes = new Map<number, number>()
    for (const all of found.slice(0, mostPieces)) {
      let looked = 0
      for (const at of all) {
        if (++looked > mostBearers) break
        votes.set(at, (votes.get(at) ?? 0) + 1)
      }
    }
    return [...votes]
      .sort(([a, mine], [b, theirs]) => theirs - mine || a - b)
      .slice(0, mostLookedAt)
      .flatMap(([at]) => many[at] ?? [])
  }
}

function pieces(name: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (let i = 0; i === 0 || i + length <= name.length; i++) found.add(name.slice(i, i + length))
  return found
}
