import type { Kind } from '../../src/model/kind.ts'
import type { Pointer } from '../../src/model/pointer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import type { AttributeReader } from './attribute-reader.ts'
import type { State } from './state.ts'

/** What a mapping may look at beside the instance itself. */
export interface MappingContext {
  /** The whole state: what stands beside an instance may complete it. */
  readonly state: State
  readonly fingerprint: Fingerprinter
}

/**
 * How the instances of some resource types become resources of one kind. One file, `normalise-<kind>.ts`, exports it, and
 * one line of `mappings.ts` puts it to work.
 */
export interface Mapping {
  readonly kind: Kind
  /** The types that are a resource of the kind each. */
  readonly types: readonly string[]
  /** Types that are only a part of those: `aws_volume_attachment` of an instance. They are no resource of their own. */
  readonly parts?: readonly string[]
  /** Fields of the kind that a state can never know. */
  readonly cannotKnow?: readonly Pointer[]
  /**
   * The field that an attribute becomes, where the names differ in more than their case: what Terraform withholds is
   * unknown under that name. Those that several kinds share stand in `withheld.ts`. `''`: the attribute is only another
   * word for the resource, and nothing is lost without it.
   */
  readonly fields?: Readonly<Record<string, string>>
  /** Undefined: no part of the environment (AWS made it, it is gone). Pure. Throws `UnusableInstance`. */
  readonly normalise: (
    reader: AttributeReader,
    context: MappingContext,
  ) => CollectedResource | readonly CollectedResource[] | undefined
}

/** Declares a mapping. */
export function defineMapping(mapping: Mapping): Mapping {
  return Object.freeze(mapping)
}
