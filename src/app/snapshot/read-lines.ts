import { fail, type EvenkeelError } from '../../errors/catalogue.ts'
import type { Coverage } from '../../model/coverage.ts'
import type { Key, Resource } from '../../model/resource.ts'
import { formatVersion, limits, type SnapshotHeader } from './format.ts'
import { coverageOf, headerOf, isRecord, LineProblem, nests, placeOf, resourceOf } from './line-forms.ts'

/** A snapshot that is being read: what stands before its resources, and these one by one. */
export interface SnapshotReading {
  readonly header: SnapshotHeader
  readonly coverage: readonly Coverage[]
  /** Once. Throws, as {@link readSnapshot} does, at the line that is wrong, and at the end where there is none. */
  readonly resources: AsyncIterable<Resource>
}

/**
 * Reads the lines of a snapshot, each with or without its line end. Nothing in it is believed: kinds, keys and digests are worked out
 * anew. Throws `snapshot-line` with its number, `snapshot-version`, and `snapshot-cut-off` where the end is missing: whoever uses the
 * resources before the last has come uses what may be half an environment. `what`: what messages call it.
 */
export async function readSnapshot(lines: AsyncIterable<string>, what: string): Promise<SnapshotReading> {
  const reader = new LineReader(lines, what)
  const header = await reader.header()
  const coverage = await reader.coverage(header.environment)
  return { header, coverage, resources: reader.resources(coverage) }
}

type Line = Readonly<Record<string, unknown>>

class LineReader {
  private readonly lines: AsyncIterator<string>
  private readonly what: string
  private line = 0
  /** The first line behind the coverage. */
  private next: Line | undefined

  constructor(lines: AsyncIterable<string>, what: string) {
    this.lines = lines[Symbol.asyncIterator]()
    this.what = what
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

  async *resources(coverage: readonly Coverage[]): AsyncIterable<Resource> {
    const places = new Set(coverage.map((row) => placeOf(row.origin, row.kind)))
    const keys = new Set<Key>()
    for (let line = this.next; ; line = await this.take()) {
      if (line === undefined) throw this.cutOff()
      if ('end' in line) return await this.end(line, keys.size)
      const given = line
      const resource = this.told(() => resourceOf(given))
      if (keys.has(resource.key)) throw this.wrong('has a resource that an earlier line had')
      if (!places.has(placeOf(resource.origin, resource.kind))) {
        throw this.wrong('has a resource of a place that no line of coverage names')
      }
      if (keys.size >= limits.resources) throw this.wrong('is one resource too many')
      keys.add(resource.key)
      yield resource
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
      const next = await this.lines.next()
      if (next.done === true) return undefined
      this.line += 1
      const text = next.value.replace(/\r?\n?$/, '')
      if (text.trim() === '') continue
      return this.told(() => parsed(text))
    }
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
  if (!nests(text)) throw new LineProblem('is nested too deeply')
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
