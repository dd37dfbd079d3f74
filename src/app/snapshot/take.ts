import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ApiParts } from '../../api/contract.ts'
import { fail } from '../../errors/catalogue.ts'
import { headOf } from '../../collect/memory-snapshot.ts'
import type { Resource } from '../../model/resource.ts'
import type { Clock } from '../../platform/clock.ts'
import { usuallyGone, type Snapshots, type StoredResource } from '../../store/contract/snapshots.ts'
import { readAddress } from '../../store/read-address.ts'
import { readSnapshot, type SnapshotReading } from './read-lines.ts'
import { splitLines } from './split-lines.ts'

/** How far the clock of a sender may be ahead. */
const clockSkew = 5 * 60_000

/**
 * Publishes a snapshot as `evenkeel snapshot` writes it. All of it is read and checked before the store is asked for anything: a sender that
 * is slow holds up nobody, and one that breaks off has sent nothing. Throws `snapshot-*` errors with the line.
 * `vanished`: the share of a kind that may be gone at once.
 */
export async function takeSnapshot(
  lines: AsyncIterable<string>,
  snapshots: Snapshots,
  clock: Clock,
  vanished: number,
): ReturnType<ApiParts['takeSnapshot']> {
  const reading = await readSnapshot(lines, 'The snapshot that was sent')
  const { environment, takenAt, keyId } = reading.header
  const now = clock.now()
  const taken = new Date(takenAt)
  if (taken.getTime() > now.getTime() + clockSkew) throw fromTheFuture(takenAt)
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-snapshot-'))
  try {
    const file = join(folder, 'resources.jsonl')
    await pipeline(Readable.from(spooled(reading)), createWriteStream(file, { mode: 0o600 }))
    const published = await snapshots.publish({
      environment,
      // Ahead of us, it would keep everything out that is read until then.
      startedAt: taken.getTime() > now.getTime() ? now : taken,
      publishedAt: now,
      coverage: reading.coverage,
      keyId,
      resources: unspooled(file),
      expected: { ...usuallyGone, share: vanished, fewer: () => false },
    })
    const { outdatedBy: newer, changed, seq } = published
    if (newer !== undefined) throw fail('snapshot-outdated', { environment, taken: takenAt, newer })
    const address = readAddress(`${environment}#${seq}`)
    if (address.type === 'file') throw new Error('an address with a number is no file')
    return { ...(await snapshots.resolve(address)), changed }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function fromTheFuture(takenAt: string): Error {
  const problem = `says that it was taken at ${takenAt}, which is still to come: the clock there is wrong`
  return fail('snapshot-line', { what: 'The snapshot that was sent', line: 1, problem })
}

async function* spooled({ resources }: SnapshotReading): AsyncIterable<string> {
  for await (const resource of resources) yield `${JSON.stringify(storedOf(resource))}\n`
}

function storedOf(resource: Resource): StoredResource {
  const { tags, attributes } = resource
  return { head: headOf(resource), body: JSON.stringify({ tags, attributes }) }
}

async function* unspooled(file: string): AsyncIterable<StoredResource> {
  const bytes: AsyncIterable<Uint8Array> = createReadStream(file, { highWaterMark: 1 << 20 })
  for await (const line of splitLines(bytes, 'The spool of a snapshot')) yield JSON.parse(line) as StoredResource
}
