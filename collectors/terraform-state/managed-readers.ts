import { AttributeReader } from './attribute-reader.ts'
import { managedOf } from './managed.ts'
import type { State } from './state.ts'

/** The instances of a type that can be read; those of Terraform 0.11 cannot. */
export function managedReaders(state: State, type: string): readonly AttributeReader[] {
  const usable = managedOf(state, [type]).filter((one) => one.attributes !== undefined)
  return usable.map((one) => new AttributeReader(one))
}
