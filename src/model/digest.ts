import { hash } from 'node:crypto'
import type { Json } from './json.ts'
import type { Digest } from './resource.ts'

/** JSON text with sorted keys: equal values give equal text. Keys whose value is undefined are left out. */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const object = value as Readonly<Record<string, Json | undefined>>
    const parts = Object.keys(object)
      .sort()
      .filter((key) => object[key] !== undefined)
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** sha256 of a text, hex. */
export function digestOfText(text: string): Digest {
  return hash('sha256', text, 'hex')
}

/** sha256 of the canonical text of a JSON value, hex. */
export function digestOf(value: Json | undefined): Digest {
  return digestOfText(canonicalJson(value))
}
