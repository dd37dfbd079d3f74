import type { Json } from '../model/json.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { sameCanonical, sameKeyPart } from './agree.ts'
import type { CanonicalContext } from './canonical.ts'
import { hasUnread } from './unread-addresses.ts'
import type { Step } from './walk-plan.ts'

const [quote, backslash] = [34, 92]

/** A value as it is written: JSON in UTF-8, from one place to another. */
type Run = readonly [bytes: Buffer, from: number, to: number]

/** Whether two values mean the same, as agree says it of the values themselves; of parts of a key, whether they surely do. */
export function sameWritten(
  { field, isKey }: Step,
  a: Run,
  b: Run,
  own: CanonicalContext | undefined,
  other: CanonicalContext | undefined,
): boolean {
  if (field === undefined || own === undefined || other === undefined) return false
  if (field.form === 'reference' && field.default === undefined) {
    // Most of what is not remembered is such a pair, and an identifier need not be parsed.
    const [mine, theirs] = [plainText(...a), plainText(...b)]
    if (mine !== undefined && theirs !== undefined) return sameTarget(field.to, isKey, mine, theirs, own, other)
  }
  const x = JSON.parse(a[0].toString('utf8', a[1], a[2])) as Json
  const y = JSON.parse(b[0].toString('utf8', b[1], b[2])) as Json
  if (!sameCanonical(field, x, y, own, other)) return false
  return !isKey || sameKeyPart(field, x, y, own)
}

function sameTarget(
  kinds: readonly string[],
  isKey: boolean,
  mine: string,
  theirs: string,
  own: CanonicalContext,
  other: CanonicalContext,
): boolean {
  const target = own.reference(kinds, mine)
  if (target !== other.reference(kinds, theirs)) return false
  if (!isKey) return true
  // The same as sameKeyPart, which would look the target up once more.
  if (target === UNKNOWN || hasUnread(target)) return false
  return mine === theirs || (target === mine) === (target === theirs)
}

/** The text that is written there, where each of its bytes stands for itself. Undefined: it is something else. */
function plainText(bytes: Buffer, from: number, to: number): string | undefined {
  if (bytes[from] !== quote) return undefined
  for (let i = from + 1; i < to - 1; i++) {
    const byte = bytes[i] ?? 0
    if (byte === backslash || byte >= 128) return undefined
  }
  return bytes.toString('latin1', from + 1, to - 1)
}
