import type { WireValue } from './session.ts'

/** Makes a parameter what goes over the wire, as `pg` does: PostgreSQL itself knows the type that it must become. */
export function toWireValue(value: unknown): WireValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return arrayText(value)
  if (typeof value === 'object') return JSON.stringify(value)
  return `${value as number | bigint | boolean}`
}

/** The literal of an array: `{"a","b",NULL}`; nested ones nest. */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map(elementText).join(',')}}`
}

function elementText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return arrayText(value)
  const wire = toWireValue(value)
  const text = wire instanceof Uint8Array ? `\\x${Buffer.from(wire).toString('hex')}` : (wire ?? '')
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
