import { network } from '../model/kinds/network.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { isWellKnown, parseRange } from './cidr.ts'
import type { ComparedSide } from './side.ts'
import { isPrivate } from './unread-ranges.ts'

/**
 * Stands in a text for an address that may be of a network nobody read: any address of a network answers to it. The invisible separator
 * keeps it apart from what people write.
 */
const unread = '{address}\u2063'

/** No network is larger than eight bits let it be: `redis://10.0.3.17/0` has a path. */
const address = String.raw`\d{1,3}(?:\.\d{1,3}){3}(?:\/(?:[89]|[12]\d|3[0-2])(?!\d))?(?![0-9A-Za-z.])`
const written = new RegExp(String.raw`(?<![0-9A-Za-z.+])${address}`, 'g')
const anyOfNetworks = new RegExp(String.raw`\{vpc\}(?:\+${address})?|(?<![0-9A-Za-z.+])${address}`, 'g')

/**
 * Takes the addresses out of canonical text of which it cannot be told whether they are of the environment's own networks, because these
 * were not read: as unreadRanges does for ranges. What else is in the text is compared. A text that is such an address is unknown.
 * Undefined: all networks were read, or nobody was asked for them, or what is written counts.
 */
export function unreadAddresses({
  snapshot: { coverage },
  itself,
}: Pick<ComparedSide, 'snapshot' | 'itself'>): ((text: string) => string) | undefined {
  if (itself !== undefined || !coverage.some(({ kind, status }) => kind === network.id && status !== 'complete'))
    return undefined
  return (text) => {
    if (!/\d\.\d/.test(text)) return text
    const veiled = text.replace(written, (found) => (isOfSomeNetwork(found) ? unread : found))
    return veiled === unread ? UNKNOWN : veiled
  }
}

/** Whether a text has an address in it that is unknown. */
export function hasUnread(text: string): boolean {
  return text.includes(unread)
}

/** A text with the same word for each address that a network may have, whether it is known of which. */
export function withoutAddresses(text: string): string {
  return text.replace(anyOfNetworks, (found) => (found.startsWith('{') || isOfSomeNetwork(found) ? unread : found))
}

function isOfSomeNetwork(found: string): boolean {
  const range = parseRange(found)
  return range !== undefined && isPrivate(range) && !isWellKnown(range)
}
