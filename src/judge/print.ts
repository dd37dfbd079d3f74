import { isFingerprint } from '../model/fingerprint.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'

/** What an absent value is called in a sentence. */
export const nothing = 'nothing'

const longest = 120

/**
 * A secret as people see it: never the value, which nobody has, but enough of its fingerprint to tell two apart. What is
 * written here is what `fingerprintWords` of the model finds.
 */
export function printFingerprint(hmac: string): string {
  return `secret (fingerprint ${hmac.slice(0, 8)}…)`
}

/** A JSON value for people and documents: fingerprints become words, whatever they stand in. */
export function withoutFingerprints(value: Json): Json {
  if (isFingerprint(value)) return printFingerprint(value.hmac)
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutFingerprints)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutFingerprints(inner ?? null)]))
}

/** A value in a sentence: short, without quotes, lists with commas, records as their parts. */
export function printValue(value: Json | undefined): string {
  const text = words(value ?? null)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

function words(value: Json): string {
  if (value === null) return nothing
  if (isFingerprint(value)) return printFingerprint(value.hmac)
  if (value === '') return 'an empty text'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string') return referenceWords(value)
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(words)
    return items.length === 0 ? nothing : items.join(', ')
  }
  return Object.entries(value as JsonObject)
    .filter(([, inner]) => inner !== null && inner !== undefined)
    .map(([key, inner]) => `${key} ${words(inner)}`)
    .join(', ')
}

/** `@firewall/shop-web` is how canonical text writes a reference; people say `firewall shop-web`. */
export function referenceWords(text: string): string {
  const match = /^@([a-z-]+)\/(.+)$/s.exec(text)
  return match === null ? text : `${match[1]} ${match[2]}`
}
