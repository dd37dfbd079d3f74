import { describe, expect, it } from 'vitest'
import { takeSnapshot } from '../../src/app/snapshot/take.ts'
import { contentDigest } from '../../src/collect/content-digest.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { keyOf } from '../../src/model/resource.ts'
import type { Snapshots } from '../../src/store/contract/snapshots.ts'
import { run, type Run } from './support.ts'

const origin = { collector: 'aws-config', mode: 'observed', scope: '111111111111/eu-west-1' } as const
const kinds = ['database-parameters', 'firewall', 'network', 'setting-group']

/** One line of a resource, with its attributes as JSON text: what is sent need not be what a program would write. */
function line(kind: string, id: string, attributes: string, contentDigest = '0'.repeat(64)): string {
  const key = keyOf(kind, origin.collector, origin.scope, id)
  const head = { key, kind, id, origin, name: id, identifiers: [], contentDigest }
  return `{"head":${JSON.stringify(head)},"body":{"tags":{},"attributes":${attributes}}}`
}

function file(environment: string, resources: readonly string[], version = 1): string {
  const header = {
    evenkeel: 'snapshot',
    version,
    environment,
    takenAt: '2026-11-01T11:00:00Z',
    keyId: 'k',
    program: '1',
  }
  const coverage = kinds.map((kind) => {
    const row = { origin, role: '', kind, status: 'complete', required: true, unknownFields: [] }
    return JSON.stringify({ coverage: row })
  })
  const end = JSON.stringify({ end: true, resources: resources.length })
  return `${[JSON.stringify(header), ...coverage, ...resources, end].join('\n')}\n`
}

async function check(candidate: string, baseline: string): Promise<Run> {
  const args = ['check', '--candidate', 'a.jsonl', '--baseline', 'b.jsonl', '--format', 'json', '--quiet']
  return run(args, { files: { 'a.jsonl': candidate, 'b.jsonl': baseline } })
}

const named = { kind: 'firewall', id: 'sg-1', name: 'sg-1', attributes: {} }
const web = line('firewall', 'sg-1', '{}', contentDigest(firewall, named))
const deep = (open: string, close: string): string => `{"network":${open.repeat(10_000)}1${close.repeat(10_000)}}`

const refused: readonly (readonly [what: string, text: string, problem: string])[] = [
  ['of a newer version', file('staging', [web], 2), 'is a snapshot of format 2, and this program reads format 1'],
  ['in which an id comes twice', file('staging', [web, web]), 'line 7 has a resource that an earlier line had'],
  ['with NaN', file('staging', [line('firewall', 'sg-1', '{"ingress":[NaN]}')]), 'line 6 is no JSON'],
  [
    'with a number that is none',
    file('staging', [line('firewall', 'sg-1', '{"ingress":[{"ports":1e999}]}')]),
    'line 6 has firewall "sg-1": not a JSON value at /attributes/ingress/0/ports',
  ],
  [
    'with __proto__',
    file('staging', [line('firewall', 'sg-1', '{"ingress":[{"__proto__":{"polluted":1}}]}')]),
    'line 6 has firewall "sg-1": a key named __proto__ at /attributes/ingress/0',
  ],
  [
    'with an escaped __proto__',
    file('staging', [line('firewall', 'sg-1', '{"\\u005f_proto__":{"polluted":1}}')]),
    'line 6 has firewall "sg-1": a key named __proto__ at /attributes',
  ],
  [
    'with lists 10,000 deep',
    file('staging', [line('firewall', 'sg-1', deep('[', ']'))]),
    'line 6 has firewall "sg-1": nested deeper than 200 levels at /attributes/network',
  ],
  [
    'with records 10,000 deep',
    file('staging', [line('firewall', 'sg-1', deep('{"a":', '}'))]),
    'line 6 has firewall "sg-1": nested deeper than 200 levels at /attributes/network',
  ],
  [
    'with a million lists in each other',
    file('staging', [line('firewall', 'sg-1', `{"network":${'['.repeat(1_000_000)}}`)]),
    'line 6 is nested too deeply',
  ],
  ['that is cut off', file('staging', [web]).split('\n').slice(0, 6).join('\n'), 'is cut off: it ends after line 6'],
]

describe('a snapshot that no program of ours would write', () => {
  it.each(refused)('%s: check says so in one sentence, and compares nothing', async (_what, text, problem) => {
    for (const [a, b] of [
      [text, file('production', [])],
      [file('staging', []), text],
    ] as const) {
      const { code, stdout, stderr } = await check(a, b)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(problem)
      expect(stderr).not.toMatch(/node_modules|\n {4}at |RangeError/)
      expect(stderr.length).toBeLessThan(2_000)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each(refused)('%s: who sends it is told so, and nothing is stored', async (_what, text, problem) => {
    async function* lines(): AsyncIterable<string> {
      yield* text.split('\n')
    }
    const store = {
      publish: async ({ resources }: { resources: AsyncIterable<unknown> }) => {
        for await (const resource of resources) void resource
        throw new Error('it was stored')
      },
    } as unknown as Snapshots
    const error: unknown = await takeSnapshot(
      lines(),
      store,
      { now: () => new Date('2026-11-01T12:00:00Z') },
      0.5,
    ).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(EvenkeelError)
    expect((error as Error).message).toContain(problem)
  })
})

describe('what is odd and may be', () => {
  it('firewalls that let each other in, and themselves, are compared', async () => {
    const of = (environment: string, ports: string): string => {
      const rule = (group: string): object => ({ protocol: 'tcp', ports, group })
      const ring = (n: number): string =>
        line(
          'firewall',
          `sg-${environment}-${n}`,
          JSON.stringify({ ingress: [n, (n + 1) % 3].map((i) => rule(`sg-${environment}-${i}`)) }),
        )
      return file(environment, [0, 1, 2].map(ring))
    }
    expect((await check(of('staging', '80'), of('production', '80'))).code).toBe(0)
    const { code, stdout } = await check(of('staging', '81'), of('production', '80'))
    expect([code, (JSON.parse(stdout) as { findings: unknown[] }).findings.length > 0]).toEqual([1, true])
  })

  it('an attribute of 10 MB is compared to its last character', async () => {
    const long = 'x'.repeat(10_000_000)
    const of = (environment: string, last: string): string =>
      file(environment, [
        line(
          'database-parameters',
          'pg',
          JSON.stringify({ parameters: [{ name: 'search_path', value: long + last }] }),
        ),
      ])
    const same = await check(of('staging', 'a'), of('production', 'a'))
    expect({ code: same.code, stderr: same.stderr.includes('error') }).toEqual({ code: 0, stderr: false })
    const { stdout } = await check(of('staging', 'a'), of('production', 'b'))
    expect((JSON.parse(stdout) as { findings: { at: string }[] }).findings.map(({ at }) => at)).toEqual([
      '/parameters/search_path',
    ])
  })

  it('halves of a surrogate pair are what they are, and not each other', async () => {
    const of = (environment: string, half: string): string =>
      file(environment, [
        line('database-parameters', 'pg', `{"parameters":[{"name":"search_path","value":"a${half}"}]}`),
      ])
    expect((await check(of('staging', '\\ud800'), of('production', '\\ud800'))).code).toBe(0)
    const { stdout } = await check(of('staging', '\\ud800'), of('production', '\\ud801'))
    expect((JSON.parse(stdout) as { findings: unknown[] }).findings).toHaveLength(1)
  })
})
