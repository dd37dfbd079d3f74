import { fail, type EvenkeelError } from '../../errors/catalogue.ts'
import type { Coverage } from '../../model/coverage.ts'
import type { Head, Origin, Resource } from '../../model/resource.ts'
import type { WrittenResource } from '../../collect/compact-snapshot.ts'
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
  type ResourceReader,
} from './line-forms.ts'
import { SeenKeys } from './seen-keys.ts'
import { soundBody } from './sound-body.ts'
import type { LineBatch } from './split-lines.ts'
import { WrittenHeads } from './written-heads.ts'

/** A snapshot that is being read: what stands before its resources, and these one by one. */
export interface SnapshotReading {
  readonly header: SnapshotHeader
  readonly coverage: readonly Coverage[]
  /** Once. Throws, as {@link readSnapshot} does, at the line that is wrong, and at the end where there is none. */
  readonly resources: AsyncIterable<Resource>
}

/** The same in batches, each resource with its body as JSON text without white space. */
export interface SnapshotBatches extends Omit<SnapshotReading, 'resources'> {
  readonly resources: AsyncIterable<readonly WrittenResource[]>
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
export async function readSnapshotBatches(lines: AsyncIterable<LineBatch>, what: string): Promise<SnapshotBatches> {
  const { header, coverage, reader } = await begin(lines, what, 'given')
  return { header, coverage, resources: stored(reader.batches(coverage)) }
}

type Lines = AsyncIterable<string | LineBatch>

async function begin(
  lines: Lines,
  what: string,
  digests: Digests,
): Promise<{ header: SnapshotHeader; coverage: readonly Coverage[]; reader: LineReader }> {
  const reader = new LineReader(lines, what, digests)
  const header = await reader.header()
  return { header, coverage: await reader.coverage(header.environment), reader }
}

/** A resource that was parsed, or one whose body was looked through and is still as it is written. */
type Read = Resource | WrittenResource

async function* each(batches: AsyncIterable<readonly Read[]>): AsyncIterable<Resource> {
  for await (const batch of batches) for (const read of batch) yield 'head' in read ? parsedOf(read) : read
}

function parsedOf({ head, body }: WrittenResource): Resource {
  const text = typeof body === 'string' ? body : body.bytes.toString('utf8', body.from, body.to)
  return { ...head, ...(JSON.parse(text) as Pick<Resource, 'tags' | 'asOf' | 'attributes'>) }
}

async function* stored(batches: AsyncIterable<readonly Read[]>): AsyncIterable<readonly WrittenResource[]> {
  for await (const batch of batches) {
    yield batch.map((read) => {
      if ('head' in read) return read
      const { tags, asOf, attributes, ...head } = read
      return { head, body: JSON.stringify({ tags, asOf, attributes }) }
    })
  }
}

const lineFeedOrReturn = /[\r\n]$/

const closeBrace = 125
/** What is longer is looked at as a whole. */
const longestSimple = 1_000_000

type Line = Readonly<Record<string, unknown>>

class LineReader {
  private readonly lines: AsyncIterator<string | LineBatch>
  private readonly what: string
  private readonly resourceOf: ResourceReader
  private readonly digests: Digests
  private readonly heads: WrittenHeads
  private batch: LineBatch | undefined
  /** Which of the batch is next, and where it begins. */
  private at = 0
  private from = 0
  /** A line that came by itself. */
  private single: string | undefined
  private line = 0
  /** The first line behind the coverage. */
  private next: Line | undefined

  constructor(lines: Lines, what: string, digests: Digests) {
    this.lines = lines[Symbol.asyncIterator]()
    this.what = what
    this.digests = digests
    this.resourceOf = resourceReader(digests)
    this.heads = new WrittenHeads(this.resourceOf.head)
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
    const keys = new SeenKeys()
    let last: { readonly origin: Origin; readonly kind: string } | undefined
    const check = (resource: Head): void => {
      const { origin, kind } = resource
      if (last?.origin !== origin || last.kind !== kind) {
        if (!places.has(placeOf(origin, kind)))
          throw this.wrong('has a resource of a place that no line of coverage names')
        last = { origin, kind }
      }
      if (keys.size >= limits.resources) throw this.wrong('is one resource too many')
      if (!keys.add(resource.key)) throw this.wrong('has a resource that an earlier line had')
    }
    let batch: Read[] = []
    for (let line = this.next; ; line = undefined) {
      if (line === undefined) {
        for (let read = this.written(); read !== undefined; read = this.written()) {
          check(read.head)
          batch.push(read)
        }
        line = this.now()
      }
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
      batch.push(resource)
    }
  }

  /**
   * The resource of the next line that is here, where that line is written as a snapshot is and its body is surely sound: then the body
   * stays as it is. Undefined: the line has to be parsed as a whole, which tells what is wrong with it.
   */
  private written(): WrittenResource | undefined {
    const { batch, from } = this
    const end = batch?.ends[this.at]
    if (this.digests === 'checked' || batch === undefined || end === undefined) return undefined
    const { bytes } = batch
    if (bytes[end - 1] !== closeBrace || end - from > longestSimple) return undefined
    const head = this.heads.read(bytes, from, end)
    if (head === undefined) return undefined
    const { bodyAt } = this.heads
    const soundness = soundBody(bytes, bodyAt, end - 1)
    if (soundness === undefined) return undefined
    this.pass(end)
    return { head, body: { bytes, from: bodyAt, to: end - 1, ascii: soundness === 'ascii' } }
  }

  /** Goes on behind a line. */
  private pass(end: number): void {
    this.at += 1
    this.line += 1
    this.from = end + 1
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
      const { value } = next
      this.at = 0
      if (typeof value === 'string') {
        this.single = value
        this.batch = undefined
      } else {
        this.batch = value
        this.from = value.from
      }
    }
  }

  /** The next line that is not empty, of those that are here. */
  private now(): Line | undefined {
    for (let whole = this.nextText(); whole !== undefined; whole = this.nextText()) {
      const text = lineFeedOrReturn.test(whole) ? whole.replace(/\r?\n?$/, '') : whole
      if (text.length < 1_000 && text.trim() === '') continue
      return this.told(() => parsed(text))
    }
    return undefined
  }

  private nextText(): string | undefined {
    const { single, batch } = this
    if (single !== undefined) {
      this.single = undefined
      this.line += 1
      return single
    }
    const end = batch?.ends[this.at]
    if (batch === undefined || end === undefined) return undefined
    const text = batch.bytes.toString('utf8', this.from, end)
    this.pass(end)
    return text
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
