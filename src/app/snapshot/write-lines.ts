import type { Coverage } from '../../model/coverage.ts'
import type { Head } from '../../model/resource.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { SnapshotRef, Snapshots, StoredResource } from '../../store/contract/snapshots.ts'
import { formatVersion, type CoverageLine, type EndLine, type SnapshotHeader } from './format.ts'

/** What the first line says; the rest of it is the same in every file. */
export type HeaderFacts = Pick<SnapshotHeader, 'environment' | 'takenAt' | 'keyId' | 'program'>

/** The lines of a snapshot that was just taken. Each ends with a line feed. */
export async function* linesOf(snapshot: Snapshot, facts: HeaderFacts): AsyncIterable<string> {
  yield headerLine(facts)
  for (const row of snapshot.coverage) yield coverageLine(row)
  let resources = 0
  const keys = [...snapshot.heads()].map(({ key }) => key).sort((a, b) => (a < b ? -1 : 1))
  for (const { tags, asOf, attributes, ...head } of snapshot.bodies(keys)) {
    yield resourceLine({ head, body: JSON.stringify({ tags, asOf, attributes }) })
    resources += 1
  }
  yield endLine(resources)
}

/** The lines of a snapshot of the store. Each ends with a line feed. */
export async function* storedLines(snapshots: Snapshots, ref: SnapshotRef, program: string): AsyncIterable<string> {
  const { environment, readAt: takenAt, keyId } = ref
  yield headerLine({ environment, takenAt, keyId, program })
  for (const row of await snapshots.coverage(ref)) yield coverageLine(row)
  let resources = 0
  for await (const batch of snapshots.resources(ref)) {
    resources += batch.length
    yield batch.map(resourceLine).join('')
  }
  yield endLine(resources)
}

function headerLine({ environment, takenAt, keyId, program }: HeaderFacts): string {
  return lineOf({ evenkeel: 'snapshot', version: formatVersion, environment, takenAt, keyId, program })
}

function coverageLine({ environment: _environment, ...coverage }: Coverage): string {
  return lineOf({ coverage })
}

/** The body is JSON already. */
function resourceLine({ head, body }: { readonly head: Head; readonly body: StoredResource['body'] }): string {
  return `{"head":${JSON.stringify(head)},"body":${body}}\n`
}

function endLine(resources: number): string {
  return lineOf({ end: true, resources })
}

function lineOf(line: SnapshotHeader | CoverageLine | EndLine): string {
  return `${JSON.stringify(line)}\n`
}
