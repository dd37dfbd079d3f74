import type { Fingerprinter } from '../platform/fingerprint.ts'
import { classifySetting, isPlainSetting } from './settings.ts'

/**
 * Tags as they may be kept: a value that looks like a secret is replaced by a word that tells equal ones from different ones
 * and nothing else. People do put tokens into tags, and tags are stored, shown and sent like names.
 */
export function withoutSecrets(
  tags: Readonly<Record<string, string>>,
  fingerprint: Fingerprinter,
): Readonly<Record<string, string>> {
  const entries = Object.entries(tags)
  if (entries.every(([key, value]) => isClear(key, value, fingerprint))) return tags
  return Object.fromEntries(entries.map(([key, value]) => [key, clearValue(key, value, fingerprint)]))
}

/** Tags that stay as they are. What is in one is in thousands; whatever the key of the fingerprints, it is clear. */
const clear = new Set<string>()
const mostRemembered = 10_000
const longestRemembered = 200

function isClear(key: string, value: string, fingerprint: Fingerprinter): boolean {
  if (isPlainSetting(key, value)) return true
  const tag = `${key}\n${value}`
  if (clear.has(tag)) return true
  if (clearValue(key, value, fingerprint) !== value) return false
  if (tag.length > longestRemembered) return true
  if (clear.size >= mostRemembered) clear.clear()
  clear.add(tag)
  return true
}

function clearValue(key: string, value: string, fingerprint: Fingerprinter): string {
  const { value: shown, secret } = classifySetting(key, value, fingerprint)
  if (secret === undefined) return shown ?? '(encrypted)'
  const mark = `(secret ${secret.hmac.slice(0, 8)})`
  return shown === undefined ? mark : `${shown} ${mark}`
}
