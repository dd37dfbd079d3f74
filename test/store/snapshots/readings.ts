import { contentDigest } from '../../../src/collect/content-digest.ts'
import type { Coverage } from '../../../src/model/coverage.ts'
import type { Json } from '../../../src/model/json.ts'
import { kindOf } from '../../../src/model/kinds/index.ts'
import { keyOf, type Key, type Mode, type Resource } from '../../../src/model/resource.ts'
import type { SnapshotRef, Snapshots, SnapshotWrite, StoredResource } from '../../../src/store/contract/snapshots.ts'
import { readAddress } from '../../../src/store/read-address.ts'

/** A place where something is looked for. */
export interface Place {
  readonly collector?: string
  readonly scope?: string
  readonly mode?: Mode
  readonly kind?: string
}

/** A resource of a test. */
export interface Thing extends Place {
  readonly id: string
  readonly name?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly attributes?: Readonly<Record<string, Json>>
}

const usual = { collector: 'aws-ec2', scope: '111111111111/eu-west-1', mode: 'observed', kind: 'firewall' } as const

/** A resource as a collection would make it, with its true key and digest. */
export function thing(given: Thing): Resource {
  const { collector, scope, mode, kind, id, name, tags = {}, attributes = {} } = { ...usual, ...given }
  const found = kindOf(kind)
  if (found === undefined) throw new Error(`no kind ${kind}`)
  const seen = {
    kind,
    id,
    ...(name === undefined ? {} : { name }),
    identifiers: [],
    tags,
    attributes: attributes as never,
  }
  return {
    key: keyOf(kind, collector, scope, id),
    origin: { collector, mode, scope },
    contentDigest: contentDigest(found, seen),
    ...seen,
  }
}

/** A row of coverage: complete, unless told otherwise. */
export function row(environment: string, place: Place & Partial<Coverage> = {}): Coverage {
  const { collector, scope, mode, kind, ...rest } = { ...usual, ...place }
  return {
    environment,
    origin: { collector, mode, scope },
    role: '{account:main}/{region:primary}',
    kind,
    status: 'complete',
    required: true,
    unknownFields: [],
    ...rest,
  }
}

export function stored({ tags, attributes, ...head }: Resource): StoredResource {
  return { head, body: JSON.stringify({ tags, attributes }) }
}

/** The n-th minute of the tests. */
export function minute(n: number): Date {
  return new Date(Date.UTC(2026, 10, 1, 0, n))
}

/** A reading that began at a minute, and was published half a minute later. */
export function reading(
  n: number,
  things: readonly Thing[],
  rest: Partial<SnapshotWrite> & { readonly environment?: string } = {},
): SnapshotWrite {
  const environment = rest.environment ?? 'production'
  return {
    environment,
    startedAt: minute(n),
    publishedAt: new Date(minute(n).getTime() + 30_000),
    coverage: [row(environment)],
    keyId: 'key-1',
    resources: things.map((one) => stored(thing(one))),
    ...rest,
  }
}

/** What an address means. Throws what `resolve` throws, and for a file. */
export async function at(snapshots: Snapshots, address: string): Promise<SnapshotRef> {
  const read = readAddress(address)
  if (read.type === 'file') throw new Error(`${address} is a file`)
  return snapshots.resolve(read)
}

/** The ids and texts of everything in a snapshot, in its order. */
export async function contents(snapshots: Snapshots, address: string): Promise<readonly StoredResource[]> {
  const found: StoredResource[] = []
  for await (const batch of snapshots.resources(await at(snapshots, address))) found.push(...batch)
  return found
}

export async function idsAt(snapshots: Snapshots, address: string): Promise<readonly string[]> {
  return (await contents(snapshots, address)).map(({ head }) => head.id)
}

/** The attributes of a resource in a snapshot. */
export async function attributesAt(snapshots: Snapshots, address: string, id: string): Promise<Json | undefined> {
  const found = (await contents(snapshots, address)).find(({ head }) => head.id === id)
  if (found === undefined) return undefined
  return (JSON.parse(found.body) as { readonly attributes: Json }).attributes
}

export function keyFor(id: string, place: Place = {}): Key {
  return thing({ ...place, id }).key
}
