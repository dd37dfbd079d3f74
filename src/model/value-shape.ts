import { authorityShape, urlShape } from './value-shape-address.ts'
import { tokenShape } from './value-shape-token.ts'

/**
 * The form of a setting's value: what can be said of it without saying it, and what software trips over when it changes.
 *
 *     empty                     nothing, or only blanks
 *     none                      null, undefined, nil, a UUID of zeros: what a program writes when it had nothing
 *     placeholder               changeme, TODO, xxx, <your key>, REPLACE_ME, https://example.com/, your-domain.com
 *     template                  ${NAME}, $(NAME), {{ name }}, %NAME%, __NAME__, #{NAME}#: something else fills it in
 *     encrypted                 ENC[...], $ANSIBLE_VAULT: a cipher text, another each time
 *     boolean, switch           true false; yes no on off enabled disabled, which may also be words of a longer list. 1 and 0 are integers
 *     integer, integer(long)    long: seven digits or more, which may also be a hash without letters
 *     number, percent, version  2.5, 1e6; 50%; v1.2.3
 *     duration, size, rate      30s 1h30m PT5M; 512Mi 10GB; 40/s
 *     date, instant, cron       2026-11-01; 2026-11-01T00:00:00Z; 0 3 * * *
 *     uuid, hex                 hex: seven hexadecimal digits or more, a git hash
 *     url(SCHEME PARTS)         PARTS, each only if there: ,userinfo ,port ,path ,query ,/ — the last: its path ends in a slash.
 *                               A scheme's own port is no port. `url` alone: a scheme that may not be told
 *     host, host(*), host:port, ip, cidr, email, arn(SERVICE)
 *     path, path(/), path(root) /var/log, /var/log/ and /
 *     wildcard                  *
 *     json(object), json(array), pem(certificate), pem(private-key), pem(public-key), pem
 *     pairs                     a=1;b=2
 *     list(SHAPE), list(mixed)  separated by commas; by blanks where each element has a form of its own
 *     quoted(SHAPE)             quotation marks that are part of the value
 *     padded(SHAPE)             blanks or a line end around a value of one line
 *     word, word(/), text       one token, one that ends in a slash, several. `host(/)` is a host that ends in a slash
 *     lines                     text of several lines: mostly a whole file
 *
 * Pure and linear in the length of the value.
 */
export function shapeOf(value: string): string {
  const trimmed = value.trim()
  if (trimmed === '') return 'empty'
  if (cipherText.test(trimmed)) return 'encrypted'
  if (trimmed.startsWith('-----BEGIN ')) return pemShape(trimmed)
  const oneLine = !/[\r\n]/.test(trimmed)
  if (oneLine && trimmed.length !== value.length) return `padded(${shapeOf(trimmed)})`
  const json = jsonShape(trimmed)
  if (json !== undefined) return json
  if (isQuoted(trimmed)) return `quoted(${shapeOf(trimmed.slice(1, -1))})`
  return listShape(trimmed) ?? single(trimmed)
}

