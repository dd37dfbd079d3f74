import { memorySnapshot } from '../collect/memory-snapshot.ts'
import type { Collector, EnvironmentFacts } from '../collect/contract.ts'
import { serviceOf } from '../collect/services.ts'
import { standing } from '../collect/superseded.ts'
import type { Coverage } from '../model/coverage.ts'
import type { ServicePlan } from '../model/plan.ts'
import type { Resource } from '../model/resource.ts'
import type { SnapshotRef, Snapshots, StoredResource } from '../store/contract/snapshots.ts'
import type { WeighedSide } from './weigh.ts'

/** What the configuration says of an environment that was read before. */
export interface SideKnowledge {
  readonly facts: EnvironmentFacts
  readonly symbols: Readonly<Record<string, string>>
  /** Which parts of the system there are. Undefined: there is no configuration, and a resource keeps the service that it came with. */
  readonly services: readonly ServicePlan[] | undefined
  readonly collectors: readonly Pick<Collector, 'id' | 'family' | 'supersedes'>[]
}

/** A snapshot that comes from somewhere else than this run's collectors. */
export interface ReadSnapshot {
  readonly environment: string
  /** ISO 8601. */
  readonly takenAt: string
  readonly keyId: string
  readonly coverage: readonly Coverage[]
  readonly resources: AsyncIterable<Resource>
  /** Only what such sources say; undefined: what belongs to the environment, see standing. */
  readonly mode?: 'declared' | 'observed' | undefined
}

/**
 * A side of a comparison from the store: streamed in batches, then held as whoever compares needs it. Services are those of the
 * configuration as it is now; a version of a resource does not say them.
 */
export async function loadSide(
  snapshots: Pick<Snapshots, 'coverage' | 'resources'>,
  ref: SnapshotRef,
  knowledge: SideKnowledge,
): Promise<WeighedSide> {
  return sideOf(
    {
      environment: ref.environment,
      takenAt: ref.readAt,
      keyId: ref.keyId,
      coverage: await snapshots.coverage(ref),
      resources: resourcesOf(snapshots.resources(ref)),
      mode: ref.mode,
    },
    knowledge,
  )
}

/** A side of a comparison from a snapshot that is being read. Throws what reading throws. */
export async function sideOf(read: ReadSnapshot, knowledge: SideKnowledge): Promise<WeighedSide> {
  const { services, collectors, facts, symbols } = knowledge
  const { coverage, keeps } =
    read.mode === undefined ? standing(read.coverage, collectors) : { coverage: read.coverage, keeps: () => true }
  const resources: Resource[] = []
  for await (const resource of read.resources) {
    if (keeps(resource)) resources.push(services === undefined ? resource : placed(resource, services))
  }
  const takenAt = new Date(read.takenAt)
  const snapshot = memorySnapshot({ environment: facts.name, takenAt, coverage, resources })
  const mode = read.mode === undefined ? {} : { mode: read.mode }
  return { facts, symbols, snapshot, notices: [], keyId: read.keyId, ...mode }
}

function placed({ service: _service, ...resource }: Resource, services: readonly ServicePlan[]): Resource {
  const service = serviceOf(services, resource)
  return service === undefined ? resource : { ...resource, service }
}

async function* resourcesOf(batches: AsyncIterable<readonly StoredResource[]>): AsyncIterable<Resource> {
  for await (const batch of batches) for (const stored of batch) yield resourceOf(stored)
}

/** A stored resource as it was collected. */
export function resourceOf({ head, body }: StoredResource): Resource {
  return { ...head, ...(JSON.parse(body) as Pick<Resource, 'tags' | 'attributes'>) }
}
