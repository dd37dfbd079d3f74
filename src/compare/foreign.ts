import { isFingerprint } from '../model/fingerprint.ts'
import type { Json } from '../model/json.ts'
import type { Lexicon } from '../model/lexicon.ts'
import type { Head } from '../model/resource.ts'
import type { Foreign } from '../model/twin.ts'
import { contains, isWellKnown, parseRange, type Range } from './cidr.ts'

/** The words by which one environment can be recognised in another's values. */
export interface OwnedWords {
  readonly environment: string
  readonly domains: readonly string[]
  readonly accounts: ReadonlySet<string>
  readonly aliases: readonly string[]
  readonly networks: readonly Range[]
  /** Ids, ARNs and endpoints: words that no other environment can have by chance. */
  readonly identifiers: ReadonlySet<string>
}

/** What an environment owns, from its lexicon and what was seen in it. */
export function ownedWords(lexicon: Lexicon, heads: Iterable<Head>): OwnedWords {
  const of = (test: (symbol: string) => boolean): string[] =>
    lexicon.entries.filter((e) => test(e.symbol)).map((e) => e.match)
  const identifiers = new Set<string>()
  for (const head of heads) {
    for (const word of [head.id, ...head.identifiers]) if (isUnmistakable(word)) identifiers.add(word)
  }
  return {
    environment: lexicon.environment,
    domains: of((s) => s === '{domain}').map((d) => d.toLowerCase()),
    accounts: new Set(of((s) => s.startsWith('{account:'))),
    aliases: of((s) => s === '{env}').map((a) => a.toLowerCase()),
    networks: of((s) => s === '{vpc}').flatMap((cidr) => parseRange(cidr) ?? []),
    identifiers,
  }
}

/** Finds the words in one side's values that belong to the other environment. */
export type ForeignDetector = (raw: Json, counterpart: Json | undefined) => readonly Foreign[]

/**
 * The detector for values of `own` that should not point at `other`. `shared` holds what both use on purpose: hosts (with
 * their subdomains), accounts, ids, or any text that occurs in the value; what matches is passed over.
 *
 * The alias alone (`NODE_ENV=production`) is a setting, not a reference; inside a host (`db.production.internal`), or in a
 * compound word that both sides spell alike (`shop-production-assets`), it is one.
 */
export function foreignDetector(own: OwnedWords, other: OwnedWords, shared: readonly string[]): ForeignDetector {
  const sharedWords = shared.map((word) => word.toLowerCase())
  const isShared = (text: string): boolean => sharedWords.some((word) => text.toLowerCase().includes(word))
  const inText = (text: string, counterpart: string | undefined): readonly Foreign[] => {
    const found: Foreign[] = []
    const add = (by: Foreign['by'], word: string): void => {
      if (!isShared(word) && !found.some((f) => f.word === word))
        found.push({ environment: other.environment, word, by })
    }
    for (const word of words(text)) {
      if (other.identifiers.has(word) && !own.identifiers.has(word)) add('resource', word)
    }
    for (const [account] of text.matchAll(/(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g)) {
      if (other.accounts.has(account) && !own.accounts.has(account)) add('account', account)
    }
    for (const range of rangesIn(text)) {
      const theirs = other.networks.some((n) => contains(n, range)) && !own.networks.some((n) => contains(n, range))
      if (theirs && !isWellKnown(range)) add('network', range.text)
    }
    for (const host of hostsIn(text)) {
      const owner = domainOwner(host, own, other)
      // `api-staging.shop.example` under production's domain is staging's, though nobody configured it as a domain.
      if (owner === 'other' && !namesOwn(host, own)) add('domain', host)
      else if (owner === undefined && namesOther(host, own, other)) add('name', host)
    }
    if (text === counterpart) for (const word of compounds(text)) if (namesOther(word, own, other)) add('name', word)
    return isShared(text) ? [] : found
  }
  const walk = (raw: Json | undefined, counterpart: Json | undefined, depth: number): readonly Foreign[] => {
    if (raw === undefined || raw === null || depth > 64 || isFingerprint(raw)) return []
    if (typeof raw === 'string') return inText(raw, typeof counterpart === 'string' ? counterpart : undefined)
    if (typeof raw !== 'object') return []
    return Object.entries(raw).flatMap(([key, value]) => walk(value, partOf(counterpart, key), depth + 1))
  }
  return (raw, counterpart) => walk(raw, counterpart, 0)
}

function partOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Readonly<Record<string, Json | undefined>>)[key]
}

function isUnmistakable(word: string): boolean {
  if (/^[a-z]+-[0-9a-f]{8,17}$/.test(word) || word.startsWith('arn:')) return true
  return /[a-z]/i.test(word) && /^[a-z0-9-]+(\.[a-z0-9-]+){3,}(:\d+)?$/i.test(word)
}

function words(text: string): readonly string[] {
  return (
    text.match(/[^\s"',;()[\]{}<>|=@]+/g)?.flatMap((word) => [word, ...(word.match(/[A-Za-z0-9.-]+/g) ?? [])]) ?? []
  )
}

function rangesIn(text: string): readonly Range[] {
  const found = text.match(/(?<![0-9A-Za-z.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![0-9A-Za-z.])/g) ?? []
  return found.flatMap((word) => parseRange(word) ?? [])
}

/** Host names in a text: what follows `://` or `@`, precedes a port, or ends in a domain that is not a file's ending. */
function hostsIn(text: string): readonly string[] {
  const found: string[] = []
  for (const match of text.matchAll(/[A-Za-z0-9.-]+/g)) {
    const host = match[0].toLowerCase().replace(/^[.-]+|[.-]+$/g, '')
    if (!host.includes('.') || /^[\d.]+$/.test(host)) continue
    const before = text.slice(Math.max(0, match.index - 3), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 3)
    if (before.endsWith('://') || before.endsWith('@') || /^:\d/.test(after) || topLevel.test(host)) found.push(host)
  }
  return found
}

const topLevel =
  /\.(com|net|org|edu|gov|io|dev|app|cloud|co|ai|info|biz|internal|local|localdomain|corp|lan|intra|private|example|test|(?!ts|js|py|sh|md|rb|rs|go|cs|pl|gz|db)[a-z]{2})$/

function domainOwner(host: string, own: OwnedWords, other: OwnedWords): 'own' | 'other' | undefined {
  const longest = (domains: readonly string[]): number =>
    Math.max(-1, ...domains.filter((d) => host === d || host.endsWith(`.${d}`)).map((d) => d.length))
  const ours = longest(own.domains)
  const theirs = longest(other.domains)
  if (ours === -1 && theirs === -1) return undefined
  if (ours === theirs) return undefined
  return ours > theirs ? 'own' : 'other'
}

/** Words of several parts, in which an alias is a name and not a setting. */
function compounds(text: string): readonly string[] {
  return text.match(/[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+/g) ?? []
}

function namesOther(word: string, own: OwnedWords, other: OwnedWords): boolean {
  return namesOwn(word, other) && !namesOwn(word, own)
}

/** Whether one of an environment's aliases is a part of a word; an alias of several parts has to be there as a whole. */
function namesOwn(word: string, { aliases }: OwnedWords): boolean {
  const parts = `-${word
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .join('-')}-`
  return aliases.some((alias) => parts.includes(`-${alias.split(/[^a-z0-9]+/).join('-')}-`))
}
