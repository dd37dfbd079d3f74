import type { Lexicon } from '../model/lexicon.ts'
import { withoutOwnAddresses } from './address-text.ts'
import { parseRange } from './cidr.ts'

/** Takes the words of one environment out of text. */
export interface Translator {
  /** With every word replaced by its symbol: `shop-staging-web` becomes `shop-{env}-web`. */
  readonly symbolic: (text: string) => string
  /**
   * As {@link Translator.symbolic}, with `{env}` and its separator taken out: `shop-web`. `{env}` stays when nothing else
   * would be left. This is the form in which texts of two environments are compared.
   */
  readonly bare: (text: string) => string
  /** Both forms of a text that nobody asks for again. */
  readonly forms: (text: string) => { readonly symbolic: string; readonly bare: string }
  /** Whether a text may hold something that is replaced: false only where both forms are the text itself. */
  readonly touches: (text: string) => boolean
  /** The words that are replaced, in lower case, in the order in which they are tried at a place. */
  readonly words: readonly TranslatedWord[]
  /** Whether addresses are replaced too. */
  readonly hasNetworks: boolean
}

/** A word and what stands for it. */
export interface TranslatedWord {
  readonly text: string
  readonly symbol: string
  readonly isDomain: boolean
}

/**
 * The translator of a lexicon. Whole tokens only: `prod` is not found in `product`, and is in `shop-prod`, `prod.shop`
 * and `ShopProdWeb`. The longest match wins, domains first: `api.staging.shop.example` holds `staging.shop.example`, not `staging`.
 */
export function createTranslator(lexicon: Lexicon): Translator {
  const domains = bySymbol(lexicon, (s) => s === '{domain}')
  const places = bySymbol(lexicon, (s) => s.startsWith('{account:') || s.startsWith('{region:'))
  const words = bySymbol(lexicon, (s) => s !== '{domain}' && s !== '{vpc}' && !/^\{(account|region):/.test(s))
  const symbols = new Map([...domains, ...places, ...words].map(([match, symbol]) => [match.toLowerCase(), symbol]))
  const networks = bySymbol(lexicon, (s) => s === '{vpc}').flatMap(([match]) => parseRange(match) ?? [])
  const addressless = (text: string): string => withoutOwnAddresses(text, networks)
  if (symbols.size === 0) {
    const forms: Translator['forms'] = (text) => ({ symbolic: addressless(text), bare: addressless(text) })
    const touches: Translator['touches'] = (text) => networks.length > 0 && /\d\.\d/.test(text)
    return { symbolic: addressless, bare: addressless, forms, touches, words: [], hasNetworks: networks.length > 0 }
  }
  const either = (list: readonly (readonly [string, string])[]): string =>
    list.map(([match]) => escapeRegExp(match)).join('|')
  // The ends of a domain are in the pattern, so that `orders-staging.shop.example` goes on to be searched for `staging`.
  const alternatives = [domains.length === 0 ? '' : wholeDomain(either(domains)), either([...places, ...words])]
  const pattern = new RegExp(alternatives.filter((part) => part !== '').join('|'), 'gi')
  const isDomain = new Set(domains.map(([match]) => match.toLowerCase()))
  const isRegion = new Set(places.filter(([, s]) => s.startsWith('{region:')).map(([match]) => match.toLowerCase()))

  // Most texts have nothing of it, and one look without a memory is cheaper than to remember them.
  const any = new RegExp(
    [...[...symbols.keys()].map(escapeRegExp), '\\{env\\}', ...(networks.length > 0 ? ['\\d\\.\\d'] : [])].join('|'),
    'i',
  )
  const touches = (text: string): boolean => any.test(text)

  const made = (written: string): string => {
    const text = addressless(written)
    return text.replace(pattern, (found: string, ...rest: unknown[]) => {
      const at = rest.find((r): r is number => typeof r === 'number') ?? 0
      const word = found.toLowerCase()
      const end = at + found.length
      if (isDomain.has(word)) return '{domain}'
      // A zone is its region and a letter.
      const stop = isRegion.has(word) && /^[a-f](?![A-Za-z0-9])/.test(text.slice(end, end + 2)) ? end + 1 : end
      return isWholeToken(text, at, stop) ? (symbols.get(word) ?? found) : found
    })
  }
  const symbolic = memoised(made)
  const bare = memoised((text) => withoutEnvironment(symbolic(text)))
  return {
    symbolic: (text) => (touches(text) ? symbolic(text) : text),
    bare: (text) => (touches(text) ? bare(text) : text),
    forms: (text) => {
      if (!touches(text)) return { symbolic: text, bare: text }
      const found = made(text)
      return { symbolic: found, bare: withoutEnvironment(found) }
    },
    touches,
    words: [...domains, ...places, ...words].map(([match]) => {
      const word = match.toLowerCase()
      return {
        text: word,
        symbol: isDomain.has(word) ? '{domain}' : (symbols.get(word) ?? word),
        isDomain: isDomain.has(word),
      }
    }),
    hasNetworks: networks.length > 0,
  }
}

function bySymbol(lexicon: Lexicon, wanted: (symbol: string) => boolean): readonly (readonly [string, string])[] {
  return lexicon.entries
    .filter((e) => wanted(e.symbol))
    .map((e) => [e.match, e.symbol] as const)
    .sort((a, b) => b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1))
}

