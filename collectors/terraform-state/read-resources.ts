import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import type { Kind } from '../../src/model/kind.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { AttributeReader, UnusableInstance } from './attribute-reader.ts'
import { readState } from './state-file.ts'
import type { State, StateInstance } from './state.ts'
import { withheldFields, withheldWords } from './withheld.ts'

export type ResourceRequest = Pick<ReadRequest<unknown>, 'scope' | 'environment' | 'signal' | 'unknown'>

/** How the instances of some resource types become resources of one kind. */
export interface Mapping {
  readonly kind: Kind
  readonly types: readonly string[]
  readonly normalise: (reader: AttributeReader, state: State) => CollectedResource | undefined
  /** Problems known before: sentences about what belongs to this kind. */
  readonly problems?: readonly string[]
}

/**
 * Yields what the instances of some types come to. An instance that cannot be used costs only itself: it is told at the
 * end, when the others were yielded, as `collect-file-malformed`.
 */
export async function* readResources(request: ResourceRequest, mapping: Mapping): AsyncGenerator<CollectedResource> {
  const state = await readState(request)
  const problems = [...(mapping.problems ?? [])]
  for (const instance of state.managed.filter(({ type }) => mapping.types.includes(type))) {
    try {
      const resource = resourceOf(instance, state, request, mapping)
      if (resource !== undefined) yield resource
    } catch (error) {
      if (!(error instanceof UnusableInstance)) throw error
      problems.push(error.message)
    }
  }
  const [first, ...rest] = problems
  if (first === undefined) return
  const detail = rest.length === 0 ? first : `${first}; ${rest.length} more in this file`
  throw fail('collect-file-malformed', { what: request.scope.scope, detail })
}

function resourceOf(
  instance: StateInstance,
  state: State,
  request: ResourceRequest,
  { kind, normalise }: Mapping,
): CollectedResource | undefined {
  const reader = new AttributeReader(instance)
  const resource = normalise(reader, state)
  if (reader.withheld.size === 0) return resource
  const fields = withheldFields(kind, reader)
  if (fields === undefined) throw new UnusableInstance(withheldWords(reader))
  if (fields.length > 0) request.unknown(kind, fields, `${withheldWords(reader)}.`)
  return resource
}
