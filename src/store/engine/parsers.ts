import { types } from 'pg'

/** Makes a value of the text that came over the wire. */
export type Parser = (text: string) => unknown

/** Which parser a type has, by its OID. */
export type Parsers = (type: number) => Parser

/** What `pg` does when nobody tells it otherwise: what BullMQ expects. */
export const defaultParsers: Parsers = (type) => types.getTypeParser(type, 'text') as Parser

const parseInstant = types.getTypeParser(types.builtins.TIMESTAMPTZ, 'text') as (text: string) => Date

const ours: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [types.builtins.INT8, wholeNumber],
  [types.builtins.NUMERIC, Number],
  [types.builtins.TIMESTAMPTZ, (text) => parseInstant(text).toISOString()],
])

/** What our own queries get: numbers for counts and sums, ISO 8601 texts in UTC for moments. */
export const ourParsers: Parsers = (type) => ours.get(type) ?? defaultParsers(type)

/** Counts and numbers of rows; one that a number cannot hold exactly would be a wrong one. */
function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number`)
  return value
}