/** `api.shop.example` and `x@shop.example` hold the domain `shop.example`; `myshop.example` and `shop.example.org` do not. */
function wholeDomain(either: string): string {
  return `(?<![A-Za-z0-9-])(?:${either})(?![A-Za-z0-9-]|\\.[A-Za-z0-9])`
}

/** A token ends at anything that is neither letter nor digit, and where case changes: `ShopProdWeb`. */
function isWholeToken(text: string, start: number, end: number): boolean {
  const before = text[start - 1]
  const first = text[start] ?? ''
  const last = text[end - 1] ?? ''
  const after = text[end]
  const left = before === undefined || !isAlphanumeric(before) || (isLower(before) && isUpper(first))
  const right = after === undefined || !isAlphanumeric(after) || (isLower(last) && isUpper(after))
  return left && right
}

const isAlphanumeric = (c: string): boolean => /[A-Za-z0-9]/.test(c)
const isLower = (c: string): boolean => c >= 'a' && c <= 'z'
const isUpper = (c: string): boolean => c >= 'A' && c <= 'Z'

/**
 * Takes `{env}` out with one separator. Between two separators the joiner goes (`-`, `_`, space) and the stronger stays
 * (`.`, `/`, `:`), so that `api-{env}.{domain}` becomes `api.{domain}` and `s3://assets-{env}/x` becomes `s3://assets/x`.
 */
function withoutEnvironment(text: string): string {
  let bare = ''
  let from = 0
  // By hand: a pattern that begins with the separators looks at a run of them once for every one of them.
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
    let start = at
    const before = joins(text[start - 1]) ? joins : separates
    while (start > from && before(text[start - 1])) start--
    let end = at + word.length
    if (joins(text[end])) while (joins(text[end])) end++
    else if (separates(text[end])) end++
    bare += text.slice(from, start) + kept(text, start, text.slice(start, at), text.slice(at + word.length, end))
    from = end
  }
  if (from === 0) return text
  bare += text.slice(from)
  return bare === '' ? word : bare
}

const word = '{env}'

/** What stays of the separators around `{env}`; `at` is where the left one starts. */
function kept(text: string, at: number, left: string, right: string): string {
  const atStart = at === 0 || left.endsWith('//') || (left === '' && /[^A-Za-z0-9}]/.test(text[at - 1] ?? ' '))
  if (left === '' && right === '') return ''
  if (atStart) return left
  if (left === '') return right
  const leftJoins = joins(left[0])
  if (right === '') return leftJoins ? '' : left.slice(0, -1)
  return leftJoins ? (joins(right[0]) ? left : right) : left
}

const joins = (c: string | undefined): boolean => c === '-' || c === '_' || c === ' '
const separates = (c: string | undefined): boolean => c === '.' || c === '/' || c === ':'

function memoised(f: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = f(text)
    // Bounded: an environment has few distinct names and very many distinct values.
    if (text.length <= 256 && known.size < 100_000) known.set(text, made)
    return made
  }
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
