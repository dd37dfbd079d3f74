import type { Coverage } from '../model/coverage.ts'
import type { Head, Key, Resource } from '../model/resource.ts'
import type { Snapshot } from '../model/snapshot.ts'

export interface MemorySnapshotParts {
  readonly environment: string
  readonly takenAt: Date
  readonly coverage: readonly Coverage[]
  /** Each key once. */
  readonly resources: Iterable<Resource>
}

/** A snapshot that is held in memory, in the order given. `bodies` throws on a key that is not in it: a defect of the caller. */
export function memorySnapshot(parts: MemorySnapshotParts): Snapshot {
  const kept = new Map<Key, { readonly head: Head; readonly body: Resource }>()
  for (const body of parts.resources) {
    if (kept.has(body.key)) throw new Error(`two resources of one snapshot have the key ${body.key}`)
    kept.set(body.key, { head: headOf(body), body })
  }
  return {
    environment: parts.environment,
    takenAt: parts.takenAt.toISOString(),
    coverage: parts.coverage,
    *heads() {
      for (const { head } of kept.values()) yield head
    },
    *bodies(keys) {
      for (const key of keys) {
        const found = kept.get(key)
        if (found === undefined) throw new Error(`no resource of ${parts.environment} has the key ${key}`)
        yield found.body
      }
    },
  }
}

/** A resource without its body. */
export function headOf(resource: Resource): Head {
  const { tags: _tags, asOf: _asOf, attributes: _attributes, ...head } = resource
  return head
}
