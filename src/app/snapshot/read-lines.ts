import { fail, type EvenkeelError } from '../../errors/catalogue.ts'
import type { Coverage } from '../../model/coverage.ts'
import type { Key, Origin, Resource } from '../../model/resource.ts'
import type { StoredResource } from '../../store/contract/snapshots.ts'
import { formatVersion, limits, type SnapshotHeader } from './format.ts'
import {
  coverageOf,
  headerOf,
  isRecord,
  LineProblem,
  nests,
  placeOf,
  resourceReader,
  type Digests,
} from './line-forms.ts'

/** A snapshot that is being read: what stands before its resources, and these one by one. */
export interface SnapshotReading {
  readonly header: SnapshotHeader
  readonly coverage: readonly Coverage[]
  /** Once. Throws, as {@link readSnapshot} does, at the line that is wrong, and at the end where there is none. */
  readonly resources: AsyncIterable<Resource>
}

/** The same in batches, each resource with its body as JSON text. */
export interface SnapshotBatches extends Omit<SnapshotReading, 'resources'> {
  readonly resources: AsyncIterable<readonly StoredResource[]>
}

/**
 * Reads the lines of a snapshot, each with or without its line end. Nothing in it is believed: kinds, keys and digests are worked out
 * anew. Throws `snapshot-line` with its number, `snapshot-version`, and `snapshot-cut-off` where the end is missing: whoever uses the
 * resources before the last has come uses what may be half an environment. `what`: what messages call it.
 */
export async function readSnapshot(lines: AsyncIterable<string>, what: string): Promise<SnapshotReading> {
  const { header, coverage, reader } = await begin(lines, what, 'checked')
  return { header, coverage, resources: each(reader.batches(coverage)) }
}

/**
 * The same for whoever compares what it reads and keeps nothing: content digests, which decide what a store writes and nothing else, are
 * taken as they are given.
 */
export async function readSnapshotBatches(
  lines: AsyncIterable<readonly string[]>,
  what: string,
): Promise<SnapshotBatches> {
  const { header, coverage, reader } = await begin(lines, what, 'given')
  return { header, coverage, resources: stored(reader.batches(coverage)) }
}

type Lines = AsyncIterable<string | readonly string[]>

async function begin(
  lines: Lines,
  what: string,
  digests: Digests,
): Promise<{ header: SnapshotHeader; coverage: readonly Coverage[]; reader: LineReader }> {
  const reader = new LineReader(lines, what, digests)
  const header = await reader.header()
  return { header, coverage: await reader.coverage(header.environment), reader }
}

interface Read {
  readonly resource: Resource
  readonly text: string
}

async function* each(batches: AsyncIterable<readonly Read[]>): AsyncIterable<Resource> {
  for await (const batch of batches) for (const { resource } of batch) yield resource
}

async function* stored(batches: AsyncIterable<readonly Read[]>): AsyncIterable<readonly StoredResource[]> {
  for await (const batch of batches) {
    yield batch.map(({ resource, text }) => {
      const { tags, asOf, attributes, ...head } = resource
      return { head, body: bodyText(text) ?? JSON.stringify({ tags, asOf, attributes }) }
    })
  }
}

/** The body of a line as it is written; undefined where it is not the last member. In a text of JSON, a quote has a backslash before it. */
function bodyText(line: string): string | undefined {
  const at = line.startsWith('{"head":{') ? line.indexOf('},"body":{') : -1
  return at < 0 || !line.endsWith('}}') ? undefined : line.slice(at + '},"body":'.length, -1)
}

type Line = Readonly<Record<string, unknown>>

class LineReader {
  private readonly lines: AsyncIterator<string | readonly string[]>
  private readonly what: string
  private readonly resourceOf: (line: Line) => Resource
  private batch: readonly string[] = []
  private at = 0
  private line = 0
  private text = ''
  /** The first line behind the coverage. */
  private next: Line | undefined

  constructor(lines: Lines, what: string, digests: Digests) {
    this.lines = lines[Symbol.asyncIterator]()
    this.what = what
    this.resourceOf = resourceReader(digests)
  }

