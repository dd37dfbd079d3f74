import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { AttributeReader, UnusableInstance } from './attribute-reader.ts'
import { managedOf } from './managed.ts'
import type { Mapping, MappingContext } from './mapping.ts'
import type { TerraformSettings } from './settings.ts'
import { readState } from './state-file.ts'
import type { StateInstance } from './state.ts'
import { withheldFields, withheldWords } from './withheld.ts'

export type ResourceRequest = ReadRequest<TerraformSettings>

/**
 * Yields what the instances of the mappings' types come to; `known` are problems known before. An instance that cannot be used
 * costs only itself: it is told at the end, when the others were yielded, as `collect-file-malformed`.
 */
export async function* readResources(
  request: ResourceRequest,
  mappings: readonly Mapping[],
  known: readonly string[] = [],
): AsyncGenerator<CollectedResource> {
  const state = await readState(request)
  const context: MappingContext = { state, fingerprint: request.fingerprint }
  const problems = [...known]
  for (const mapping of mappings) {
    for (const instance of managedOf(state, mapping.types)) {
      try {
        yield* resourcesOf(instance, context, request, mapping)
      } catch (error) {
        if (!(error instanceof UnusableInstance)) throw error
        problems.push(error.message)
      }
    }
  }
  const [first, ...rest] = problems
  for (const unread of state.unread) throw unread
  if (first === undefined) return
  const detail = rest.length === 0 ? first : `${first}; ${rest.length} more in this file`
  throw fail('collect-file-malformed', { what: request.scope.scope, detail })
}

function resourcesOf(
  instance: StateInstance,
  context: MappingContext,
  request: ResourceRequest,
  mapping: Mapping,
): readonly CollectedResource[] {
  const reader = new AttributeReader(instance)
  const given = mapping.normalise(reader, context) ?? []
  const resources = Array.isArray(given) ? (given as readonly CollectedResource[]) : [given as CollectedResource]
  if (reader.withheld.size === 0) return resources
  const fields = withheldFields(mapping, reader)
  if (fields === undefined) throw new UnusableInstance(withheldWords(reader))
  if (fields.length === 0) return resources
  for (const { id } of resources) request.unknown(mapping.kind, fields, `${withheldWords(reader)}.`, id)
  return resources
}
