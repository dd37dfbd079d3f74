import { describe, expect, it } from 'vitest'
import { EvenkeelError } from '../../../src/errors/catalogue.ts'
import { openSnapshotFile } from '../../../src/app/snapshot/open-file.ts'
import { readSnapshot } from '../../../src/app/snapshot/read-lines.ts'
import { splitLines } from '../../../src/app/snapshot/split-lines.ts'
import { linesOf } from '../../../src/app/snapshot/write-lines.ts'
import { memorySnapshot } from '../../../src/collect/memory-snapshot.ts'
import type { Coverage } from '../../../src/model/coverage.ts'
import type { Resource } from '../../../src/model/resource.ts'
import { minute, row, thing } from '../../store/snapshots/readings.ts'

const things = [
  thing({ id: 'sg-1', name: 'web', tags: { System: 'shop' }, attributes: { network: 'vpc-1' } }),
  thing({ id: 'sg-2' }),
]

const partly: Partial<Coverage> = {
  ...{ status: 'partial', reason: 'Denied.', unknownFields: ['/ingress'] },
  unknownOf: { 'sg-1': ['/egress'] },
}

/** Header, coverage, two resources, end. */
async function good(): Promise<string[]> {
  const snapshot = memorySnapshot({
    environment: 'production',
    takenAt: minute(1),
    coverage: [row('production', partly)],
    resources: things,
  })
  const facts = { environment: 'production', takenAt: snapshot.takenAt, keyId: 'key-1', program: '0.1.0' }
  const lines: string[] = []
  for await (const line of linesOf(snapshot, facts)) lines.push(line)
  return lines
}

async function* given(lines: readonly string[]): AsyncIterable<string> {
  yield* lines
}

async function read(lines: readonly string[]) {
  const { header, coverage, resources } = await readSnapshot(given(lines), 'a.jsonl')
  const found: Resource[] = []
  for await (const resource of resources) found.push(resource)
  return { header, coverage, resources: found }
}

async function refusal(lines: readonly string[]): Promise<string> {
  try {
    const { resources } = await read(lines)
    return `accepted ${resources.length}`
  } catch (error) {
    if (!(error instanceof EvenkeelError)) throw error
    return `${error.code}: ${error.message}`
  }
}

/** The lines with one of them changed. */
async function changed(line: number, edit: (value: Record<string, never>) => unknown): Promise<string[]> {
  const lines = await good()
  lines[line - 1] = JSON.stringify(edit(JSON.parse(lines[line - 1] ?? '') as Record<string, never>))
  return lines
}

const inHead = (fields: object) => (line: object) => ({
  ...line,
  head: { ...(line as { head: object }).head, ...fields },
})
const inBody = (fields: object) => (line: object) => ({
  ...line,
  body: { ...(line as { body: object }).body, ...fields },
})
const inCoverage = (fields: object) => (line: object) => ({
  coverage: { ...(line as { coverage: object }).coverage, ...fields },
})

