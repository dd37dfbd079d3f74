import type { Json, JsonObject } from '../model/json.ts'
import type { CollectedResource } from '../model/resource.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import { judgeKey } from './secret-keys.ts'
import { withoutSecrets } from './secret-tags.ts'

/** A scheme, a user and a password: only the last two are taken. */
const userinfo = /\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/?#@"'<>:]{0,256}:(?!\d{1,5}\/)[^\s@"'<>]{1,256}@/gi
/** `?token=x`, `&password=x`. */
const parameter = /([?&;])([A-Za-z][\w.-]{0,40})=([^&;#\s"'<>]{6,})/g
/** `password: x` in a sentence. */
const spoken =
  /\b([\w.-]{0,40}(?:pass(?:word|wd|phrase)|pwd)["']?\s{0,3}[:=]\s{0,3}["']?)([^\s"'<>{}$*][^\s"'<>]{3,})/gi
/** What well-known commands take a password by: `redis-cli -a x`, `mysql -px`, `curl -u name:x`, `sshpass -p x`. */
const commands: readonly RegExp[] = [
  /\b(redis-cli\b[^|;&]{0,200}?\s-a\s{1,3})([^\s"'$(][^\s"']*)/g,
  /\b((?:mysql|mariadb)[\w-]{0,20}\b[^|;&]{0,200}?\s-p)([^\s"'$(][^\s"']*)/g,
  /\b((?:curl|wget|http)\b[^|;&]{0,200}?\s(?:-u|--user)[\s=]{1,3}["']?[^\s:"']{1,80}:)([^\s"'$(][^\s"']*)/g,
  /(--[\w-]{0,40}(?:password|passwd|secret|token)[\s=,]{1,3})([^\s"'$(*,-][^\s"',]{3,})/gi,
  /\b(sshpass\s{1,3}-p\s{0,3})([^\s"'$(][^\s"']*)/g,
  /\b(login\b[^|;&\n]{0,200}?\s-p[\s=]{1,3}["']?)([^\s"'$(][^\s"']*)/g,
  /(--?(?:requirepass|masterauth)[\s=,]{1,3})([^\s"'$(*,-][^\s"',]{3,})/g,
]

/** `-p x` of a command that nobody knows; `-p,x` where its words are a list. What is plainly a port or a path is none. */
const unknownCommand = /([\s,]-p[\s,]{1,3}["']?)(?![\d:.]+(?:[\s"',/]|$))([^\s"'$(/.~,-][^\s"',]{2,})/g
/** Commands whose `-p` is something else: what to make with its parents, what to keep, which project, which file. */
const otherwise =
  /(?:^|[\s|;&(/`"'])(?:mkdir|cp|mv|ssh|scp|rsync|tar|install|nc|docker|podman|compose|kubectl|psql|pg_[a-z]+|createdb|git|npm|npx|read|declare|time|python\d?|perl|patch|make|grep|find|kill|ps|pip|test|java|cargo|terraform|gradle|mvn)(?=\s|$)[^|;&\n]{0,200}$/

/** What the makers of tokens begin them with. Names of things begin so too (`npm-cache`), but are not of mixed characters. */
const token =
  /\b(?:gh[pousr]_|github_pat_|gl(?:pat|rt|dt|cbt|ptt|ft|soat)-|xox[a-z]-|xapp-|[srp]k_(?:live|test)_|whsec_|sk-|SG\.|AIza|ya29\.|(?:npm|dckr_pat|lin_api|shpat|shpss|shpca|dop_v1|doo_v1|pul|hf|figd|atlasv1|PMAK)[_-]|pypi-|hv[sbr]\.|AGE-SECRET-KEY-1|eyJ[\w-]{8,}\.)[\w+/=.~-]{12,}/g
const login = /\b((?:Bearer|Basic)\s{1,3})([\w+/=.~-]{12,})/gi
const privateKey = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^]{0,20000}?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g

/** One look that nearly every text passes: what has none of this has nothing of the above but, perhaps, a token. */
const suspect = /@|[\s,]-[apu]|--|-requirepass|-masterauth|[?&;][\w.-]{1,41}=|pass|pwd|(?:bearer|basic)\s|PRIVATE KEY/i
/** The same as {@link token}, to ask only whether there is one. */
const oneToken = new RegExp(token.source)

/** Whether a text may hold anything of the above. Tokens are of mixed characters: most ids have no capital. */
function isSuspect(text: string): boolean {
  return suspect.test(text) || (/[A-Z]/.test(text) && oneToken.test(text))
}

/** Texts of at most this length are remembered: most are words that thousands of resources share. */
const short = 200
const mostRemembered = 50_000

/** Takes what nobody may see out of texts. */
export interface Veil {
  readonly text: (text: string) => string
  readonly resource: (resource: CollectedResource) => CollectedResource
}

/**
 * The last look at whatever a collector yields, whichever field it is in: people put passwords into descriptions, names, health
 * check paths and keys of tags. An address with a password, a token in the form of its maker, a private key, a secret parameter of a
 * query and a password that is called one are replaced by a word that tells equal ones from different ones; the same text always
 * becomes the same, so that what refers to it still does. What collectors know to be secret never gets here.
 */
export function createVeil(fingerprint: Fingerprinter): Veil {
  const known = new Map<string, string>()
  const mark = (secret: string): string => `(secret ${fingerprint(secret).hmac.slice(0, 8)})`
  const text = (given: string): string => {
    if (given.length < 8 || !isSuspect(given)) return given
    const before = known.get(given)
    if (before !== undefined) return before
    const made = veiled(given, mark)
    if (given.length <= short && known.size < mostRemembered) known.set(given, made)
    return made
  }
  return { text, resource: (resource) => veiledResource(resource, text, fingerprint) }
}

function veiled(text: string, mark: (secret: string) => string): string {
  const lessCommands = commands.reduce(
    (kept, one) => kept.replace(one, (_whole, lead: string, value: string) => `${lead}${mark(value)}`),
    text,
  )
  return lessCommands
    .replace(unknownCommand, (whole, lead: string, value: string, at: number, all: string) =>
      otherwise.test(all.slice(Math.max(0, at - 200), at)) ? whole : `${lead}${mark(value)}`,
    )
    .replace(privateKey, (secret) => mark(secret))
    .replace(userinfo, (whole, scheme: string) => `${scheme}${mark(whole)}@`)
    .replace(parameter, (whole, lead: string, name: string, value: string) =>
      judgeKey(name) === 'open' || value.startsWith('(secret') ? whole : `${lead}${name}=${mark(value)}`,
    )
    .replace(spoken, (whole, lead: string, value: string) =>
      value.startsWith('(secret') ? whole : `${lead}${mark(value)}`,
    )
    .replace(token, (whole) => (isMixed(whole) ? mark(whole) : whole))
    .replace(login, (whole, lead: string, value: string) => (isMixed(value) ? `${lead}${mark(value)}` : whole))
}

function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
}

/** The same resource where nothing in it is secret: nearly always. */
function veiledResource(
  resource: CollectedResource,
  text: (given: string) => string,
  fingerprint: Fingerprinter,
): CollectedResource {
  const { id, name, address, identifiers, tags = {}, attributes } = resource
  const own = withoutSecrets(tags, fingerprint)
  const isSame = (given: string | undefined): boolean => given === undefined || text(given) === given
  const isWhole = isSame(id) && isSame(name) && isSame(address) && (identifiers ?? []).every(isSame)
  if (isWhole && own === tags && isUnveiled(tags, text) && isUnveiled(attributes as Json, text)) return resource
  return {
    ...resource,
    id: text(id),
    ...(name === undefined ? {} : { name: text(name) }),
    ...(address === undefined ? {} : { address: text(address) }),
    ...(identifiers === undefined ? {} : { identifiers: identifiers.map(text) }),
    tags: deep(own, text) as Readonly<Record<string, string>>,
    attributes: deep(attributes as Json, text) as CollectedResource['attributes'],
  }
}

/** Whether nothing would be taken out. */
function isUnveiled(value: Json, text: (given: string) => string): boolean {
  if (typeof value === 'string') return text(value) === value
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) if (!isUnveiled(one, text)) return false
    return true
  }
  const object = value as JsonObject
  for (const key in object) if (text(key) !== key || !isUnveiled(object[key] as Json, text)) return false
  return true
}

/** A copy without what is secret. */
function deep(value: Json, text: (given: string) => string): Json {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => deep(one, text))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), deep(inner, text)]))
}