/** sops and eyaml, Ansible Vault, dotenvx, Spring Cloud Config, Jasypt, Vault's transit engine, PGP, age. */
const cipherText =
  /^(?:ENC\[(?:AES256_GCM|PKCS7|GPG),|\$ANSIBLE_VAULT;|encrypted:[\w+/=]{24}|\{cipher\}[\w+/=]{16}|ENC\([\w+/=]{16,}\)$|vault:v\d+:[\w+/=]{16}|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----)/

function single(value: string): string {
  const token = tokenShape(value)
  if (token !== undefined) return token
  if (/\s/.test(value)) return isPairs(value) ? 'pairs' : /[\r\n]/.test(value) ? 'lines' : 'text'
  const address = urlShape(value) ?? authorityShape(value)
  if (address !== undefined) return address
  if (isPairs(value)) return 'pairs'
  return value.endsWith('/') ? 'word(/)' : 'word'
}

function pemShape(value: string): string {
  if (/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/.test(value)) return 'pem(private-key)'
  if (/^-----BEGIN [A-Z0-9 ]{0,40}PUBLIC KEY-----/.test(value)) return 'pem(public-key)'
  return /^-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(value) ? 'pem(certificate)' : 'pem'
}

function jsonShape(value: string): string | undefined {
  const open = value[0]
  if ((open !== '{' || !value.endsWith('}')) && (open !== '[' || !value.endsWith(']'))) return undefined
  try {
    JSON.parse(value)
    return open === '{' ? 'json(object)' : 'json(array)'
  } catch {
    return undefined
  }
}

/** Shapes that a blank can separate: prose has none of them at every place. */
const separable = /^(uuid|url\(|host:port|ip$|cidr|email|arn|integer|hex$)/

function listShape(value: string): string | undefined {
  const byComma = value.includes(',')
  const elements = value
    .split(byComma ? ',' : /\s+/)
    .map((element) => element.trim())
    .filter((element) => element !== '')
  if (elements.length === 0 || (!byComma && elements.length === 1)) return undefined
  if (elements.some((element) => /\s/.test(element))) return undefined
  const shapes = [...new Set(elements.map(single))]
  // `mongodb://a:1,b:2/orders?w=1,2` is one address with commas in it.
  if (shapes.length > 1 && /^[a-z][a-z0-9+.:-]*:\/\//i.test(value) && !elements.every((e) => e.includes('://')))
    return undefined
  if (shapes.every((shape) => shape === 'pairs')) return 'pairs'
  if (!byComma && !shapes.every((shape) => separable.test(shape))) return undefined
  return `list(${joined(shapes)})`
}

function joined(shapes: readonly string[]): string {
  const first = shapes[0] ?? 'mixed'
  if (shapes.length === 1) return first
  if (shapes.every((shape) => shape.startsWith('url('))) return 'url'
  const widest = ['text', 'word', 'number', 'integer'].find((shape) => shapes.includes(shape)) ?? first
  return shapes.every((shape) => sameShape(shape, widest)) ? widest : 'mixed'
}

/** One pair of marks around it all; `"a","b"` is a list. */
function isQuoted(value: string): boolean {
  const mark = value[0]
  return value.length > 2 && (mark === '"' || mark === "'") && value.indexOf(mark, 1) === value.length - 1
}

function isPairs(value: string): boolean {
  const parts = value
    .split(value.includes(';') ? ';' : value.includes(',') ? ',' : /\s+/)
    .filter((part) => part.trim() !== '')
  return parts.length > 0 && parts.every((part) => /^\s*[A-Za-z][\w. -]{0,63}=(?!=*$)/.test(part))
}

/** Shapes between which people do not act: a name may be any of these from one release to the next. */
const plain = new Set(['word', 'text', 'lines', 'hex', 'host', 'version'])
const alike: readonly ReadonlySet<string>[] = [
  plain,
  new Set(['boolean', 'switch']),
  // `enabled` may be one of two words or, with `delegated`, of three.
  new Set(['switch', 'word']),
  new Set(['word(/)', 'host(/)']),
  new Set(['integer', 'integer(long)', 'number', 'version']),
  // A git hash may happen to have no letters.
  new Set(['integer(long)', 'hex']),
  // `512m` is a heap size or eight hours: a number with a unit.
  new Set(['duration', 'size']),
  new Set(['host', 'ip']),
  new Set(['empty', 'none']),
  new Set(['path', 'path(root)']),
  new Set(['path(/)', 'path(root)']),
]

/** Lists whose absence people act on: without addresses, nothing is talked to or everything is let in. */
const addresses = /^(url|host|ip$|cidr|mixed)/

/**
 * Whether two shapes are the same for someone who has to decide whether to act. Forgiving between words, hashes and hosts,
 * between a list of one, of many and (unless of addresses) of none, and towards what a template or a cipher text comes to, which is unknown. Strict
 * about scheme, port, path and trailing slash of an address, boolean against number, placeholder against real, empty against set.
 * Symmetric; not transitive.
 */
export function sameShape(a: string, b: string): boolean {
  if (a === b || isOpen(a) || isOpen(b)) return true
  const one = elementOf(a)
  const other = elementOf(b)
  if (one !== undefined || other !== undefined) {
    const emptyAgainst = a === 'empty' ? other : b === 'empty' ? one : undefined
    if (emptyAgainst !== undefined) return !addresses.test(emptyAgainst)
    return sameElement(one ?? a, other ?? b)
  }
  if (alike.some((set) => set.has(a) && set.has(b))) return true
  return isUrl(a) && isUrl(b) && (a === 'url' || b === 'url')
}

/** What it comes to is not to be seen here. */
function isOpen(shape: string): boolean {
  return shape === 'template' || shape === 'encrypted'
}

function sameElement(a: string, b: string): boolean {
  const unreal = /^(empty|none|placeholder|wildcard|boolean)$/
  if (a === 'mixed' || b === 'mixed') return !unreal.test(a) && !unreal.test(b)
  return sameShape(a, b)
}

function elementOf(shape: string): string | undefined {
  return shape.startsWith('list(') ? shape.slice('list('.length, -1) : undefined
}

function isUrl(shape: string): boolean {
  return shape === 'url' || shape.startsWith('url(')
}
