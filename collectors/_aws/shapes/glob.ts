/** Whether two patterns of listener rules (`*` any text, `?` one character) may fit one and the same text. Case is ignored. */
export function patternsMeet(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  // reach[j]: whether the rest of `a` from i on meets the rest of `b` from j on; worked out from the ends.
  let reach: boolean[] = []
  for (let i = a.length; i >= 0; i--) {
    const next = reach
    reach = new Array<boolean>(b.length + 1).fill(false)
    for (let j = b.length; j >= 0; j--) reach[j] = meetsFrom(a[i], b[j], { next, reach, j, ends: i === a.length })
  }
  return reach[0] === true
}

interface Step {
  readonly next: readonly boolean[]
  readonly reach: readonly boolean[]
  readonly j: number
  readonly ends: boolean
}

function meetsFrom(x: string | undefined, y: string | undefined, { next, reach, j, ends }: Step): boolean {
  if (ends && y === undefined) return true
  if (x === '*') return next[j] === true || (y !== undefined && reach[j + 1] === true)
  if (y === '*') return reach[j + 1] === true || (!ends && next[j] === true)
  if (ends || y === undefined) return false
  return (x === y || x === '?' || y === '?') && next[j + 1] === true
}
