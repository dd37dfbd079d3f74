import type { Json } from '../model/json.ts'
import type { Pointer } from '../model/pointer.ts'
import { UNKNOWN } from '../model/unknown.ts'
import type { Element } from './canonical.ts'
import { isWellKnown, parseRange } from './cidr.ts'
import { differingLeaves, reconciled } from './same.ts'
import { hasUnread, withoutAddresses } from './unread-addresses.ts'
import { isPrivate } from './unread-ranges.ts'

/** Both sides' distinct values of one unit; more than one where the members of a fleet disagree, none where it is absent. */
export interface MergedUnit {
  readonly at: Pointer
  readonly candidate: readonly Element[]
  readonly baseline: readonly Element[]
  /** Where they differ, where each side has one value. Left out: nobody has looked. */
  readonly leaves?: readonly Pointer[]
}

type Values = ReadonlyMap<Pointer, readonly Element[]>
type Entry = readonly [at: Pointer, values: readonly Element[]]

/**
 * Brings the units of both sides together: by canonical pointer; what is left over, by its key as written, since text that is
 * equal as written is equal; and last, an element whose key has an unknown part (a firewall rule whose other end nobody
 * read) answers to one leftover that agrees in the known parts. Linear in the units.
 */
export function mergeUnits(candidate: Values, baseline: Values): readonly MergedUnit[] {
  const merged: MergedUnit[] = []
  let mine = [...candidate]
  const theirs = new Map(baseline)
  /** Joins what has the same word on both sides, one to one, in order. */
  const join = (own: (e: Entry) => string | undefined, other: (e: Entry) => string | undefined): void => {
    const byWord = new Map<string, Entry[]>()
    for (const entry of theirs) {
      const word = other(entry)
      if (word === undefined) continue
      const waiting = byWord.get(word)
      if (waiting === undefined) byWord.set(word, [entry])
      else waiting.push(entry)
    }
    // Taken from the end, which costs nothing.
    for (const waiting of byWord.values()) waiting.reverse()
    mine = mine.filter((entry) => {
      const word = own(entry)
      const answer = word === undefined ? undefined : byWord.get(word)?.pop()
      if (answer === undefined) return true
      theirs.delete(answer[0])
      merged.push({ at: isVague(entry) ? answer[0] : entry[0], candidate: entry[1], baseline: answer[1] })
      return false
    })
  }
  // Nearly all are joined here, by their pointer.
  mine = mine.filter((entry) => {
    const answer = isVague(entry) ? undefined : theirs.get(entry[0])
    if (answer === undefined || isVague([entry[0], answer])) return true
    theirs.delete(entry[0])
    merged.push({ at: entry[0], candidate: entry[1], baseline: answer })
    return false
  })
  if (mine.length === 0 && theirs.size === 0) return merged.map(reconcile)
  join(writtenPlace, writtenPlace)
  // What is known on one side first, so that two unknown ends do not leave two known ones without an answer.
  const masks = new Map([...mine, ...theirs].filter(isVague).map((entry) => [maskOf(entry).join(), maskOf(entry)]))
  // And what is told by its text first, of which less is unknown.
  for (const [word, mask] of [...masks].sort(([, a], [, b]) => unknownIn(a) - unknownIn(b))) {
    const vague = (entry: Entry): string | undefined =>
      maskOf(entry).join() === word ? outline(entry, mask) : undefined
    const clear = (entry: Entry): string | undefined => (isVague(entry) ? undefined : outline(entry, mask))
    join(vague, clear)
    join(clear, vague)
    join(vague, vague)
  }
  for (const [at, values] of mine) merged.push({ at, candidate: values, baseline: [] })
  for (const [at, values] of theirs) merged.push({ at, candidate: [], baseline: values })
  return merged.map(reconcile)
}

/** Members of a fleet that disagree are left as they are: each is compared with each. */
function reconcile(unit: MergedUnit): MergedUnit {
  const [mine, moreOfMine] = unit.candidate
  const [theirs, moreOfTheirs] = unit.baseline
  if (mine === undefined || theirs === undefined || moreOfMine !== undefined || moreOfTheirs !== undefined) return unit
  const leaves = differingLeaves(mine, theirs)
  const [candidate, baseline] = reconciled(mine, theirs, leaves)
  return {
    at: unit.at,
    candidate: [withCanonical(mine, candidate)],
    baseline: [withCanonical(theirs, baseline)],
    leaves,
  }
}

function withCanonical(element: Element, canonical: Json): Element {
  return element.canonical === canonical ? element : { ...element, canonical }
}

/** The field and the key as written. A member of a fleet that lacks the element has no key. */
function writtenPlace([at, values]: Entry): string | undefined {
  const written = values.find((element) => element.written !== undefined)?.written
  return written === undefined ? undefined : `${fieldOf(at)}/${written}`
}

function fieldOf(at: Pointer): string {
  return at.slice(0, at.lastIndexOf('/'))
}

function partsOf([, values]: Entry): readonly (Json | undefined)[] {
  return values.find((element) => element.parts !== undefined)?.parts ?? none
}

const none: readonly undefined[] = []

function isVague(entry: Entry): boolean {
  return partsOf(entry).some((part) => doubtOf(part) !== known)
}

/** A part of a key is known, or unknown, or a text in which an address is. */
const [known, unknown, unknownInText] = [0, 1, 2]

function doubtOf(part: Json | undefined): number {
  if (part === UNKNOWN) return unknown
  return typeof part === 'string' && hasUnread(part) ? unknownInText : known
}

/** What is unknown of each part of the key. */
function maskOf(entry: Entry): readonly number[] {
  return partsOf(entry).map(doubtOf)
}

function unknownIn(mask: readonly number[]): number {
  return mask.filter((doubt) => doubt === unknown).length
}

/**
 * An element by its field and key, with a blank for the parts that are unknown on one side. Only something of the
 * environment itself (a resource, a part of its network, a private range that may be one) is blanked: an unknown firewall is never
 * the whole internet. Of a text in which an address is unknown, the addresses of networks are.
 */
function outline(entry: Entry, mask: readonly number[]): string {
  const parts = partsOf(entry).map((part, i) => {
    if (mask[i] === unknown && isOfEnvironment(part)) return 0
    return mask[i] === unknownInText && typeof part === 'string' ? withoutAddresses(part) : (part ?? null)
  })
  return `${fieldOf(entry[0])} ${JSON.stringify(parts)}`
}

function isOfEnvironment(part: Json | undefined): boolean {
  if (typeof part !== 'string') return false
  const range = /^[0-9a-f.:]+\/\d+$/.test(part) ? parseRange(part) : undefined
  return range === undefined ? /^(?:@|\{vpc\}(?:\+[0-9a-f:./]+)?$)/.test(part) : isPrivate(range) && !isWellKnown(range)
}
