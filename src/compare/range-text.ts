import type { Lexicon } from '../model/lexicon.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { contains, isWellKnown, offsetIn, parseRange, type Range } from './cidr.ts'
import type { Whereabouts } from './unread-ranges.ts'

/** What a range can be, in one environment. */
export interface RangePlaces {
  /** The ranges of its networks. */
  readonly networks: readonly Range[]
  /** The text that stands for the subnet (or network) that has exactly this range; undefined when there is none. */
  readonly named: (range: string) => string | undefined
  /** The user's own symbol for exactly this range: an office, a network that is peered and read by nobody. */
  readonly symbol?: (range: string) => string | undefined
  /** The peer that has this range, or a part of it: the text that stands for it, and which of its ranges. Left out: there is none. */
  readonly peer?: (range: Range) => { readonly text: string; readonly within: Range } | undefined
  /** The text that stands for the network whose range this is; undefined when only its offsets can be told. */
  readonly network: (range: string) => string | undefined
  /** Whether it cannot be told what a range is, because what it would be was not read. Left out: all was read. */
  readonly unread?: (range: Range, where: Whereabouts) => boolean
}

/**
 * A range by what it is: a subnet or network of the environment by name; a symbol that the configuration has for it; a part of one of its networks by offset
 * (`@network/shop+0.0.4.7/32`, or `{vpc}+0.0.4.7/32` where the network has no twin), or of a network that it is peered with
 * (`@network-peering/shop-tools`); anything else as it is written, with its host bits cleared. What could be one of these and was not
 * read is unknown.
 */
export function rangeText(raw: string, places: RangePlaces): string {
  const range = parseRange(raw)
  if (range === undefined) return raw
  if (isWellKnown(range)) return range.text
  const named = places.named(range.text)
  if (named !== undefined) return named
  const symbol = places.symbol?.(range.text)
  if (symbol !== undefined) return symbol
  const index = places.networks.findIndex((network) => contains(network, range))
  const network = places.networks[index]
  if (network === undefined) {
    const peer = places.peer?.(range)
    if (places.unread?.(range, peer === undefined ? 'elsewhere' : 'behind-peer') === true) return UNKNOWN
    if (peer === undefined) return range.text
    return peer.within.text === range.text ? peer.text : `${peer.text}+${offsetIn(peer.within, range)}/${range.prefix}`
  }
  if (network.text === range.text) return '{vpc}'
  if (places.unread?.(range, 'in-network') === true) return UNKNOWN
  return `${places.network(network.text) ?? '{vpc}'}+${offsetIn(network, range)}/${range.prefix}`
}

/** Finds the symbol of a range among the words of the configuration, however it is written there. */
export function rangeSymbols({ entries }: Lexicon): (range: string) => string | undefined {
  const found = new Map<string, string>()
  for (const { symbol, match, from } of entries) {
    const range = from === 'configured' ? parseRange(match) : undefined
    if (range !== undefined) found.set(range.text, symbol)
  }
  return (range) => found.get(range)
}
