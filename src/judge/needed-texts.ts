/** A pattern that is being read. */
interface Reading {
  readonly pattern: string
  at: number
}

/** Where a part of a pattern is not understood, nothing is said of the pattern. */
class NotUnderstood extends Error {}

/** What the part of a pattern needs, each of them in lower case: one of these texts is in whatever matches it. Undefined: nothing that is known. */
type Needed = readonly string[] | undefined

/**
 * Says of a text whether it may hold a match of an RE2 regular expression, by what stands in the expression letter by letter: never no where it
 * does. Nearly all texts are told so, at a small part of what an expression costs.
 */
export function mayHoldMatch(pattern: string): (text: string) => boolean {
  const needed = neededIn(pattern)
  if (needed === undefined) return () => true
  return (text) => {
    // Some letters of other alphabets are one with `k` and `s`, where case does not count.
    if (/[\u0080-\uffff]/.test(text)) return true
    const lower = text.toLowerCase()
    return needed.some((one) => lower.includes(one))
  }
}

function neededIn(pattern: string): Needed {
  if (!/^[\x20-\x7e]*$/.test(pattern)) return undefined
  const reading = { pattern, at: 0 }
  try {
    const needed = alternatives(reading)
    return reading.at === pattern.length ? needed : undefined
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

/** Up to the end, or to the bracket that closes a group. */
function alternatives(reading: Reading): Needed {
  const all: Needed[] = [sequence(reading)]
  while (reading.pattern[reading.at] === '|') {
    reading.at++
    all.push(sequence(reading))
  }
  return all.every((one) => one !== undefined) ? all.flat() : undefined
}

function sequence(reading: Reading): Needed {
  let best: Needed
  let run = ''
  const endRun = (): void => {
    if (run !== '') best = better(best, [run])
    run = ''
  }
  while (reading.at < reading.pattern.length && !'|)'.includes(reading.pattern[reading.at] ?? '')) {
    const item = one(reading)
    const times = quantifier(reading)
    if (times === 'any') {
      endRun()
      continue
    }
    if (typeof item === 'string') run += item
    else {
      endRun()
      best = better(best, item)
    }
    if (times === 'some') endRun()
  }
  endRun()
  return best
}

/** The one that fewer texts have: the longer its shortest text. */
function better(a: Needed, b: Needed): Needed {
  const length = (needed: Needed): number => Math.min(...(needed ?? ['']).map((text) => text.length))
  return length(b) > length(a) ? b : a
}

/** One character that stands for itself (as a text), or what anything else needs. */
function one(reading: Reading): string | Needed {
  const character = reading.pattern[reading.at++] ?? ''
  switch (character) {
    case '(':
      return group(reading)
    case '[':
      return characterClass(reading)
    case '.':
    case '^':
    case '$':
      return undefined
    case '\\':
      return escaped(reading)
    case '*':
    case '+':
    case '?':
    case '{':
      throw new NotUnderstood()
    default:
      return character.toLowerCase()
  }
}

function escaped(reading: Reading): string | Needed {
  const character = reading.pattern[reading.at++] ?? ''
  if (/[^A-Za-z0-9]/.test(character)) return character
  if (/[dDwWsSbBAz]/.test(character)) return undefined
  throw new NotUnderstood()
}

function group(reading: Reading): Needed {
  const opening = /^\?(?:P?<[A-Za-z0-9_]+>|[ims]*:|[ims]+\))/.exec(reading.pattern.slice(reading.at))
  if (opening === null && reading.pattern[reading.at] === '?') throw new NotUnderstood()
  reading.at += opening?.[0].length ?? 0
  if (opening?.[0].endsWith(')') === true) return undefined
  const needed = alternatives(reading)
  if (reading.pattern[reading.at++] !== ')') throw new NotUnderstood()
  return needed
}

function characterClass(reading: Reading): Needed {
  const found = /^\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*\]/.exec(reading.pattern.slice(reading.at))
  if (found === null) throw new NotUnderstood()
  reading.at += found[0].length
  return undefined
}

/** How often what came before is there. */
function quantifier(reading: Reading): 'once' | 'some' | 'any' {
  const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(reading.pattern.slice(reading.at))
  if (found === null) return 'once'
  reading.at += found[0].length
  return found[0].startsWith('+') ? 'some' : 'any'
}
