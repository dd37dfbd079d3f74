import { hash } from 'node:crypto'
import type { Json } from './json.ts'
import type { Digest } from './resource.ts'

/** JSON text with sorted keys: equal values give equal text. Keys whose value is undefined are left out. */
export function canonicalJson(value: Json | undefined): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  let text = ''
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[])
      text += text === '' ? canonicalJson(element) : `,${canonicalJson(element)}`
    return `[${text}]`
  }
  const object = value as Readonly<Record<string, Json | undefined>>
  for (const key of Object.keys(object).sort()) {
    const inner = object[key]
    if (inner === undefined) continue
    const member = memberText(key, canonicalJson(inner))
    text += text === '' ? member : `,${member}`
  }
  return `{${text}}`
}

/** One member of a canonical object, of the canonical text of its value. */
export function memberText(key: string, value: string): string {
  return `${quoted(key)}:${value}`
}

/** What JSON writes with a backslash: marks, control characters, halves of pairs. */
const escaped = /["\\\p{Cc}\p{Cs}]/u

function quoted(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`
}

/** sha256 of a text, hex. */
export function digestOfText(text: string): Digest {
  return hash('sha256', text, 'hex')
}

/** sha256 of the canonical text of a JSON value, hex. */
export function digestOf(value: Json | undefined): Digest {
  return digestOfText(canonicalJson(value))
}