  async header(): Promise<SnapshotHeader> {
    const line = await this.take()
    if (line === undefined) throw this.cutOff()
    const version = line['version']
    if (line['evenkeel'] === 'snapshot' && typeof version === 'number' && version !== formatVersion) {
      throw fail('snapshot-version', { what: this.what, version: String(version), known: formatVersion })
    }
    return this.told(() => headerOf(line))
  }

  async coverage(environment: string): Promise<readonly Coverage[]> {
    const rows = new Map<string, Coverage>()
    for (;;) {
      const line = await this.take()
      if (line === undefined) throw this.cutOff()
      if (!('coverage' in line)) {
        this.next = line
        return [...rows.values()]
      }
      const row = this.told(() => coverageOf(line, environment))
      if (rows.has(placeOf(row.origin, row.kind))) throw this.wrong('says the coverage of one place and kind again')
      if (rows.size >= limits.coverage) throw this.wrong('is one line of coverage too many')
      rows.set(placeOf(row.origin, row.kind), row)
    }
  }

  async *batches(coverage: readonly Coverage[]): AsyncIterable<readonly Read[]> {
    const places = new Set(coverage.map((row) => placeOf(row.origin, row.kind)))
    const keys = new Set<Key>()
    let last: { readonly origin: Origin; readonly kind: string } | undefined
    const check = (resource: Resource): void => {
      if (keys.has(resource.key)) throw this.wrong('has a resource that an earlier line had')
      const { origin, kind } = resource
      if (last?.origin !== origin || last.kind !== kind) {
        if (!places.has(placeOf(origin, kind)))
          throw this.wrong('has a resource of a place that no line of coverage names')
        last = { origin, kind }
      }
      if (keys.size >= limits.resources) throw this.wrong('is one resource too many')
      keys.add(resource.key)
    }
    let batch: Read[] = []
    for (let line = this.next; ; line = this.now()) {
      if (line === undefined) {
        // What came at once is handed on before more is waited for.
        if (batch.length > 0) yield batch
        batch = []
        line = await this.take()
        if (line === undefined) throw this.cutOff()
      }
      if ('end' in line) {
        if (batch.length > 0) yield batch
        return await this.end(line, keys.size)
      }
      const given = line
      const resource = this.told(() => this.resourceOf(given))
      check(resource)
      batch.push({ resource, text: this.text })
    }
  }

  private async end(line: Line, resources: number): Promise<void> {
    if (line['end'] !== true) throw this.wrong('is no end')
    if (line['resources'] !== resources) {
      throw this.wrong(`says that there are ${JSON.stringify(line['resources'])} resources, and ${resources} came`)
    }
    if ((await this.take()) !== undefined) throw this.wrong('stands behind the end')
  }

  /** The next line that is not empty. */
  private async take(): Promise<Line | undefined> {
    for (;;) {
      const line = this.now()
      if (line !== undefined) return line
      const next = await this.lines.next()
      if (next.done === true) return undefined
      this.batch = typeof next.value === 'string' ? [next.value] : next.value
      this.at = 0
    }
  }

  /** The next line that is not empty, of those that are here. */
  private now(): Line | undefined {
    while (this.at < this.batch.length) {
      const given = this.batch[this.at] ?? ''
      this.at += 1
      this.line += 1
      const text = /[\r\n]$/.test(given) ? given.replace(/\r?\n?$/, '') : given
      if (text.length < 1_000 && text.trim() === '') continue
      this.text = text
      return this.told(() => parsed(text))
    }
    return undefined
  }

  private told<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (error instanceof LineProblem) throw this.wrong(error.message)
      throw error
    }
  }

  private wrong(problem: string): EvenkeelError {
    return fail('snapshot-line', { what: this.what, line: this.line, problem })
  }

  private cutOff(): EvenkeelError {
    return fail('snapshot-cut-off', { what: this.what, lines: this.line })
  }
}

function parsed(text: string): Line {
  if (text.length > limits.line) throw new LineProblem('is too long')
  // Few characters cannot nest so deeply that it hurts; that a resource does is told when it is looked at.
  if (text.length > 64_000 && !nests(text)) throw new LineProblem('is nested too deeply')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // What the parser says quotes the line.
    throw new LineProblem('is no JSON')
  }
  if (!isRecord(value)) throw new LineProblem('is no JSON object')
  return value
}
