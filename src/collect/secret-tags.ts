import type { Fingerprinter } from '../platform/fingerprint.ts'
import { classifySetting } from './settings.ts'

/**
 * Tags as they may be kept: a value that looks like a secret is replaced by a word that tells equal ones from different ones
 * and nothing else. People do put tokens into tags, and tags are stored, shown and sent like names.
 */
export function withoutSecrets(
  tags: Readonly<Record<string, string>>,
  fingerprint: Fingerprinter,
): Readonly<Record<string, string>> {
  const entries = Object.entries(tags)
  const clear = entries.map(([key, value]) => [key, clearValue(key, value, fingerprint)] as const)
  return clear.every(([, value], i) => value === entries[i]?.[1]) ? tags : Object.fromEntries(clear)
}

function clearValue(key: string, value: string, fingerprint: Fingerprinter): string {
  const { value: shown, secret } = classifySetting(key, value, fingerprint)
  if (secret === undefined) return shown ?? '(encrypted)'
  const mark = `(secret ${secret.hmac.slice(0, 8)})`
  return shown === undefined ? mark : `${shown} ${mark}`
}
