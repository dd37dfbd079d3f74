import { fail } from '../errors/catalogue.ts'

/** The type of each part of the place in a list that a cursor stands for; `int32`: of a column that takes no larger number. */
type Part = 'string' | 'number' | 'int32'
type PartsOf<S extends readonly Part[]> = { readonly [K in keyof S]: S[K] extends 'string' ? string : number }

/**
 * The cursor of a place in a list: its values in the columns that the list is ordered by. Opaque to those who get it, and only
 * good for the list that gave it.
 *
 * @param list what is listed, in words: `findings`
 */
export function cursorOf(list: string, place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url')
}

/**
 * The place that a cursor stands for; undefined where there is none, which is the beginning. Throws `store-bad-cursor` for any
 * that `cursorOf` did not make for this list.
 *
 * @param shape the types of the place: `['number', 'string']`
 */
export function placeOf<const S extends readonly Part[]>(
  list: string,
  cursor: string | undefined,
  shape: S,
): PartsOf<S> | undefined {
  if (cursor === undefined) return undefined
  const [of, ...place] = parsed(cursor)
  const fits = place.length === shape.length && shape.every((part, index) => isPart(part, place[index]))
  // The same place has many spellings in base64; only ours is taken, so that nobody builds on another.
  if (of !== list || !fits || cursorOf(list, place as (string | number)[]) !== cursor)
    throw fail('store-bad-cursor', {})
  return place as unknown as PartsOf<S>
}

function isPart(part: Part, value: unknown): boolean {
  if (part === 'number') return Number.isSafeInteger(value)
  if (part === 'int32') return typeof value === 'number' && (value | 0) === value
  // No text column holds a NUL, and comparing with one is an error.
  return typeof value === 'string' && !value.includes('\0')
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
