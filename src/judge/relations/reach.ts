import type addresses from 'ipaddr.js'
import { commonJs } from '../../model/commonjs.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { Seen, Unit } from '../../model/twin.ts'

const ipaddr = commonJs('ipaddr.js') as typeof addresses

/** One firewall rule, as far as its reach goes. */
export interface Opening {
  readonly raw: JsonObject
  readonly canonical: JsonObject
  /** Its other end as a range; undefined when it is none. */
  readonly range: Range | undefined
  /** Its other end in one word. */
  readonly end: string
}

/** Each rule is compared with many others, and read only once. */
const openings = new WeakMap<Seen, Opening>()

/** The firewall rule of one side of a unit. */
export function openingOf(unit: Unit, side: 'candidate' | 'baseline'): Opening | undefined {
  const seen = unit[side]
  const known = seen === undefined ? undefined : openings.get(seen)
  if (known !== undefined) return known
  if (seen === undefined || !isJsonObject(seen.raw) || !isJsonObject(seen.canonical)) return undefined
  const { raw, canonical } = seen
  const end = ['cidr', 'group', 'prefixList'].map((k) => JSON.stringify(canonical[k] ?? null)).join('|')
  const opening = { raw, canonical, range: cidr(raw['cidr']), end }
  openings.set(seen, opening)
  return opening
}

/** What a rule lets through, in one word. */
export function trafficOf({ raw }: Opening): string {
  return JSON.stringify([raw['protocol'], raw['ports']])
}

/** Whether nothing can let through less than a rule but from fewer: one port of one protocol. */
export function isOneTraffic({ raw }: Opening): boolean {
  const range = portRange(raw['ports'])
  return raw['protocol'] !== 'all' && range !== undefined && range[0] === range[1]
}

/** Whether the wide rule lets through all that the narrow one does, and more. */
export function wider(wide: Opening, narrow: Opening): boolean {
  const parts = [
    compareProtocols(wide.raw['protocol'], narrow.raw['protocol']),
    comparePorts(wide.raw['ports'], narrow.raw['ports']),
    compareEnds(wide, narrow),
  ]
  return parts.every((part) => part !== 'other') && parts.includes('wider')
}

type Extent = 'same' | 'wider' | 'other'

function compareProtocols(wide: Json | undefined, narrow: Json | undefined): Extent {
  if (wide === narrow) return 'same'
  return wide === 'all' ? 'wider' : 'other'
}

function comparePorts(wide: Json | undefined, narrow: Json | undefined): Extent {
  if (wide === narrow) return 'same'
  if (wide === 'all') return 'wider'
  const [outer, inner] = [portRange(wide), portRange(narrow)]
  if (outer === undefined || inner === undefined) return 'other'
  return outer[0] <= inner[0] && outer[1] >= inner[1] ? 'wider' : 'other'
}

function portRange(ports: Json | undefined): readonly [number, number] | undefined {
  const match = typeof ports === 'string' ? /^(\d+)(?:-(\d+))?$/.exec(ports) : null
  return match === null ? undefined : [Number(match[1]), Number(match[2] ?? match[1])]
}

/**
 * Ranges inside the environments' own networks lie at different offsets, so there only their sizes can be compared; what has
 * a name of its own is never another of its kind, however large: public subnets are no wider than private ones. A range that both sides
 * write as it is must really contain the other. The whole internet contains any other end.
 */
function compareEnds(wide: Opening, narrow: Opening): Extent {
  if (wide.end === narrow.end) return 'same'
  const outer = wide.range
  if (outer === undefined) return 'other'
  const inner = narrow.range
  if (inner === undefined) return outer.length === 0 ? 'wider' : 'other'
  if (outer.bytes.length !== inner.bytes.length) return 'other'
  const [around, within] = [wide.canonical['cidr'], narrow.canonical['cidr']]
  const isOwn = symbolic(around) && symbolic(within)
  if (isOwn && isNamed(around) && isNamed(within)) return isNetwork(around) && !isNetwork(within) ? 'wider' : 'other'
  if (outer.length >= inner.length) return 'other'
  return isOwn || contains(outer, inner) ? 'wider' : 'other'
}

interface Range {
  readonly bytes: readonly number[]
  readonly length: number
}

function cidr(text: Json | undefined): Range | undefined {
  if (typeof text !== 'string' || !ipaddr.isValidCIDR(text)) return undefined
  const [address, length] = ipaddr.parseCIDR(text)
  return { bytes: address.toByteArray(), length }
}

function contains(outer: Range, inner: Range): boolean {
  for (let bit = 0; bit < outer.length; bit++) {
    const [byte, mask] = [bit >> 3, 128 >> (bit & 7)]
    if (((outer.bytes[byte] ?? 0) & mask) !== ((inner.bytes[byte] ?? 0) & mask)) return false
  }
  return true
}

/** A range that compare has recognised as part of the environment's own network. */
function symbolic(canonical: Json | undefined): boolean {
  return typeof canonical === 'string' && /^[@{]/.test(canonical)
}

/** Whether a range has the name of a network or a subnet, and is no part of one that is told by its offset. */
function isNamed(canonical: Json | undefined): boolean {
  return typeof canonical === 'string' && !/\+[0-9a-f.:]+\/\d+$/.test(canonical)
}

function isNetwork(canonical: Json | undefined): boolean {
  return typeof canonical === 'string' && /^(?:\{vpc\}$|@network\/)/.test(canonical)
}
