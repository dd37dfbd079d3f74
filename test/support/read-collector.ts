import type { Collector, ReadRequest, ScopePlan } from '../../src/collect/contract.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'
import { within } from '../contracts/subject.ts'
import type { AwsWorld } from './aws-world.ts'

export interface Outcome {
  readonly resources: readonly CollectedResource[]
  /** What each read threw. */
  readonly errors: readonly unknown[]
  readonly unknown: readonly {
    readonly kind: string
    readonly fields: readonly string[]
    readonly reason: string
    /** Of which resource alone. */
    readonly id?: string
  }[]
  readonly scopes: readonly ScopePlan[]
  /** How much more time was asked for. */
  readonly seconds: number
}

/** Runs all reads of a collector in all its scopes, without the runner: what a collector does by itself. */
export async function readCollector(given: unknown, world: AwsWorld, signal?: AbortSignal): Promise<Outcome> {
  const collector = given as Collector
  const { settings, environment } = world
  const resources: CollectedResource[] = []
  const errors: unknown[] = []
  const unknown: Outcome['unknown'][number][] = []
  let seconds = 0
  const scopes = await collector.scopes(settings, environment)
  await within(world, async () => {
    for (const scope of scopes) {
      // The reads of a place share their signal, as in a run.
      const own = signal ?? new AbortController().signal
      for (const read of collector.reads) {
        const request: ReadRequest<unknown> = {
          ...{ scope, settings, environment, fingerprint: createFingerprinter('a key') },
          signal: own,
          needsTime: (more) => {
            seconds += more
          },
          unknown: (kind, fields, reason, id) =>
            unknown.push({ kind: kind.id, fields, reason, ...(id === undefined ? {} : { id }) }),
        }
        try {
          for await (const resource of read.read(request)) resources.push(resource)
        } catch (error) {
          errors.push(error)
        }
      }
    }
  })
  return { resources, errors, unknown, scopes, seconds }
}

/** The resource of an id; throws when there is none. */
export function byId(outcome: Outcome, id: string): CollectedResource {
  const found = outcome.resources.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no resource ${id} among ${outcome.resources.map((r) => r.id).join(', ')}`)
  return found
}

/** Without the keys that are undefined, as JSON would have it. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
