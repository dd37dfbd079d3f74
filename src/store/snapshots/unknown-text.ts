import type { Coverage } from '../../model/coverage.ts'

type Unknown = Pick<Coverage, 'unknownFields' | 'unknownOf'>

/**
 * The column of what is unknown: a list of fields, or, where something is unknown of single resources too, a record of both
 * (`fields`, `of`). The same unknown is the same text, because a row is written anew only where it changed.
 */
export function unknownText({ unknownFields, unknownOf }: Unknown): string {
  const fields = [...unknownFields].sort()
  const of = Object.entries(unknownOf ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  if (of.length === 0) return JSON.stringify(fields)
  return JSON.stringify({ fields, of: Object.fromEntries(of.map(([id, own]) => [id, [...own].sort()])) })
}

/** What {@link unknownText} wrote. */
export function unknownOfText(text: string): Unknown {
  const told = JSON.parse(text) as
    | Unknown['unknownFields']
    | { readonly fields: Unknown['unknownFields']; readonly of: NonNullable<Unknown['unknownOf']> }
  return 'of' in told ? { unknownFields: told.fields, unknownOf: told.of } : { unknownFields: told }
}
