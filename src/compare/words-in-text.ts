import { parseRange, type Range } from './cidr.ts'

/** Words of one kind in a text, each with the place where it begins. */
export type Placed<T extends readonly unknown[] = []> = Iterable<readonly [at: number, word: string, ...T]>

/** What stands between spaces and brackets, and the parts of it that may be identifiers. */
export function* words(text: string): Placed {
  for (const { index, 0: word } of text.matchAll(/[^\s"',;()[\]{}<>|=@]+/g)) {
    yield [index, word]
    for (const part of word.matchAll(/[A-Za-z0-9.-]+/g)) yield [index + part.index, part[0]]
  }
}

/** Ranges and addresses of IPv4. */
export function* rangesIn(text: string): Placed<[Range]> {
  for (const { index, 0: word } of text.matchAll(
    /(?<![0-9A-Za-z.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![0-9A-Za-z]|\.[0-9A-Za-z])/g,
  )) {
    const range = parseRange(word)
    if (range !== undefined) yield [index, word, range]
  }
}

/** Ranges and addresses of IPv6, also within the brackets of a URL. Each run of its characters is looked at once. */
export function* longRangesIn(text: string): Placed<[Range]> {
  if (!text.includes(':')) return
  for (const { index, 0: written } of text.matchAll(
    /(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f:.]*(?:\/\d{1,3})?(?![0-9A-Za-z:])/g,
  )) {
    const word = written.replace(/\.$/, '')
    const range = parseRange(word)
    if (range !== undefined) yield [index, word, range]
  }
}

/**
 * Host names in a text: what follows `://` or `@`, precedes a port, lies in a domain of an environment (whatever it ends
 * in), or ends in a top-level domain that is not a file's ending.
 */
export function* hostsIn(text: string, domains: readonly string[]): Placed {
  for (const { index, 0: word } of text.matchAll(/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?/g)) {
    // In a query, what comes before a host may be a sign by its number: `https%3A%2F%2Fdb.shop.example`.
    const at = text[index - 1] === '%' && /^[0-9A-Fa-f]{2}[A-Za-z0-9]/.test(word) ? index + 2 : index
    const host = word.slice(at - index).toLowerCase()
    if (!host.includes('.') || /^[\d.]+$/.test(host)) continue
    const before = text.slice(Math.max(0, at - 3), at)
    const after = text.slice(index + word.length, index + word.length + 3)
    const placed = before.endsWith('://') || before.endsWith('@') || /^:\d/.test(after)
    if (before.endsWith('@') && !isDialled(after) && isMailAddress(text, at)) continue
    if (placed || topLevel.test(host) || domains.some((domain) => isWithin(host, domain))) yield [at, host]
  }
}

/**
 * Whether the host at `index` ends a mail address: `ops@shop.example` says who is told, not what is used. In an address
 * with a scheme or a password (`https://u@host`, `user:pw@host`) what stands before the @ is a login. The local part of a
 * mail address is at most 64 characters long (RFC 5321, 4.5.3.1.1).
 */
function isMailAddress(text: string, index: number): boolean {
  const local = /(?:^|[^A-Za-z0-9._%+:/@-]|mailto:)([A-Za-z0-9._%+-]{1,64})@$/i.exec(
    text.slice(Math.max(0, index - 72), index),
  )
  return local !== null
}

/** Whether what is behind a host says that it is gone to: a port, a path on it (`root@db.shop.example:/var`), a database. */
function isDialled(after: string): boolean {
  return /^(?::[\d/~.]|\/)/.test(after)
}

/** Whether a host is a domain or lies in it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

const topLevel =
  /\.(com|net|org|edu|gov|io|dev|app|cloud|co|ai|info|biz|internal|local|localdomain|corp|lan|intra|private|example|test|(?!ts|js|py|sh|md|rb|rs|go|cs|pl|gz|db)[a-z]{2})$/

/** Words of several parts, in which an alias is a name and not a setting. */
export function* compounds(text: string): Placed {
  // Single parts are matched too, and passed over: a pattern that must fail on them looks at a long one once per letter.
  for (const { index, 0: word } of text.matchAll(/[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)*/g)) {
    if (/[^A-Za-z0-9]/.test(word)) yield [index, word]
  }
}

/**
 * A word without the folder of devices: `/dev/null` is no name of an environment called dev, as `/dev/orders/url` may be.
 */
export function withoutDevice(word: string, text: string, at: number): string {
  const found = /^dev\//i.test(word) ? device.exec(word) : null
  const isAbsolute = /(?:^|[^\w./-]|\/\/)\/$/.test(text.slice(Math.max(0, at - 3), at))
  return found === null || !isAbsolute ? word : word.slice(found[0].length)
}

const device =
  /^dev\/(?:block|disk|dri|fd|full|fuse|kmsg|kvm|log|mapper|mem|mqueue|net|null|ptmx|pts|random|shm|snd|stderr|stdin|stdout|urandom|zero|(?:dm-|loop|nvidia|nvme|tty)\w*|(?:[hsv]|xv)d[a-z]{1,2}\d*)(?![A-Za-z0-9])/
