import type { Field, Shape } from '../model/field.ts'
import type { Kind } from '../model/kind.ts'
import { tokens, type Pointer } from '../model/pointer.ts'

/** What the unit of a rule is made of, as far as its kind tells. */
export type UnitForm =
  /** The resource itself. */
  | { readonly what: 'resource'; readonly kind: Kind | undefined }
  /** A field that is one value, or a record or list judged as one. */
  | { readonly what: 'field'; readonly field: Field }
  /** One element of a keyed field. */
  | { readonly what: 'element'; readonly by: readonly string[]; readonly of: Shape; readonly field: Field }
  /** `**`: anything. */
  | { readonly what: 'any' }

/** Why a pointer is not one of a kind: the unknown word, and the words that it could have been. */
export interface NoSuchUnit {
  readonly what: 'none'
  readonly problem: string
  readonly unknown: string
  readonly known: readonly string[]
}

/**
 * What stands at a rule's pointer in a kind. Without a kind (`*`) only the resource itself and `**` can be judged, since
 * nothing else is common to all kinds.
 */
export function unitForm(kind: Kind | undefined, at: Pointer): UnitForm | NoSuchUnit {
  if (at === '**') return { what: 'any' }
  if (at === '') return { what: 'resource', kind }
  if (kind === undefined) {
    return {
      what: 'none',
      problem: `kind "*" can only be judged at "" or "**", not at "${at}"`,
      unknown: at,
      known: [],
    }
  }
  const [name, ...rest] = at.startsWith('/') ? tokens(at) : [at]
  const field = name === undefined || !at.startsWith('/') ? undefined : kind.fields[name]
  if (field === undefined) {
    const problem = at.startsWith('/')
      ? `${kind.id} has no field "${name}"`
      : `a pointer starts with "/", "${at}" does not`
    return { what: 'none', problem, unknown: name ?? at, known: Object.keys(kind.fields) }
  }
  if (rest.length === 0) {
    if (field.form !== 'keyed') return { what: 'field', field }
    const problem = `"/${name}" of ${kind.id} is judged element by element: write "/${name}/*"`
    return { what: 'none', problem, unknown: at, known: [`/${name}/*`] }
  }
  if (field.form === 'keyed' && rest.length === 1) return { what: 'element', by: field.by, of: field.of, field }
  const problem = `"${at}" goes further than a unit of ${kind.id}: a unit is a field, or one element of a keyed field`
  return { what: 'none', problem, unknown: at, known: [`/${name}`] }
}

/** The attributes that every resource has beside those of its kind, in guards and titles. */
export const commonAttributes = ['name', 'id', 'kind', 'account', 'region', 'service', 'tags'] as const
