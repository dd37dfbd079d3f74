import type { Read } from '../../src/collect/contract.ts'
import { groupBy } from '../../src/platform/group-by.ts'
import type { Mapping } from './mapping.ts'
import { mappings } from './mappings.ts'
import { readResources } from './read-resources.ts'
import type { TerraformSettings } from './settings.ts'

/** One read for each kind that mappings produce: what one kind costs, no other pays. */
export function mappedReads(): readonly Read<TerraformSettings>[] {
  return [...groupBy(mappings, ({ kind }) => kind.id).values()].map(readOf)
}

function readOf(several: readonly Mapping[]): Read<TerraformSettings> {
  const kinds = [...new Set(several.map(({ kind }) => kind))]
  const unknowable = [...new Set(several.flatMap(({ cannotKnow = [] }) => cannotKnow))]
  return {
    produces: kinds,
    needs: [],
    ...(unknowable.length === 0 ? {} : { cannotKnow: { [kinds[0]?.id ?? '']: unknowable } }),
    read: (request) => readResources(request, several),
  }
}
