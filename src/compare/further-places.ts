import { kindOf } from '../model/kinds/index.ts'
import { sides, type Key, type Side } from '../model/resource.ts'
import type { CanonicalHead } from '../model/twin.ts'
import type { Draft, MatchRequest } from './draft.ts'
import { joiner } from './joined.ts'
import type { KindMatcher } from './kind-matcher.ts'
import { looseName } from './loose-names.ts'
import { wordsOf } from './standing-pairs.ts'

/**
 * Lets what stands in further places join the twins of its likes: where staging has one region and production two, what is called
 * alike in both of production's is one twin, with a member in each. Place by place, what has no like yet is paired by its words as everything
 * else is. Nothing joins where two could be meant. Linear in resources.
 */
export function joinFurther(
  drafts: readonly Draft[],
  matchers: readonly KindMatcher[],
  request: Pick<MatchRequest, Side>,
): readonly Draft[] {
  if (sides.every((side) => request[side].facing.further.length === 0)) return drafts
  const all = [...drafts]
  const taken = new Set(drafts.flatMap((draft) => sides.flatMap((side) => draft[side].map(({ key }) => key))))
  for (const side of sides) {
    for (const role of request[side].facing.further) {
      const left: (readonly [KindMatcher, readonly CanonicalHead[]])[] = []
      for (const matcher of matchers) {
        const heads = matcher.admit(side, role, taken)
        if (heads.length === 0) continue
        const rest = join(side, role, heads, all, matcher, byWords(side, heads, all, matcher.kind))
        all.push(...matcher.byWordsOfTheRest())
        left.push([matcher, rest])
      }
      const joined = joiner(all)
      for (const [matcher, heads] of left) {
        const open = new Set(matcher.leftovers(side).map(({ key }) => key))
        const rest = heads.filter(({ key }) => open.has(key))
        const through = join(side, role, rest, all, matcher, byReferrers(side, all, matcher.kind))
        join(side, role, through, all, matcher, byWhatTheyJoin(side, through, all, matcher.kind, joined))
      }
    }
  }
  return all
}

/** The place among the drafts of the twin that a resource is a further member of, and why; undefined where none is sure. */
type Home = (head: CanonicalHead) => { readonly at: number; readonly why: string } | undefined

/** Puts each where it belongs, and returns what is left. */
function join(
  side: Side,
  role: string,
  heads: readonly CanonicalHead[],
  drafts: Draft[],
  matcher: KindMatcher,
  homeOf: Home,
): readonly CanonicalHead[] {
  return heads.filter((head) => {
    const home = homeOf(head)
    const draft = home === undefined ? undefined : drafts[home.at]
    if (home === undefined || draft === undefined) return true
    const why = `also in ${role}: ${home.why}`
    const further = [...(draft.further ?? []), { key: head.key, why }]
    drafts[home.at] = { ...draft, [side]: [...draft[side], head], further }
    matcher.joined(side, head)
    return false
  })
}

/** By the first word that one twin alone has here, and nothing else of the further place. */
function byWords(side: Side, heads: readonly CanonicalHead[], drafts: readonly Draft[], kind: string): Home {
  const homes = new Map<string, Set<number>>()
  for (const [at, draft] of drafts.entries()) {
    if (draft.kind !== kind) continue
    for (const head of draft[side]) {
      for (const word of namesOf(head)) homes.set(word, (homes.get(word) ?? new Set()).add(at))
    }
  }
  const bearers = new Map<string, number>()
  for (const head of heads) for (const word of namesOf(head)) bearers.set(word, (bearers.get(word) ?? 0) + 1)
  const isFleet = kindOf(kind)?.pairing === 'fleet'
  return (head) => {
    for (const word of namesOf(head)) {
      const [at, another] = homes.get(word) ?? []
      if (at === undefined) continue
      if (another !== undefined || (bearers.get(word) !== 1 && !isFleet)) return undefined
      return { at, why: `the same ${word.replace(/^(?:\d|loose) (.*)$/s, 'name, "$1"').replaceAll('\u0000', ', ')}` }
    }
    return undefined
  }
}

/** Its words from the surest; where it has no name, the tags that say which part it plays. */
function namesOf(head: CanonicalHead): readonly string[] {
  const words = [...new Set(wordsOf(head))]
  const loose = looseName(head.names.at(-1))
  if (loose !== undefined) words.push(`loose ${loose}`)
  if (head.names.length === 0 && head.tagKey !== '') words.push(`tags ${head.tagKey}`)
  return words
}

/** What the members of a twin in further places refer to, where it refers in the first place to something that has a twin. */
function byReferrers(side: Side, drafts: readonly Draft[], kind: string): Home {
  const through = kindOf(kind)?.pairedThrough
  const homes = new Map<Key, Set<number>>()
  if (through === undefined) return () => undefined
  const places = new Map<Key, number>()
  for (const [at, draft] of drafts.entries()) {
    if (draft.kind === kind) for (const { key } of draft[side]) places.set(key, at)
  }
  for (const draft of drafts) {
    if (draft.kind !== through.kind || draft.further === undefined) continue
    const targets = draft[side].flatMap((head) => head.refsIn(through.field).flatMap(({ to }) => to ?? []))
    const at = new Set(targets.flatMap((key) => places.get(key) ?? []))
    const [only, another] = at
    if (only === undefined || another !== undefined) continue
    for (const key of targets) if (!places.has(key)) homes.set(key, (homes.get(key) ?? new Set()).add(only))
  }
  return ({ key }) => {
    const [at, another] = homes.get(key) ?? []
    return at === undefined || another !== undefined ? undefined : { at, why: 'it is used by the same' }
  }
}

/** What joins the same twins as a member of a twin does. */
function byWhatTheyJoin(
  side: Side,
  heads: readonly CanonicalHead[],
  drafts: readonly Draft[],
  kind: string,
  joined: ReturnType<typeof joiner>,
): Home {
  const fields = kindOf(kind)?.pairedBy
  if (fields === undefined) return () => undefined
  const homes = new Map<string, Set<number>>()
  for (const [at, draft] of drafts.entries()) {
    if (draft.kind !== kind) continue
    for (const head of draft[side]) {
      const word = joined(side, head, fields)?.word
      if (word !== undefined) homes.set(word, (homes.get(word) ?? new Set()).add(at))
    }
  }
  const words = heads.flatMap((head) => joined(side, head, fields)?.word ?? [])
  return (head) => {
    const found = joined(side, head, fields)
    const [at, another] = homes.get(found?.word ?? '') ?? []
    if (found === undefined || at === undefined || another !== undefined) return undefined
    if (words.filter((word) => word === found.word).length > 1) return undefined
    return { at, why: `it joins ${found.names.join(' and ')}` }
  }
}