describe('the lines of a snapshot', () => {
  it('come back as they were written', async () => {
    const { header, coverage, resources } = await read(await good())
    expect(header).toEqual({
      evenkeel: 'snapshot',
      version: 1,
      environment: 'production',
      takenAt: minute(1).toISOString(),
      keyId: 'key-1',
      program: '0.1.0',
    })
    expect(coverage).toEqual([row('production', partly)])
    expect(resources).toEqual(things)
  })

  it('keep when a source recorded a resource', async () => {
    const asOf = '2026-11-02T09:58:00.000Z'
    const snapshot = memorySnapshot({
      environment: 'production',
      takenAt: minute(1),
      coverage: [row('production')],
      resources: [{ ...thing({ id: 'sg-3' }), asOf }, thing({ id: 'sg-4' })],
    })
    const facts = { environment: 'production', takenAt: snapshot.takenAt, keyId: 'key-1', program: '0.1.0' }
    const lines: string[] = []
    for await (const line of linesOf(snapshot, facts)) lines.push(line)
    expect(lines.filter((line) => line.includes('asOf'))).toHaveLength(1)
    expect((await read(lines)).resources.map((one) => one.asOf)).toEqual([asOf, undefined])
    expect([...snapshot.heads()].every((head) => !('asOf' in head))).toBe(true)
    const unfit = lines.map((line) => line.replace(asOf, 'lately'))
    expect(await refusal(unfit)).toContain('asOf that is no moment')
  })

  it('may have Windows line ends, empty lines between them, or none', async () => {
    const lines = await good()
    expect((await read(lines.map((line) => line.replace('\n', '\r\n')))).resources).toEqual(things)
    expect((await read(lines.flatMap((line) => ['\n', line.trimEnd()]))).resources).toEqual(things)
  })

  it('are the same however the bytes come', async () => {
    const bytes = new TextEncoder().encode((await good()).join('').replace('"Denied."', '"Grüße 😀"'))
    async function* pieces(size: number): AsyncIterable<Uint8Array> {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
    }
    for (const size of [1, 7, 64, bytes.length]) {
      const reading = await readSnapshot(splitLines(pieces(size), 'a.jsonl'), 'a.jsonl')
      expect(reading.coverage[0]?.reason).toBe('Grüße 😀')
    }
  })

  it.each([0, 1, 2, 3, 4])('that end after line %i are cut off', async (kept) => {
    const lines = (await good()).slice(0, kept)
    expect(await refusal(lines)).toMatch(
      new RegExp(`^snapshot-cut-off: a.jsonl is cut off: it ends after line ${kept} `),
    )
  })

  it.each<[string, () => Promise<string[]>, string]>([
    [
      'another format',
      () => changed(1, (line) => ({ ...line, version: 2 })),
      'snapshot-version: a.jsonl is a snapshot of format 2, and this program reads format 1.',
    ],
    ['another document', async () => ['{"schemaVersion":1}'], 'line 1 does not begin a snapshot'],
    ['no JSON', async () => ['hello'], 'line 1 is no JSON.'],
    ['no object', async () => ['[1]'], 'line 1 is no JSON object.'],
    [
      'an unknown word in the header',
      () => changed(1, (line) => ({ ...line, extra: 1 })),
      'line 1 has "extra", which this version',
    ],
    [
      'a name that cannot be addressed',
      () => changed(1, (line) => ({ ...line, environment: 'a~1' })),
      'line 1 has a name of an environment',
    ],
    ...['-', '..', 'a.jsonl', 'a\u202eb', 'a\ud800'].map((environment): [string, () => Promise<string[]>, string] => [
      `a name that is no environment's: ${JSON.stringify(environment)}`,
      () => changed(1, (line) => ({ ...line, environment })),
      'line 1 has a name of an environment',
    ]),
    [
      'a name with a line end',
      () => changed(1, (line) => ({ ...line, environment: 'a\nb' })),
      'line 1 has a name of an environment',
    ],
    ['no moment', () => changed(1, (line) => ({ ...line, takenAt: 'yesterday' })), 'line 1 has no takenAt'],
    ['no environment', () => changed(1, ({ environment: _gone, ...line }) => line), 'line 1 has no environment'],
    ['coverage of an unknown kind', () => changed(2, inCoverage({ kind: 'firewal' })), 'line 2 has the kind "firewal"'],
    [
      'coverage of an unknown status',
      () => changed(2, inCoverage({ status: 'fine' })),
      'line 2 has no status that is one of complete',
    ],
    ['coverage that is required perhaps', () => changed(2, inCoverage({ required: 'yes' })), 'line 2 has no required'],
    [
      'coverage without unknown fields',
      () => changed(2, inCoverage({ unknownFields: [1] })),
      'line 2 has no unknownFields',
    ],
    [
      'a field of a resource that is no text',
      () => changed(2, inCoverage({ unknownOf: { 'sg-1': [1] } })),
      'line 2 has no sg-1 that is a list of texts',
    ],
    [
      'coverage of an odd collector',
      () => changed(2, inCoverage({ origin: { collector: '../x', mode: 'observed', scope: 's' } })),
      'line 2 has no usable collector',
    ],
    [
      'coverage that comes twice',
      async () => (await good()).toSpliced(2, 0, (await good())[1] ?? ''),
      'line 3 says the coverage of one place and kind again',
    ],
    [
      'coverage behind resources',
      async () => (await good()).toSpliced(3, 0, (await good())[1] ?? ''),
      'line 4 has "coverage"',
    ],
    [
      'a resource of an unknown kind',
      () => changed(3, inHead({ kind: 'firewal' })),
      'line 3 has the kind "firewal", which this version',
    ],
    [
      'a resource of another place',
      async () => (await good()).toSpliced(1, 1),
      'line 2 has a resource of a place that no line of coverage names',
    ],
    [
      'a resource that comes twice',
      async () => (await good()).toSpliced(3, 0, (await good())[2] ?? ''),
      'line 4 has a resource that an earlier line had',
    ],
    ['another key', () => changed(3, inHead({ key: 'firewall|x|y|z' })), 'line 3 has a key that is not made of'],
    [
      'another digest',
      () => changed(3, inHead({ contentDigest: '0'.repeat(64) })),
      'line 3 has a digest that does not match its content',
    ],
    [
      'other content',
      () => changed(3, inBody({ attributes: { network: 'vpc-2' } })),
      'line 3 has a digest that does not match its content',
    ],
    ['an unknown word in the head', () => changed(3, inHead({ extra: 1 })), 'line 3 has "extra" in head'],
    ['a name that is no text', () => changed(3, inHead({ name: 7 })), 'line 3 has firewall "sg-1": name is not a text'],
    [
      'tags that are no texts',
      () => changed(3, inBody({ tags: { a: 1 } })),
      'line 3 has firewall "sg-1": its tags are not',
    ],
    ['no attributes', () => changed(3, inBody({ attributes: [] })), 'line 3 has firewall "sg-1": it has no attributes'],
    [
      'an end that counts otherwise',
      () => changed(5, () => ({ end: true, resources: 3 })),
      'line 5 says that there are 3 resources, and 2 came',
    ],
    ['an end that is none', () => changed(5, () => ({ end: 'no', resources: 2 })), 'line 5 is no end'],
    ['something behind the end', async () => [...(await good()), '{}'], 'line 6 stands behind the end'],
  ])('with %s are refused', async (_, lines, words) => {
    expect(await refusal(await lines())).toContain(words)
  })

  it('of whoever means harm are refused, and harm nobody', async () => {
    const lines = await good()
    const withAttributes = (attributes: string): string[] =>
      lines.with(2, (lines[2] ?? '').replace('{"network":"vpc-1"}', attributes))
    expect(await refusal(withAttributes('{"__proto__":{"polluted":1}}'))).toContain('a key named __proto__')
    expect(await refusal(withAttributes(`{"a":${'['.repeat(300)}${']'.repeat(300)}}`))).toContain(
      'nested deeper than 200 levels',
    )
    expect(await refusal(withAttributes(`{"a":${'{"a":'.repeat(200_000)}`))).toContain('nested too deeply')
    expect(await refusal(withAttributes(`{"a":"${'{['.repeat(1000)}\\""}`))).toContain('digest')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    for (const word of ['__proto__', 'constructor', 'toString']) {
      const named = lines.with(2, (lines[2] ?? '').replace('"kind":"firewall"', `"kind":"${word}"`))
      expect(await refusal(named)).toContain(`has the kind "${word}"`)
      const inLine = lines.with(2, `{"${word}":1,${(lines[2] ?? '').slice(1)}`)
      expect(await refusal(inLine)).toMatch(/line 3 has/)
    }
  })

  it('that are no UTF-8, or without end, are refused while they come', async () => {
    async function* bytes(...pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
      yield* pieces
    }
    const through = async (stream: AsyncIterable<Uint8Array>): Promise<unknown> => {
      for await (const line of splitLines(stream, 'a.jsonl')) void line
      return undefined
    }
    const wrong = bytes(Uint8Array.from([123, 125, 10, 255]))
    await expect(through(wrong)).rejects.toThrow(
      'a.jsonl is no snapshot that can be used: line 2 is not written in UTF-8.',
    )
    await expect(through(bytes(Uint8Array.from([0xc3])))).rejects.toMatchObject({ code: 'snapshot-line' })
    let sent = 0
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) {
        sent += 8_000_000
        yield new Uint8Array(8_000_000).fill(97)
      }
    }
    await expect(through(endless())).rejects.toThrow('line 1 is too long')
    expect(sent).toBeLessThan(100_000_000)
  })
})

describe('what a snapshot is read from', () => {
  /** Whether the source was closed, after the reading of `lines` came to what `outcome` says. */
  async function closedAfter(lines: readonly string[]): Promise<{ outcome: string; closed: boolean }> {
    let closed = false
    async function* stdin(): AsyncIterable<Uint8Array> {
      try {
        for (const line of lines) yield Buffer.from(`${line}\n`)
        // A file ends where it is read once more.
        yield Buffer.from('\n')
      } finally {
        closed = true
      }
    }
    let outcome = 'read'
    try {
      const { resources } = await openSnapshotFile('-', { cwd: '/', stdin })
      for await (const batch of resources) expect(batch.length).toBeGreaterThan(0)
    } catch (error) {
      outcome = error instanceof EvenkeelError ? error.code : String(error)
    }
    return { outcome, closed }
  }

  it('is closed, whichever line is refused', async () => {
    const lines = await good()
    expect(await closedAfter(lines)).toEqual({ outcome: 'read', closed: true })
    for (const [line] of lines.entries()) {
      const damaged = lines.map((text, i) => (i === line ? '{"a":1}' : text))
      expect(await closedAfter(damaged)).toEqual({ outcome: 'snapshot-line', closed: true })
    }
  })
})
