import { sides, type Key, type Origin, type Side } from '../model/resource.ts'
import type { Pairing, Twin } from '../model/twin.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { type CanonicalContext } from './canonical.ts'
import type { OwnedWords } from './foreign.ts'
import { rangeText } from './range-text.ts'
import { literally, resolve, resolveRange, type ComparedSide } from './side.ts'
import { unreadAddresses } from './unread-addresses.ts'
import { unreadRanges } from './unread-ranges.ts'

/** What a reference to a resource is called, the same on both sides exactly when the targets are twins. */
export interface Labels {
  (key: Key): string
  /** The same, only for what has a twin. */
  readonly paired: (key: Key) => string | undefined
  /** What was made with these labels, by collector and scope; see {@link comparingContext}. */
  readonly contexts: Readonly<Record<Side, Map<string, CanonicalContext>>>
  /** The same by the origin itself: what was read from one place mostly has one. */
  readonly byOrigin: Readonly<Record<Side, WeakMap<Origin, CanonicalContext>>>
}

/** The labels of a pairing: `@firewall/shop-web`. Ambiguous targets and those whose other side nobody read are unknown. */
export function labelsOf(pairing: Pairing): Labels {
  const book = new LabelBook(pairing.twins)
  return Object.assign((key: Key) => book.labelOf(key), {
    paired: (key: Key) => book.pairedLabelOf(key),
    contexts: { candidate: new Map<string, CanonicalContext>(), baseline: new Map<string, CanonicalContext>() },
    byOrigin: {
      candidate: new WeakMap<Origin, CanonicalContext>(),
      baseline: new WeakMap<Origin, CanonicalContext>(),
    },
  })
}

/** The labels of one kind. */
interface KindLabels {
  readonly labels: Map<Key, string>
  /** Those that have no twin. */
  readonly alone: Set<Key>
}

/** Labels by kind, made when the first of the kind is asked for: nothing refers to most of what there is. */
class LabelBook {
  private readonly twins = new Map<string, Twin[]>()
  private readonly made = new Map<string, KindLabels>()
  /** The kind that was asked about last, as keys begin with it. */
  private prefix = ''
  private last: KindLabels = { labels: new Map(), alone: new Set() }

  constructor(twins: readonly Twin[]) {
    for (const twin of twins) {
      const ofKind = this.twins.get(twin.kind)
      if (ofKind === undefined) this.twins.set(twin.kind, [twin])
      else ofKind.push(twin)
    }
  }

  labelOf(key: Key): string {
    return this.ofKindOf(key).labels.get(key) ?? UNKNOWN
  }

  pairedLabelOf(key: Key): string | undefined {
    const { labels, alone } = this.ofKindOf(key)
    return alone.has(key) ? undefined : labels.get(key)
  }

  private ofKindOf(key: Key): KindLabels {
    if (this.prefix !== '' && key.startsWith(this.prefix)) return this.last
    const kind = key.slice(0, key.indexOf('|'))
    let found = this.made.get(kind)
    if (found === undefined) this.made.set(kind, (found = labelsOfKind(this.twins.get(kind) ?? [])))
    this.prefix = `${kind}|`
    this.last = found
    return found
  }
}

function labelsOfKind(twins: readonly Twin[]): KindLabels {
  const words = twins.map(word)
  const named = new Set<string>()
  const several = new Set<string>()
  for (const one of words) (named.has(one) ? several : named).add(one)
  const labels = new Map<Key, string>()
  const alone = new Set<Key>()
  for (const [i, twin] of twins.entries()) {
    const own = words[i] ?? ''
    const label = twin.alone === 'not-covered' ? UNKNOWN : several.has(own) ? `${own}~${twin.id.slice(0, 6)}` : own
    for (const side of sides) {
      for (const key of twin[side]) {
        labels.set(key, label)
        if (twin.alone !== undefined) alone.add(key)
      }
    }
  }
  return { labels, alone }
}

function word(twin: Twin): string {
  return `@${twin.kind}/${twin.name}`
}

/** How values of one side become canonical for a comparison: references are called by what their twin is called. */
export function comparingContext(side: ComparedSide, from: Key, labels: Labels, other: OwnedWords): CanonicalContext {
  const origin = side.index.head(from)?.origin ?? nowhere
  const known = labels.byOrigin[side.side].get(origin)
  if (known !== undefined) return known
  // The same for all that was seen in one place, so that what a range comes to is worked out once there.
  const made = labels.contexts[side.side]
  const place = `${origin.collector}\n${origin.scope}`
  let context = made.get(place)
  if (context === undefined) made.set(place, (context = contextOf(side, origin, labels, other)))
  labels.byOrigin[side.side].set(origin, context)
  return context
}

const nowhere: Origin = { collector: '', mode: 'observed', scope: '' }

function contextOf(side: ComparedSide, origin: Origin, labels: Labels, other: OwnedWords): CanonicalContext {
  const ranges = new Map<string, string>()
  const unread = unreadRanges(side)
  const veiled = unreadAddresses(side)
  const ofRange = (raw: string): string =>
    rangeText(raw, {
      networks: side.networks,
      symbol: side.symbolOfRange,
      unread,
      named: (range) => {
        const key = resolveRange(side.index, range, origin)
        return key === null ? undefined : labels(key)
      },
      network: (range) => {
        const key = resolve(side.index, ['network'], range, origin)
        return key === null ? undefined : labels.paired(key)
      },
      peer: (range) => {
        const peer = side.peers(range)
        const text = peer === undefined ? undefined : labels.paired(peer.key)
        return peer === undefined || text === undefined ? undefined : { text, within: peer.within }
      },
    })
  return {
    translator: side.translator,
    reference: (kinds, raw) => {
      const key = resolve(side.index, kinds, raw, origin)
      if (key !== null) return labels(key)
      // A target that the other environment owns is no unknown: it is the most serious thing there is to find.
      return other.identifiers.has(raw) ? `@${other.environment}/${raw}` : UNKNOWN
    },
    range: (raw) => {
      const found = ranges.get(raw)
      if (found !== undefined) return found
      const text = ofRange(raw)
      if (ranges.size < mostRanges) ranges.set(raw, text)
      return text
    },
    ...(veiled === undefined ? {} : { veiled }),
    ...literally(side.itself),
  }
}

/** As many ranges as are remembered of one place. */
const mostRanges = 20_000
