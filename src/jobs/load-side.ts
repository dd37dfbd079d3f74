import { CompactSnapshot, type WrittenResource } from '../collect/compact-snapshot.ts'
import { headOf } from '../collect/memory-snapshot.ts'
import type { CollectorFacts, EnvironmentFacts } from '../collect/contract.ts'
import { serviceOf } from '../collect/services.ts'
import { standing } from '../collect/superseded.ts'
import type { Coverage } from '../model/coverage.ts'
import type { ServicePlan } from '../model/plan.ts'
import type { Head, Resource } from '../model/resource.ts'
import { plainHead } from '../model/written-head.ts'
import type { SnapshotRef, Snapshots, StoredResource } from '../store/contract/snapshots.ts'
import type { WeighedSide } from './weigh.ts'

/** What the configuration says of an environment that was read before. */
export interface SideKnowledge {
  readonly facts: EnvironmentFacts
  readonly symbols: Readonly<Record<string, string>>
  /** Which parts of the system there are. Undefined: there is no configuration, and a resource keeps the service that it came with. */
  readonly services: readonly ServicePlan[] | undefined
  readonly collectors: readonly CollectorFacts[]
}

/** A snapshot that comes from somewhere else than this run's collectors. */
export interface ReadSnapshot {
  readonly environment: string
  /** ISO 8601. */
  readonly takenAt: string
  readonly keyId: string
  readonly coverage: readonly Coverage[]
  /** One by one, or in batches as they are stored. */
  readonly resources: AsyncIterable<Resource | readonly WrittenResource[]>
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
      resources: snapshots.resources(ref),
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
  const kept = new CompactSnapshot()
  for await (const given of read.resources) {
    for (const { head, body } of isBatch(given) ? given : [storedOf(given)]) {
      if (keeps(head)) kept.add(services === undefined ? head : placed(head, textOf(body), services), body)
    }
  }
  const snapshot = kept.snapshot({ environment: facts.name, takenAt: new Date(read.takenAt), coverage })
  const mode = read.mode === undefined ? {} : { mode: read.mode }
  return { facts, symbols, snapshot, notices: [], keyId: read.keyId, ...mode }
}

function isBatch(given: Resource | readonly WrittenResource[]): given is readonly WrittenResource[] {
  return Array.isArray(given)
}

function textOf(body: WrittenResource['body']): string {
  return typeof body === 'string' ? body : body.bytes.toString('utf8', body.from, body.to)
}

function storedOf(resource: Resource): StoredResource {
  const { tags, asOf, attributes } = resource
  return { head: headOf(resource), body: JSON.stringify({ tags, asOf, attributes }) }
}

/** The head of a stored resource, with the service that the configuration as it is now puts it into. */
export function placed(given: Head, body: string, services: readonly ServicePlan[]): Head {
  // Without services there is nothing to be found in tags.
  const service = services.length === 0 ? undefined : serviceOf(services, resourceOf({ head: plainHead(given), body }))
  if (service === given.service) return given
  const { service: _service, ...head } = plainHead(given)
  return service === undefined ? head : { ...head, service }
}

/** A stored resource as it was collected. */
export function resourceOf({ head, body }: StoredResource): Resource {
  return { ...head, ...(JSON.parse(body) as Pick<Resource, 'tags' | 'asOf' | 'attributes'>) }
}
