import { kindOf } from '../../model/kinds/index.ts'
import { keyOf, type Head, type Origin } from '../../model/resource.ts'

type Parsed = { -readonly [K in keyof Head]?: unknown }

/** So many different accounts and regions are told by one text each. */
const mostWords = 1000

const known: ReadonlySet<string> = new Set([
  ...['key', 'kind', 'id', 'origin', 'name', 'address', 'identifiers', 'account', 'region', 'service', 'contentDigest'],
])

/**
 * Reads the heads of one snapshot that are as they are written: what was parsed is taken as it is, without a copy. Undefined for one that
 * may be wrong, or is written in another way: whoever reads the whole line says so. `shared` makes origins that are alike one.
 */
export function quickHeads(shared: (origin: Origin) => Origin): (json: string) => Head | undefined {
  const words = new Map<string, string>()
  const prefixes = new Map<Origin, Map<string, string>>()
  const word = (text: unknown): unknown => {
    if (typeof text !== 'string') return text
    const found = words.get(text)
    if (found === undefined && words.size < mostWords) words.set(text, text)
    return found ?? text
  }
  const prefixOf = (kind: string, origin: Origin): string => {
    let ofOrigin = prefixes.get(origin)
    if (ofOrigin === undefined) prefixes.set(origin, (ofOrigin = new Map<string, string>()))
    let prefix = ofOrigin.get(kind)
    if (prefix === undefined) ofOrigin.set(kind, (prefix = keyOf(kind, origin.collector, origin.scope, '')))
    return prefix
  }
  return (json) => {
    const head = parsed(json)
    if (head === undefined) return undefined
    for (const name in head) if (!known.has(name)) return undefined
    const { key, id, contentDigest } = head
    const kind = typeof head.kind === 'string' ? kindOf(head.kind) : undefined
    const given = originOf(head.origin)
    if (kind === undefined || given === undefined) return undefined
    if (!isWord(id) || !isWord(key) || typeof contentDigest !== 'string') return undefined
    const origin = shared(given)
    const prefix = prefixOf(kind.id, origin)
    if (/[%|]/.test(id) || key.length !== prefix.length + id.length) return undefined
    if (!key.startsWith(prefix) || !key.endsWith(id) || !/^[0-9a-f]{64}$/.test(contentDigest)) return undefined
    if (!isWords(head.identifiers)) return undefined
    for (const one of [head.name, head.address, head.account, head.region]) {
      if (one !== undefined && !isWord(one)) return undefined
    }
    if (head.service !== undefined && typeof head.service !== 'string') return undefined
    head.kind = kind.id
    head.origin = origin
    if (head.account !== undefined) head.account = word(head.account)
    if (head.region !== undefined) head.region = word(head.region)
    return head as Head
  }
}

function parsed(json: string): Parsed | undefined {
  try {
    // It begins with a brace.
    return JSON.parse(json) as Parsed
  } catch {
    return undefined
  }
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** Texts, none of them twice. */
function isWords(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 32) return false
  return (value as readonly unknown[]).every((one, i) => isWord(one) && value.indexOf(one) === i)
}

function originOf(value: unknown): Origin | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 3) return undefined
  const { collector, mode, scope } = value as { readonly [K in keyof Origin]?: unknown }
  if (!isWord(collector) || !isWord(scope) || (mode !== 'observed' && mode !== 'declared')) return undefined
  return /^[a-z0-9][a-z0-9-]{0,99}$/.test(collector) ? { collector, mode, scope } : undefined
}
