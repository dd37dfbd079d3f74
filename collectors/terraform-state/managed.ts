import { groupBy } from '../../src/platform/group-by.ts'
import type { State, StateInstance } from './state.ts'

const indexes = new WeakMap<State, ReadonlyMap<string, readonly StateInstance[]>>()

/** The managed instances of some types, by an index that is made once for a state: many mappings ask for theirs. */
export function managedOf(state: State, types: readonly string[]): readonly StateInstance[] {
  const known = indexes.get(state) ?? groupBy(state.managed, ({ type }) => type)
  indexes.set(state, known)
  return types.flatMap((type) => known.get(type) ?? [])
}
