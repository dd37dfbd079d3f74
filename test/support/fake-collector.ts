import { Type } from 'typebox'
import {
  defineCollector,
  type Collector,
  type EnvironmentFacts,
  type Read,
  type ReadRequest,
  type ScopePlan,
} from '../../src/collect/contract.ts'
import type { CollectEvent } from '../../src/collect/events.ts'
import { collectEnvironment, type CollectRequest, type CollectResult } from '../../src/collect/run.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import type { SourcePlan } from '../../src/model/plan.ts'
import type { CollectedResource, Resource } from '../../src/model/resource.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'

/** What a fake collector's read does, told by the test. */
export type Script = (request: ReadRequest<unknown>) => AsyncIterable<CollectedResource>

export interface FakeRead extends Omit<Read<unknown>, 'read' | 'needs'> {
  readonly read: Script
  readonly needs?: readonly string[]
}

export interface FakeOptions {
  readonly id?: string
  readonly family?: string
  readonly service?: string
  readonly mode?: 'observed' | 'declared'
  readonly supersedes?: readonly string[]
  readonly deadlineSeconds?: number
  readonly scopes?: readonly string[] | ((settings: unknown) => Promise<readonly ScopePlan[]>)
  readonly reads: readonly FakeRead[]
}

/** A collector whose places and reads are given; everything else is what a real one would say. */
export function fakeCollector(options: FakeOptions): Collector {
  const { scopes = ['here'] } = options
  return defineCollector({
    id: options.id ?? 'fake-things',
    family: options.family ?? 'fake',
    ...(options.service === undefined ? {} : { service: options.service }),
    title: 'Fake things',
    mode: options.mode ?? 'observed',
    ...(options.supersedes === undefined ? {} : { supersedes: options.supersedes }),
    settings: Type.Object({}),
    deadlineSeconds: options.deadlineSeconds ?? 5,
    scopes: typeof scopes === 'function' ? scopes : async () => scopes.map(scopePlan),
    reads: options.reads.map((read) => ({ needs: ['fake:DescribeThings'], ...read })),
    async *diagnose() {
      yield { what: 'fake', ok: true, detail: 'always there' }
    },
  })
}

/** A required scope whose role is its name in braces. */
export function scopePlan(scope: string): ScopePlan {
  return { scope, role: `{${scope}}`, required: true }
}

/** A script that yields these, whatever it is asked. */
export function yields(...resources: readonly unknown[]): Script {
  return async function* () {
    for (const resource of resources) yield resource as CollectedResource
  }
}

/** A script that does something and yields nothing. */
export function acts(act: (request: ReadRequest<unknown>) => unknown): Script {
  return async function* (request) {
    await act(request)
    yield* []
  }
}

/** A script that yields these and then throws. */
export function breaks(error: unknown, ...resources: readonly unknown[]): Script {
  return async function* () {
    for (const resource of resources) yield resource as CollectedResource
    throw error
  }
}

/** A script that yields these and then waits for ever, deaf to its signal. */
export function hangs(...resources: readonly unknown[]): Script {
  return async function* () {
    for (const resource of resources) yield resource as CollectedResource
    await new Promise<never>(() => undefined)
  }
}

export const facts: EnvironmentFacts = {
  name: 'staging',
  aliases: ['stg'],
  domains: ['staging.shop.example'],
  accounts: { main: '222222222222' },
  regions: { primary: 'eu-west-1' },
  baseDirectory: '/nowhere',
}

/** A source entry of a family. */
export function source(family = 'fake', rest: Partial<SourcePlan> = {}): SourcePlan {
  return { family, settings: {}, where: 'evenkeel.yaml:7:9', ...rest }
}

export interface Collected extends CollectResult {
  readonly resources: readonly Resource[]
  readonly coverage: readonly Coverage[]
  readonly events: readonly CollectEvent[]
}

/** Collects an environment from fake collectors; a source entry for each of their families unless sources are given. */
export async function collectWith(
  collectors: readonly Collector[],
  rest: Partial<CollectRequest> = {},
): Promise<Collected> {
  const events: CollectEvent[] = []
  const families = [...new Set(collectors.map((collector) => collector.family))]
  const result = await collectEnvironment({
    facts,
    sources: families.map((family) => source(family)),
    collectors,
    services: [],
    signal: new AbortController().signal,
    fingerprint: createFingerprinter('key of the tests'),
    now: new Date('2026-11-02T10:00:00Z'),
    onCollect: (event) => events.push(event),
    ...rest,
  })
  const { snapshot } = result
  const keys = [...snapshot.heads()].map((head) => head.key)
  return { ...result, resources: [...snapshot.bodies(keys)], coverage: snapshot.coverage, events }
}
