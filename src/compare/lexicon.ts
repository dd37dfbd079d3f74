import { digestOf } from '../model/digest.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Lexicon, LexiconEntry } from '../model/lexicon.ts'
import type { Head, Resource } from '../model/resource.ts'

/** What the configuration says of an environment's words. */
export interface LexiconSettings {
  readonly environment: string
  readonly aliases: readonly string[]
  readonly domains: readonly string[]
  readonly accounts: Readonly<Record<string, string>>
  readonly regions: Readonly<Record<string, string>>
  readonly clusters?: Readonly<Record<string, string>>
  /** The user's own: symbol to what is written. */
  readonly symbols: Readonly<Record<string, string>>
}

/** Other words people use for an environment of this name. Taken in only when a name or tag of the environment uses them. */
const groupsOfSynonyms: readonly (readonly string[])[] = [
  ['production', 'prod', 'prd'],
  ['staging', 'stage', 'stg'],
  ['development', 'develop', 'dev'],
  ['testing', 'test', 'tst'],
  ['acceptance', 'uat', 'acc'],
  ['preproduction', 'preprod', 'pre-production', 'pre-prod'],
  ['integration', 'int'],
  ['sandbox', 'sbx'],
  ['qa'],
  ['demo'],
]

/**
 * What names one environment. Configured words come first; synonyms of its name, and accounts, regions and clusters that the
 * configuration does not name, are inferred from what was seen. Deterministic: the same snapshot gives the same lexicon.
 */
export function buildLexicon(
  settings: LexiconSettings,
  heads: Iterable<Head>,
  networks: Iterable<Resource>,
  coverage: Iterable<Coverage> = [],
): Lexicon {
  const synonyms = synonymsOf(settings.environment)
  const seen = observe(heads, synonyms)
  const entries: LexiconEntry[] = []
  const add: Add = (symbol, match, from, why) => {
    if (match !== '' && !entries.some((e) => e.match.toLowerCase() === match.toLowerCase())) {
      entries.push({ symbol, match, from, ...(why === undefined ? {} : { why }) })
    }
  }
  for (const [symbol, match] of Object.entries(settings.symbols)) add(braced(symbol), match, 'configured')
  for (const domain of settings.domains) add('{domain}', domain.replace(/^\*?\./, ''), 'configured')
  for (const [role, account] of Object.entries(settings.accounts)) add(`{account:${role}}`, account, 'configured')
  for (const [role, region] of Object.entries(settings.regions)) add(`{region:${role}}`, region, 'configured')
  add('{env}', settings.environment, 'configured')
  for (const alias of settings.aliases) add('{env}', alias, 'configured')
  for (const [role, cluster] of Object.entries(settings.clusters ?? {})) add(`{cluster:${role}}`, cluster, 'configured')
  for (const synonym of synonyms) {
    const where = seen.words.get(synonym)
    if (where !== undefined) add('{env}', synonym, 'inferred', `in the name ${where}`)
  }
  addPlaces(add, 'account', settings.accounts, seen.accounts)
  addPlaces(add, 'region', settings.regions, seen.regions)
  for (const [symbol, cluster] of clustersIn(coverage))
    add(symbol, cluster, 'inferred', 'so a context of the kubeconfig calls the cluster')
  for (const cidr of networkRanges(networks)) add('{vpc}', cidr, 'inferred', 'a network that was read has it')
  return { environment: settings.environment, entries, digest: digestOf(entries.map((e) => [e.symbol, e.match])) }
}

type Add = (symbol: string, match: string, from: LexiconEntry['from'], why?: string) => void

/** An account or region that nobody named plays the main part when it is the only one; several are told apart by order. */
function addPlaces(
  add: Add,
  what: 'account' | 'region',
  named: Readonly<Record<string, string>>,
  seen: ReadonlySet<string>,
): void {
  const known = new Set(Object.values(named))
  const others = [...seen].filter((place) => !known.has(place)).sort()
  const first = what === 'account' ? 'main' : 'primary'
  others.forEach((place, i) => {
    const role = known.size === 0 && i === 0 ? first : `other-${known.size === 0 ? i : i + 1}`
    add(`{${what}:${role}}`, place, 'inferred', 'resources were read in it')
  })
}

/**
 * What the clusters that were read are called. A context of a kubeconfig is a word of whoever wrote it; those that EKS and GKE write
 * say what the cluster is called.
 */
function clustersIn(coverage: Iterable<Coverage>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { role, origin } of coverage) {
    if (origin.mode !== 'observed' || !/^\{cluster:[^{}]*\}$/.test(role)) continue
    const called = /^(?:arn:aws[a-z-]*:eks:[^:]*:\d{12}:cluster\/|gke_[^_]+_[^_]+_)([A-Za-z0-9][\w-]*)$/.exec(
      origin.scope,
    )?.[1]
    if (called !== undefined) found.set(role, called)
  }
  return found
}

function synonymsOf(environment: string): readonly string[] {
  const name = environment.toLowerCase()
  return groupsOfSynonyms.find((group) => group.includes(name))?.filter((word) => word !== name) ?? []
}

function braced(symbol: string): string {
  return symbol.startsWith('{') ? symbol : `{${symbol}}`
}

interface Observed {
  /** Each word of a name, an address or an id, with the first in which it stands. */
  readonly words: ReadonlyMap<string, string>
  readonly accounts: ReadonlySet<string>
  readonly regions: ReadonlySet<string>
}

/** @param wanted the words that are looked for, in lower case, each of letters and digits, with dashes between them */
function observe(heads: Iterable<Head>, wanted: readonly string[]): Observed {
  const words = new Map<string, string>()
  // Splitting every name into its words costs more than all else that is done with it here.
  const any = new RegExp(`(?<![a-z0-9])(?:${wanted.join('|')})(?![a-z0-9])`, 'gi')
  const accounts = new Set<string>()
  const regions = new Set<string>()
  for (const head of heads) {
    if (head.account !== undefined) accounts.add(head.account)
    if (head.region !== undefined) regions.add(head.region)
    if (words.size === wanted.length) continue
    for (const text of [head.name, head.address, head.id]) {
      if (text === undefined || text.search(any) < 0) continue
      for (const [word] of text.matchAll(any)) if (!words.has(word.toLowerCase())) words.set(word.toLowerCase(), text)
    }
  }
  return { words, accounts, regions }
}

function networkRanges(networks: Iterable<Resource>): readonly string[] {
  const ranges: string[] = []
  for (const network of networks) {
    const cidrs = (network.attributes as Readonly<Record<string, unknown>>)['cidrs']
    if (Array.isArray(cidrs)) for (const cidr of cidrs) if (typeof cidr === 'string') ranges.push(cidr)
  }
  return [...new Set(ranges)].sort()
}
