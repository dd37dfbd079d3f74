import type { ExactForm, Field, Modifiers, QuantityForm, ReferenceForm, SecretForm, Shape, TextForm } from './field.ts'

type Extra = Pick<Modifiers, 'default' | 'volatile'>

/** A string compared letter by letter. */
export const word = (doc: string, extra: Extra = {}): ExactForm & { type: 'string' } & Modifiers => ({
  form: 'exact',
  type: 'string',
  doc,
  ...extra,
})
/** A number without a unit. */
export const count = (doc: string, extra: Extra = {}): ExactForm & { type: 'number' } & Modifiers => ({
  form: 'exact',
  type: 'number',
  doc,
  ...extra,
})
/** True or false. */
export const flag = (doc: string, extra: Extra = {}): ExactForm & { type: 'boolean' } & Modifiers => ({
  form: 'exact',
  type: 'boolean',
  doc,
  ...extra,
})
/** Free text, compared after the environment's symbols are taken out. */
export const text = (doc: string, extra: Extra = {}): { form: 'text' } & Modifiers => ({ form: 'text', doc, ...extra })
/** One of the forms that are strings: version, instant, host, url, arn, cidr. */
export const as = <const F extends TextForm['form']>(
  form: F,
  doc: string,
  extra: Extra = {},
): { form: F } & Modifiers => ({ form, doc, ...extra })
/** A number in one unit. */
export const quantity = (unit: string, doc: string, extra: Extra = {}): QuantityForm & Modifiers => ({
  form: 'quantity',
  unit,
  doc,
  ...extra,
})
/** A secret, kept as its fingerprint. */
export const secret = (doc: string): SecretForm & Modifiers => ({ form: 'secret', doc })
/** The identifier of a resource of one of these kinds. */
export const reference = (to: readonly string[], doc: string, extra: Extra = {}): ReferenceForm & Modifiers => ({
  form: 'reference',
  to,
  doc,
  ...extra,
})
/** A group of fields judged as one. */
export const record = <const S extends Shape>(of: S, doc: string): { form: 'record'; of: S } & Modifiers => ({
  form: 'record',
  of,
  doc,
})
/** Records found by key, compared element by element. */
export const keyed = <const S extends Shape>(
  by: readonly (keyof S & string)[],
  of: S,
  doc: string,
): { form: 'keyed'; by: readonly string[]; of: S } & Modifiers => ({ form: 'keyed', by, of, doc })
/** A list whose order has no meaning. */
export const setOf = <const F extends Field>(
  of: F,
  doc: string,
  extra: Extra = {},
): { form: 'set'; of: F } & Modifiers => ({ form: 'set', of, doc, ...extra })
/** A list whose order has a meaning. */
export const ordered = <const F extends Field>(
  of: F,
  doc: string,
  extra: Extra = {},
): { form: 'ordered'; of: F } & Modifiers => ({ form: 'ordered', of, doc, ...extra })
