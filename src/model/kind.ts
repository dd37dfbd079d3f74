import type { Dimension } from './dimension.ts'
import type { Attributes, Shape } from './field.ts'
import type { Pointer } from './pointer.ts'
import type { Resource } from './resource.ts'

/**
 * How the resources of a kind find their twin, beside explicit pairs, ids and code addresses.
 *
 * - `named`: by canonical name, if it is unique on both sides.
 * - `fleet`: resources of one canonical name are members of one twin (the instances of an auto-scaling group).
 * - `singleton`: one per environment; the only one on each side is the twin.
 */
export type PairingStyle = 'named' | 'fleet' | 'singleton'

/** Where derived facts come from, and what is not known where that could not be read. */
export interface DerivedFrom {
  /** The kinds whose resources refer. */
  readonly kinds: readonly string[]
  /** Their fields that count: where one is unknown, so is what is derived. */
  readonly reading: readonly Pointer[]
  /** Fields of the kind itself that nobody can judge without them. What a single value lacks, `unknownIn` says. */
  readonly unknown: readonly Pointer[]
}

/**
 * A provider-neutral type of resource. The one declaration from which its TypeScript type, its JSON Schema, its page in
 * the reference and the way each field compares are derived.
 */
export interface Kind<S extends Shape = Shape> {
  /** The name in findings and rules, and of its file. */
  readonly id: string
  /**
   * Raised when the meaning of a field changes, or one comes or goes that is compared: it enters every canonical digest, so that no
   * two shapes are taken for one. What is stored is not rewritten: a body of an older version is compared field by field as it stands,
   * so a field that it cannot have should be unknown (`unknownIn`) where a source that can tell would say it always.
   */
  readonly version: number
  readonly dimension: Dimension
  readonly title: string
  /** One sentence for the reference page. */
  readonly doc: string
  readonly pairing: PairingStyle
  /** Whether its resources carry tags of their own, so that `include: { tags }` can be asked of them. */
  readonly taggable: boolean
  /**
   * A leftover of this kind may be paired through the only twin that refers to it (kind and field of the referrer):
   * a default parameter group is immutable and named after its family, so its name cannot answer to a custom one.
   */
  readonly pairedThrough?: { readonly kind: string; readonly field: string }
  /**
   * A leftover of this kind is what it joins: it may be paired with the only one whose fields of these names lead to the twins
   * of what its own lead to. A connection of two networks often has no name.
   */
  readonly pairedBy?: readonly string[]
  readonly fields: S
  /**
   * The fields that nobody can know of this very resource, by what it says: the name of an image that was taken off the
   * register. Beside what its source cannot know (coverage), and like that unknown, never absent. Pure.
   */
  readonly unknownIn?: (resource: Resource<S>) => readonly Pointer[]
  /**
   * Facts that need more than the resource itself. `referrers` are the resources of the same environment that refer to it.
   * Returns attributes to lay over those that were collected. Pure. `whole` is false where not all of `derivedFrom` was read: what
   * somebody unseen may decide is left out then.
   */
  readonly derive?: (resource: Resource<S>, referrers: readonly Resource[], whole: boolean) => Attributes<S>
  /** What `derive` draws on; together with it. */
  readonly derivedFrom?: DerivedFrom
}

/** Declares a kind; gives it its precise type. */
export function defineKind<const S extends Shape>(kind: Kind<S>): Kind<S> {
  return Object.freeze(kind)
}
