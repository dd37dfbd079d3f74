import type { Fingerprint } from './fingerprint.ts'

/** What every field may say of itself, whatever its form. */
export interface Modifiers {
  /** One sentence for the reference page: what it is, in which unit. */
  readonly doc: string
  /** An absent field means the same as this value. */
  readonly default?: string | number | boolean
  /** Kept and shown, never compared: a fact that differs by nature (an expiry date, a line number, a placement). */
  readonly volatile?: true
}

/** Canonical equality. `type` is what the value is in JSON. */
export interface ExactForm {
  readonly form: 'exact'
  readonly type: 'string' | 'number' | 'boolean'
}

/**
 * A string whose form says how it is compared: `text` by whole-token symbols, `version` by its numbers, `instant` as a
 * moment (ISO 8601, UTC), `host`, `url` and `arn` part by part, `cidr` by what it is (a subnet, the network, a well-known range).
 */
export interface TextForm {
  readonly form: 'text' | 'version' | 'instant' | 'host' | 'url' | 'arn' | 'cidr'
}

/** A number in one unit; collectors convert before they yield. */
export interface QuantityForm {
  readonly form: 'quantity'
  readonly unit: string
}

/** Never the value: a keyed fingerprint. */
export interface SecretForm {
  readonly form: 'secret'
}

/** An identifier of another resource (id, ARN, name, endpoint), compared by whether both targets are twins. */
export interface ReferenceForm {
  readonly form: 'reference'
  readonly to: readonly string[]
}

/** A group of fields judged as one unit. */
export interface RecordForm {
  readonly form: 'record'
  readonly of: Shape
}

/** A list of records, each found by its key: the values of the fields in `by`, joined by `/`. Order never matters. */
export interface KeyedForm {
  readonly form: 'keyed'
  readonly by: readonly string[]
  readonly of: Shape
}

/** A list whose order never matters (`set`), or does (`ordered`). */
export interface ListForm {
  readonly form: 'set' | 'ordered'
  readonly of: Field
}

export type Field = Modifiers &
  (ExactForm | TextForm | QuantityForm | SecretForm | ReferenceForm | RecordForm | KeyedForm | ListForm)

export interface Shape {
  readonly [field: string]: Field
}

/** The TypeScript type of a field's value. */
export type Value<F> = F extends { form: 'exact'; type: infer T }
  ? T extends 'number'
    ? number
    : T extends 'boolean'
      ? boolean
      : string
  : F extends { form: 'quantity' }
    ? number
    : F extends { form: 'secret' }
      ? Fingerprint
      : F extends { form: 'keyed'; of: infer S }
        ? readonly Attributes<S>[]
        : F extends { form: 'record'; of: infer S }
          ? Attributes<S>
          : F extends { form: 'set' | 'ordered'; of: infer E }
            ? readonly Value<E>[]
            : string

/** The attributes of a shape. A missing key is absent; what a source cannot know is said in its coverage, not here. */
export type Attributes<S> = { readonly [K in keyof S]?: Value<S[K]> | undefined }
