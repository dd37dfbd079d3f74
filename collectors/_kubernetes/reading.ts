/** A mapping; undefined for anything else. */
export function mapping(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

/** What stands at a path of keys; undefined where a part is missing. Own keys only. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const key of path) {
    const map = mapping(here)
    here = map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined
  }
  return here
}

/** The members of a list; none for anything else. */
export function members(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

/** A text that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A scalar as text: manifests in the wild leave out the quotation marks that the API asks for. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : undefined
}

/** A whole number of zero or more; undefined for anything else. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** The entries of a mapping, in the order of the file. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(mapping(value) ?? {})
}
