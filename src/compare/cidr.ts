import type addresses from 'ipaddr.js'
import { commonJs } from '../model/commonjs.ts'

const ipaddr = commonJs('ipaddr.js') as typeof addresses

/** A parsed range: address bytes with the host bits cleared, and the prefix length. */
export interface Range {
  readonly bytes: readonly number[]
  readonly prefix: number
  readonly text: string
}

/** A range or single address (`10.0.0.7` is `10.0.0.7/32`) with its host bits cleared; undefined when it is neither. */
export function parseRange(text: string): Range | undefined {
  let found = known.get(text)
  if (found === undefined) {
    if (known.size >= most) known.clear()
    known.set(text, (found = { range: parsedRange(text) }))
  }
  return found.range
}

/** The same few ranges stand in thousands of rules. */
const known = new Map<string, { readonly range: Range | undefined }>()
const most = 20_000

function parsedRange(text: string): Range | undefined {
  const [address = '', length] = text.split('/')
  if (!ipaddr.isValid(address) || (address.includes('.') && !ipaddr.IPv4.isValidFourPartDecimal(address)))
    return undefined
  const parsed = ipaddr.parse(address)
  const bits = parsed.toByteArray().length * 8
  const prefix = length === undefined ? bits : Number(length)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined
  const bytes = clear(parsed.toByteArray(), prefix)
  return { bytes, prefix, text: `${ipaddr.fromByteArray(bytes).toString()}/${prefix}` }
}

/** Whether `inner` lies within `outer` (or is it). */
export function contains(outer: Range, inner: Range): boolean {
  if (outer.bytes.length !== inner.bytes.length || outer.prefix > inner.prefix) return false
  return clear(inner.bytes, outer.prefix).every((byte, i) => byte === outer.bytes[i])
}

/** Where `inner` starts within `outer`, in the notation of an address: `0.0.4.0`. */
export function offsetIn(outer: Range, inner: Range): string {
  const bytes = inner.bytes.map((byte, i) => byte ^ (outer.bytes[i] ?? 0))
  return ipaddr.fromByteArray(bytes).toString()
}

/** Ranges that mean the same everywhere: everything, loopback, link-local, the private blocks as a whole. */
export function isWellKnown(range: Range): boolean {
  return wellKnown.has(range.text)
}

const wellKnown = new Set([
  '0.0.0.0/0',
  '::/0',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
])

function clear(bytes: readonly number[], prefix: number): number[] {
  return bytes.map((byte, i) => {
    const kept = Math.max(0, Math.min(8, prefix - i * 8))
    return byte & (0xff << (8 - kept)) & 0xff
  })
}
