import type { Side } from './resource.ts'

/** How the places of one side face those of the other: regions and clusters by their roles. */
export interface Facing {
  /** The role under which what was seen in a place is paired first. */
  readonly pairsAs: (role: string) => string
  /** The role whose scopes answer for a place, in the words of the side that has one place of the sort. */
  readonly answersAs: (role: string) => string
  /**
   * The places beside one that is faced already, in their order: a second region, a second cluster. What stands there is one more
   * place of the twin that its likes have.
   */
  readonly further: readonly string[]
  /** The symbol that a symbol of a place stands for, where one place of the other side faces several: `{region:second}`. */
  readonly symbols: ReadonlyMap<string, string>
}

/** Every place faces the one of its own role. */
export const facingAlike: Facing = {
  pairsAs: (role) => role,
  answersAs: (role) => role,
  further: [],
  symbols: new Map(),
}

/**
 * How places face each other where one side has a single region or cluster and the other has several, or has it under another role: one
 * staging cluster faces all of production's. Of several, the one of the same role is faced first (or else the first by its name), and the
 * others are further places of what is paired there. Roles that both sides have several of answer to their own alone, and so does an account,
 * whose role says what is in it.
 *
 * @param roles the roles of the scopes that were read on each side; see Coverage.role
 */
export function facingOf(roles: Readonly<Record<Side, Iterable<string>>>): Readonly<Record<Side, Facing>> {
  const shapes = { candidate: byShape(roles.candidate), baseline: byShape(roles.baseline) }
  const drafts = { candidate: draftOf(), baseline: draftOf() }
  for (const [shape, mine] of shapes.candidate) {
    const theirs = shapes.baseline.get(shape) ?? []
    const [one, another] = theirs
    if (one !== undefined && another === undefined) face(mine, one, drafts.candidate)
    else if (mine[0] !== undefined && mine.length === 1) face(theirs, mine[0], drafts.baseline)
  }
  return { candidate: made(drafts.candidate), baseline: made(drafts.baseline) }
}

interface Draft {
  readonly pairs: Map<string, string>
  readonly answers: Map<string, string>
  readonly further: string[]
  readonly symbols: Map<string, string>
}

function draftOf(): Draft {
  return { pairs: new Map(), answers: new Map(), further: [], symbols: new Map() }
}

function made({ pairs, answers, further, symbols }: Draft): Facing {
  if (pairs.size === 0 && further.length === 0) return facingAlike
  return {
    pairsAs: (role) => pairs.get(role) ?? role,
    answersAs: (role) => answers.get(role) ?? role,
    further: [...further].sort(),
    symbols,
  }
}

/** Lets the places of one side face the only one of the other. */
function face(several: readonly string[], one: string, draft: Draft): void {
  const [first, ...others] = several.includes(one) ? [one, ...several.filter((role) => role !== one)] : several
  if (first === undefined) return
  for (const role of several) for (const [own, theirs] of symbolsOf(role, one)) draft.symbols.set(own, theirs)
  draft.further.push(...others)
  if (first === one) return
  draft.pairs.set(first, one)
  draft.answers.set(first, one)
  // A cluster stands for all that it faces. What is kept in a second region need not be anywhere else.
  if (/\{cluster:/.test(one)) for (const role of others) draft.answers.set(role, one)
}

const place = /\{(region|cluster):[^{}]*\}/g

/** Roles by what they have in common when regions and clusters are not told apart. A role that names neither faces its own alone. */
function byShape(roles: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const role of [...new Set(roles)].sort()) {
    const shape = role.replace(place, '{$1}')
    if (shape === role) continue
    const alike = found.get(shape)
    if (alike === undefined) found.set(shape, [role])
    else alike.push(role)
  }
  return found
}

/** The symbols of two roles of one shape, place by place. */
function symbolsOf(own: string, theirs: string): readonly (readonly [string, string])[] {
  const words = theirs.match(place) ?? []
  return (own.match(place) ?? []).flatMap((word, i) => {
    const other = words[i]
    return other === undefined || other === word ? [] : [[word, other] as const]
  })
}
