import { AttributeReader } from './attribute-reader.ts'
import { managedOf } from './managed.ts'
import type { State } from './state.ts'

/** The instances of some types that stand beside a resource and name it by an attribute; those of Terraform 0.11 are not read. */
export function besides(
  state: State,
  types: readonly string[],
  attribute: string,
  names: readonly string[],
): readonly AttributeReader[] {
  return managedOf(state, types)
    .filter(({ attributes }) => typeof attributes?.[attribute] === 'string' && names.includes(attributes[attribute]))
    .map((one) => new AttributeReader(one))
}
