import { isFingerprint } from '../model/fingerprint.ts'
import type { Json } from '../model/json.ts'
import type { Lexicon } from '../model/lexicon.ts'
import type { Foreign } from '../model/twin.ts'
import { contains, isWellKnown, parseRange, type Range } from './cidr.ts'
import type { WordSet } from './identifiers.ts'
import { sharedWords } from './shared.ts'
import { isFindable } from './word-list.ts'
import { compounds, hostsIn, isWithin, longRangesIn, rangesIn, withoutDevice, words } from './words-in-text.ts'
import { writtenSuspects, type SuspectsIn } from './written-words.ts'

/** The words by which one environment can be recognised in another's values. */
export interface OwnedWords {
  readonly environment: string
  readonly domains: readonly string[]
  readonly accounts: ReadonlySet<string>
  readonly aliases: readonly string[]
  readonly networks: readonly Range[]
  /** Ids, ARNs and endpoints: words that no other environment can have by chance. */
  readonly identifiers: WordSet
}

/** What an environment owns, from its lexicon and what was seen in it. */
export function ownedWords(lexicon: Lexicon, identifiers: WordSet): OwnedWords {
  const of = (test: (symbol: string) => boolean): string[] =>
    lexicon.entries.filter((e) => test(e.symbol)).map((e) => e.match)
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
export interface ForeignDetector {
  (raw: Json, counterpart: Json | undefined): readonly Foreign[]
  /** Whether a value may hold such a word, whatever stands on the other side: false only where none is in it. */
  readonly suspects: (raw: Json | undefined) => boolean
  /** The same of JSON text from a place on, told without parsing it: false only where `suspects` is false of every value in it. */
  readonly suspectsIn: SuspectsIn
  /** The words with which one that is no identifier begins; undefined: any may. */
  readonly words: readonly string[] | undefined
}

/** The detector of an environment that is compared with itself: nothing in it is another's. */
export const nothingForeign: ForeignDetector = Object.assign(() => [], {
  suspects: () => false,
  suspectsIn: () => false,
  words: [],
})

/**
 * The detector for values of `own` that should not point at `other`. `shared` holds what both use on purpose; see
 * sharedWords.
 *
 * The alias alone (`NODE_ENV=production`) is a setting, not a reference; inside a host (`db.production.internal`), or in a
 * compound word that both sides spell alike (`shop-production-assets`), it is one.
 */
export function foreignDetector(own: OwnedWords, other: OwnedWords, shared: readonly string[]): ForeignDetector {
  const sharedIn = sharedWords(shared)
  const hint = hintOf(other)
  const namesIt = namesOf(own, other)
  const domains = [...own.domains, ...other.domains]
  const inText = (text: string, counterpart: string | undefined): readonly Foreign[] => {
    const found = new Map<string, Foreign>()
    let isShared: ReturnType<typeof sharedIn> | undefined
    const add = (by: Foreign['by'], at: number, written: string, word = written): void => {
      if (found.has(word)) return
      isShared ??= sharedIn(text)
      if (!isShared(written, [at, at + written.length])) found.set(word, { environment: other.environment, word, by })
    }
    // Each search is made only where the text has what its words have: most texts have nothing of it.
    for (const [at, word] of /[a-z]-[0-9a-f]{8}|arn:|\..*\..*\./is.test(text) ? words(text) : []) {
      if (other.identifiers.has(word) && !own.identifiers.has(word)) add('resource', at, word)
    }
    for (const { index, 0: account } of text.matchAll(/(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g)) {
      if (other.accounts.has(account) && !own.accounts.has(account)) add('account', index, account)
    }
    const dotted = text.includes('.')
    const ranges = [...(dotted ? rangesIn(text) : []), ...(hasLongAddresses(other) ? longRangesIn(text) : [])]
    for (const [at, written, range] of ranges) {
      const theirs = other.networks.some((n) => contains(n, range)) && !own.networks.some((n) => contains(n, range))
      if (theirs && !isWellKnown(range)) add('network', at, written, range.text)
    }
    for (const [at, host] of dotted ? hostsIn(text, domains) : []) {
      const owner = domainOwner(host, own, other)
      // `api-staging.shop.example` under production's domain is staging's, though nobody configured it as a domain.
      if (owner === 'other' && !namesOwn(host, own)) add('domain', at, host)
      else if (owner === undefined && namesOther(host, own, other)) add('name', at, host)
    }
    if (text === counterpart)
      for (const [at, word] of compounds(text))
        if (namesOther(withoutDevice(word, text, at), own, other)) add('name', at, word)
    return [...found.values()]
  }
  const walk = (raw: Json | undefined, counterpart: Json | undefined, depth: number): readonly Foreign[] => {
    if (raw === undefined || raw === null || depth > 64 || isFingerprint(raw)) return []
    if (typeof raw === 'string') return inText(raw, typeof counterpart === 'string' ? counterpart : undefined)
    if (typeof raw !== 'object') return []
    return Object.entries(raw).flatMap(([key, value]) => {
      const other = partOf(counterpart, key)
      // A registry that both take one image from is used by both on purpose; it is nothing that a program reaches for its data.
      return key === 'image' && value === other ? [] : walk(value, other, depth + 1)
    })
  }
  const known = new Map<string, boolean>()
  const isTheirs = (word: string): boolean => other.identifiers.has(word) && !own.identifiers.has(word)
  const bears = bearsIdentifier(isTheirs)
  const textSuspects = (text: string): boolean => {
    if (!hint.test(text) || (!namesIt.test(text) && !bears(text))) return false
    const found = known.get(text)
    if (found !== undefined) return found
    // As if both sides had it: then every kind of word is looked for.
    const suspected = inText(text, text).length > 0
    if (text.length <= 256 && known.size < 100_000) known.set(text, suspected)
    return suspected
  }
  const suspects = (raw: Json | undefined): boolean => {
    if (typeof raw === 'string') return textSuspects(raw)
    if (typeof raw !== 'object' || raw === null) return false
    if (Array.isArray(raw)) return (raw as readonly Json[]).some(suspects)
    const fields = raw as Readonly<Record<string, Json>>
    for (const key in fields) if (suspects(fields[key])) return true
    return false
  }
  const starts = wordsOf(other)
  const suspectsIn = writtenSuspects({
    names: namesIt,
    words: starts,
    identifiers: other.identifiers,
    isTheirs,
    suspects: textSuspects,
  })
  return Object.assign((raw: Json, counterpart: Json | undefined) => walk(raw, counterpart, 0), {
    suspects,
    suspectsIn,
    words: starts,
  })
}

/** What every text has that holds a word of `other`: a dot, an account, the form of an id or an ARN, or one of its aliases. */
function hintOf({ aliases, networks }: OwnedWords): RegExp {
  const parts = aliases.map((alias) => alias.split(/[^a-z0-9]+/).find((part) => part !== '') ?? '')
  const long = networks.filter(isLong).map(startOfLong)
  return new RegExp(['\\.', '\\d{12}', '-[0-9a-f]{8}', 'arn:', ...long, ...parts].join('|'), 'i')
}

/** Whether a range is one of IPv6. */
function isLong({ bytes }: Range): boolean {
  return bytes.length === 16
}

function hasLongAddresses({ networks }: OwnedWords): boolean {
  return networks.some(isLong)
}

/** What every address of an IPv6 range begins with, behind zeros; '' where that is less than its first group. */
function startOfLong({ text, prefix }: Range): string {
  return prefix < 16 ? '' : text.slice(0, text.indexOf(':') + 1)
}

/**
 * What every text has that holds another word of `other` than an identifier: the first part of an alias, an account, a domain that is not
 * the end of one of our own, the octets that its networks begin with.
 */
function namesOf(own: OwnedWords, other: OwnedWords): RegExp {
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const aliases = other.aliases.map((alias) => alias.split(/[^a-z0-9]+/).find((part) => part !== '') ?? '')
  const domains = other.domains.map((domain) => {
    const longer = own.domains.filter((one) => one.endsWith(`.${domain}`)).map((one) => one.slice(0, -domain.length))
    const before = longer.map((start) => `(?<!(?<![A-Za-z0-9-])${literal(start)})`)
    return before.join('') + literal(domain)
  })
  const networks = other.networks.map((range) => {
    const { text, prefix } = range
    if (isLong(range)) return startOfLong(range)
    const octets = text.split('.').slice(0, Math.floor(prefix / 8))
    return octets.length === 0 || octets.length > 3 ? '\\d\\.\\d' : `0*${octets.join('\\.0*')}\\.`
  })
  const all = [...aliases, ...[...other.accounts].map(literal), ...domains, ...networks]
  // Without a word, nothing is one.
  return all.length === 0 ? /(?!)/ : new RegExp(all.join('|'), 'i')
}

/**
 * The same as words: each match of {@link namesOf} that is part of a word of `other` begins with one of these, behind zeros where it is a
 * number, and behind what is neither letter nor digit. Undefined: there is no such list.
 */
function wordsOf({ aliases, accounts, domains, networks }: OwnedWords): readonly string[] | undefined {
  const parts = aliases.map((alias) => alias.split(/[^a-z0-9]+/).find((part) => part !== '') ?? '')
  const addresses = networks.flatMap((range) => {
    const { text, prefix } = range
    if (isLong(range)) return [startOfLong(range)]
    const octets = text.split('.').slice(0, Math.floor(prefix / 8))
    if (octets.length === 0 || octets.length > 3) return ['']
    const starts = octets.map((_, i) => octets.slice(0, i + 1).join('.'))
    // An octet may be written with zeros in front of it.
    const padded = starts.slice(0, -1).flatMap((start) => [...'0123456789'].map((digit) => `${start}.0${digit}`))
    return [`${octets.join('.')}.`, ...padded]
  })
  const words = [...parts, ...accounts, ...domains, ...addresses]
  return words.every((word) => /^[A-Za-z0-9]/.test(word) && isFindable(word)) ? words : undefined
}

/** Whether a text holds an identifier of the other environment that is none of our own. */
function bearsIdentifier(isTheirs: (word: string) => boolean): (text: string) => boolean {
  return (text) => {
    if (/^[A-Za-z0-9-]*$/.test(text)) return isTheirs(text)
    for (const [word] of text.matchAll(/[^\s"',;()[\]{}<>|=@]+/g)) {
      if (isTheirs(word)) return true
      for (const part of word.match(/[A-Za-z0-9.-]+/g) ?? []) if (isTheirs(part)) return true
    }
    return false
  }
}

function partOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Readonly<Record<string, Json | undefined>>)[key]
}

function domainOwner(host: string, own: OwnedWords, other: OwnedWords): 'own' | 'other' | undefined {
  const longest = (domains: readonly string[]): number =>
    Math.max(-1, ...domains.filter((d) => isWithin(host, d)).map((d) => d.length))
  const ours = longest(own.domains)
  const theirs = longest(other.domains)
  if (ours === -1 && theirs === -1) return undefined
  if (ours === theirs) return undefined
  return ours > theirs ? 'own' : 'other'
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
