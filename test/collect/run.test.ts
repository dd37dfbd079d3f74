import { afterEach, describe, expect, it, vi } from 'vitest'
import { fail } from '../../src/errors/catalogue.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { network } from '../../src/model/kinds/network.ts'
import { subnet } from '../../src/model/kinds/subnet.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import {
  acts,
  breaks,
  collectWith,
  fakeCollector,
  facts,
  hangs,
  scopePlan,
  source,
  yields,
} from '../support/fake-collector.ts'

const group = (id: string, rest: object = {}): object => ({ kind: 'firewall', id, attributes: {}, ...rest })
const vpc = (id: string, rest: object = {}): object => ({ kind: 'network', id, attributes: {}, ...rest })

const brief = (rows: readonly Coverage[]): readonly string[] =>
  rows.map((row) => `${row.origin.scope} ${row.kind} ${row.status}`)

describe('collecting an environment', () => {
  it('keeps what was read, with a key, a digest and complete coverage', async () => {
    const collector = fakeCollector({
      reads: [
        { produces: [firewall], read: yields(group('sg-1', { name: 'web', tags: { Team: 'a' } }), group('sg-2')) },
      ],
    })
    const { snapshot, resources, coverage, notices } = await collectWith([collector])
    expect(snapshot).toMatchObject({ environment: 'staging', takenAt: '2026-11-02T10:00:00.000Z' })
    expect(resources.map((one) => one.key)).toEqual([
      'firewall|fake-things|here|sg-1',
      'firewall|fake-things|here|sg-2',
    ])
    expect(resources[0]).toMatchObject({ name: 'web', tags: { Team: 'a' }, identifiers: [] })
    expect(resources[0]?.contentDigest).toMatch(/^[0-9a-f]{64}$/)
    expect(coverage).toEqual([
      {
        environment: 'staging',
        origin: { collector: 'fake-things', mode: 'observed', scope: 'here' },
        role: '{here}',
        kind: 'firewall',
        status: 'complete',
        required: true,
        unknownFields: [],
      },
    ])
    expect(notices).toEqual([])
  })

  it('gives a kind of which there is nothing its row: nothing there is an answer', async () => {
    const { coverage } = await collectWith([
      fakeCollector({ reads: [{ produces: [network, firewall], read: yields() }] }),
    ])
    expect(brief(coverage)).toEqual(['here firewall complete', 'here network complete'])
  })
})

describe('one failure', () => {
  it('costs its own kinds in its own scope, and nothing else', async () => {
    const collector = fakeCollector({
      scopes: ['a', 'b'],
      reads: [
        {
          produces: [firewall, network],
          read: (request) =>
            request.scope.scope === 'a'
              ? breaks(fail('collect-denied', { what: 'fake:Describe in a' }), group('sg-1'))(request)
              : yields(group('sg-2'), vpc('v-2'))(request),
        },
        { produces: [subnet], read: yields({ kind: 'subnet', id: 's-1', attributes: {} }) },
      ],
    })
    const { coverage, resources } = await collectWith([collector])
    expect(brief(coverage)).toEqual([
      'a firewall partial',
      'a network denied',
      'a subnet complete',
      'b firewall complete',
      'b network complete',
      'b subnet complete',
    ])
    expect(coverage[1]).toMatchObject({
      reason: 'Access was denied to fake:Describe in a.',
      remedy: 'Allow the identity to read it, or exclude it in the configuration.',
    })
    expect(resources.map((one) => one.id)).toEqual(['sg-1', 's-1', 'sg-2', 'v-2', 's-1'])
  })

  it.each([
    ['collect-denied', 'denied'],
    ['collect-credentials', 'denied'],
    ['collect-throttled', 'partial'],
    ['collect-unreachable', 'partial'],
    ['collect-malformed', 'partial'],
  ] as const)('%s is %s', async (code, status) => {
    const collector = fakeCollector({ reads: [{ produces: [firewall], read: breaks(fail(code, { what: 'fake:X' })) }] })
    expect(brief((await collectWith([collector])).coverage)).toEqual([`here firewall ${status}`])
  })

  it('tells only the class of an unexpected error, because its message may hold a secret', async () => {
    const error = new RangeError('password hunter2 is too long')
    const collector = fakeCollector({ reads: [{ produces: [firewall], read: breaks(error) }] })
    const { coverage, events } = await collectWith([collector])
    expect(coverage[0]?.reason).toBe('fake-things in here could not be read (RangeError).')
    expect(JSON.stringify([coverage, events])).not.toContain('hunter2')
  })

  it.each([['a text'], [undefined], [null], [Object.assign(new Error('x'), { name: 'hunter2 is the password' })]])(
    'does not repeat what is thrown, %s',
    async (thrown) => {
      const collector = fakeCollector({ reads: [{ produces: [firewall], read: breaks(thrown) }] })
      const reason = (await collectWith([collector])).coverage[0]?.reason
      expect(reason).toMatch(/^fake-things in here could not be read \((string|undefined|object|Error)\)\.$/)
    },
  )

  it('keeps a reason on one line', async () => {
    const error = fail('collect-failed', { what: 'fake:X', detail: 'first\n\u001b[31msecond' + 'x'.repeat(900) })
    const collector = fakeCollector({ reads: [{ produces: [firewall], read: breaks(error) }] })
    const reason = (await collectWith([collector])).coverage[0]?.reason ?? ''
    expect(reason).toMatch(/^fake:X could not be read \(first \[31msecondx+…$/)
    expect(reason).toHaveLength(500)
  })

  it('also when reading cannot even begin', async () => {
    const read = (): never => {
      throw new TypeError('no')
    }
    const { coverage } = await collectWith([fakeCollector({ reads: [{ produces: [firewall], read }] })])
    expect(coverage[0]).toMatchObject({
      status: 'partial',
      reason: 'fake-things in here could not be read (TypeError).',
    })
  })
})

describe('a deadline, where much is found of which each is asked about by itself', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Reads of a place that takes a minute and finds what takes longer; answers what came of it after so many seconds. */
  async function after(
    seconds: number,
    needed: readonly number[],
    settings: object = {},
  ): Promise<Coverage | undefined> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let go = (): void => undefined
    const waiting = new Promise<void>((resolve) => (go = resolve))
    let begun = (): void => undefined
    const underWay = new Promise<void>((resolve) => (begun = resolve))
    const read = acts(async ({ needsTime }) => {
      for (const more of needed) needsTime?.(more)
      begun()
      await waiting
    })
    const running = collectWith([fakeCollector({ deadlineSeconds: 60, reads: [{ produces: [firewall], read }] })], {
      sources: [source('fake', { settings })],
    })
    await underWay
    await vi.advanceTimersByTimeAsync(seconds * 1000)
    go()
    return (await running).coverage[0]
  }

  it('is put off by what that takes, and no longer', async () => {
    expect(await after(89, [10, 20])).toMatchObject({ status: 'complete' })
    const late = await after(91, [10, 20])
    expect(late).toMatchObject({ status: 'partial', reason: 'fake-things in here did not answer within 90 s.' })
    expect(late?.remedy).toContain('Check that the endpoint is reachable')
  })

  it('is never put off beyond a quarter of an hour, and then says what would do', async () => {
    expect(await after(899, [5000])).toMatchObject({ status: 'complete' })
    const late = await after(901, [600, 600])
    expect(late?.reason).toContain('within 900 s')
    expect(late?.remedy).toContain('Set `deadlineSeconds` of the source to 1260 or more')
  })

  it('holds as the configuration sets it, and then says what would do', async () => {
    expect(await after(61, [30], { deadlineSeconds: 120 })).toMatchObject({ status: 'complete' })
    const late = await after(61, [105], { deadlineSeconds: 60 })
    expect(late?.reason).toContain('within 60 s')
    expect(late?.remedy).toContain('Set `deadlineSeconds` of the source to 180 or more')
    // Enough was allowed for what was found: something else is slow.
    expect((await after(301, [105], { deadlineSeconds: 300 }))?.remedy).toContain(
      'Check that the endpoint is reachable',
    )
  })
})

describe('deadlines and interruption', () => {
  it('cuts off a read that hangs and is deaf to its signal; its neighbours are whole', async () => {
    const collector = fakeCollector({
      deadlineSeconds: 0.5,
      scopes: ['a', 'b'],
      reads: [
        {
          produces: [firewall],
          read: (request) => (request.scope.scope === 'a' ? hangs(group('sg-1')) : yields(group('sg-1')))(request),
        },
        { produces: [network], read: yields(vpc('v-1')) },
      ],
    })
    const { coverage, resources } = await collectWith([collector])
    expect(brief(coverage)).toEqual([
      'a firewall partial',
      'a network complete',
      'b firewall complete',
      'b network complete',
    ])
    expect(coverage[0]?.reason).toBe('fake-things in a did not answer within 0.5 s.')
    expect(resources).toHaveLength(4)
  })

  it('lets a source entry set the deadline', async () => {
    const collector = fakeCollector({ deadlineSeconds: 600, reads: [{ produces: [firewall], read: hangs() }] })
    const { coverage } = await collectWith([collector], {
      sources: [source('fake', { settings: { deadlineSeconds: 0.02 } })],
    })
    expect(coverage[0]?.reason).toContain('within 0.02 s')
  })

  it('does not take a quiet stop at the deadline for the end of what there is', async () => {
    const collector = fakeCollector({
      deadlineSeconds: 0.03,
      reads: [
        {
          produces: [firewall],
          read: acts(async ({ signal }) => {
            await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
          }),
        },
      ],
    })
    expect((await collectWith([collector])).coverage[0]).toMatchObject({ status: 'partial' })
  })

  it('stops a read that is always ready, too', async () => {
    const collector = fakeCollector({
      deadlineSeconds: 0.05,
      reads: [
        {
          produces: [firewall],
          async *read() {
            for (let i = 0; ; i++) yield { kind: 'firewall', id: `sg-${i}`, attributes: {} }
          },
        },
      ],
    })
    expect((await collectWith([collector])).coverage[0]).toMatchObject({ status: 'partial' })
  })

  it('closes the read that it cuts off', async () => {
    let closed = false
    const collector = fakeCollector({
      deadlineSeconds: 0.3,
      reads: [
        {
          produces: [firewall],
          async *read({ signal }) {
            try {
              yield { kind: 'firewall', id: 'sg-1', attributes: {} }
              await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))
            } finally {
              closed = true
            }
          },
        },
      ],
    })
    await collectWith([collector])
    await expect.poll(() => closed, { timeout: 30_000 }).toBe(true)
  })

  it('ends at once when interrupted, though every read hangs', async () => {
    const controller = new AbortController()
    const collector = fakeCollector({
      deadlineSeconds: 600,
      scopes: ['a', 'b', 'c'],
      reads: [{ produces: [firewall], read: hangs(group('sg-1')) }],
    })
    const collecting = collectWith([collector], { signal: controller.signal, concurrency: 1 })
    setTimeout(() => controller.abort(), 20)
    await expect(collecting).rejects.toMatchObject({ code: 'collect-cancelled' })
  })

  it('does not begin when it is interrupted before', async () => {
    let begun = false
    const collector = fakeCollector({
      reads: [
        {
          produces: [firewall],
          read: acts(async () => {
            begun = true
          }),
        },
      ],
    })
    await expect(collectWith([collector], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'collect-cancelled',
    })
    expect(begun).toBe(false)
  })

  it('reads scopes side by side, as many as it may', async () => {
    let now = 0
    let most = 0
    const collector = fakeCollector({
      scopes: ['a', 'b', 'c', 'd', 'e'],
      reads: [
        {
          produces: [firewall],
          read: acts(async () => {
            most = Math.max(most, ++now)
            await new Promise((resolve) => setTimeout(resolve, 5))
            now--
          }),
        },
      ],
    })
    await collectWith([collector], { concurrency: 3 })
    expect(most).toBe(3)
  })
})

describe('what a source cannot know', () => {
  it('is named, and takes nothing from completeness', async () => {
    const collector = fakeCollector({
      reads: [{ produces: [firewall, network], cannotKnow: { firewall: ['/egress'] }, read: yields() }],
    })
    const { coverage } = await collectWith([collector])
    expect(coverage[0]).toMatchObject({ kind: 'firewall', status: 'complete', unknownFields: ['/egress'] })
    expect(coverage[1]).toMatchObject({ kind: 'network', unknownFields: [] })
  })

  it('could not be read this time: partial, with the reason', async () => {
    const collector = fakeCollector({
      reads: [
        {
          produces: [firewall, network],
          cannotKnow: { firewall: ['/egress'] },
          read: acts(async (request) => {
            request.unknown(firewall, ['/description'], 'Access was denied to fake:Detail.')
          }),
        },
      ],
    })
    const { coverage } = await collectWith([collector])
    expect(coverage[0]).toMatchObject({
      kind: 'firewall',
      status: 'partial',
      reason: 'Access was denied to fake:Detail.',
      unknownFields: ['/description', '/egress'],
    })
    expect(coverage[1]).toMatchObject({ kind: 'network', status: 'complete' })
  })

  it('does not soften a denial of everything', async () => {
    const denied = fakeCollector({
      reads: [
        {
          produces: [firewall],
          read: acts((request) => {
            request.unknown(firewall, ['/description'], 'Access was denied to fake:Detail.')
            throw fail('collect-denied', { what: 'fake:List' })
          }),
        },
      ],
    })
    const { coverage } = await collectWith([denied])
    expect(coverage[0]).toMatchObject({
      status: 'denied',
      reason: 'Access was denied to fake:Detail. Access was denied to fake:List.',
      unknownFields: ['/description'],
    })
  })

  it('said of a kind that the read does not produce is the collector’s fault', async () => {
    const collector = fakeCollector({
      reads: [
        {
          produces: [network],
          read: acts(async (request) => {
            request.unknown(firewall, ['/egress'], 'x')
          }),
        },
      ],
    })
    const { coverage } = await collectWith([collector])
    expect(brief(coverage)).toEqual(['here network partial'])
    expect(coverage[0]?.reason).toContain('firewall')
  })
})

describe('the same place and the same thing twice', () => {
  it('joins the rows of two reads that produce one kind', async () => {
    const collector = fakeCollector({
      reads: [
        { produces: [firewall], read: breaks(fail('collect-denied', { what: 'fake:One' })) },
        { produces: [firewall], cannotKnow: { firewall: ['/egress'] }, read: yields(group('sg-1')) },
      ],
    })
    const { coverage } = await collectWith([collector])
    expect(coverage).toHaveLength(1)
    expect(coverage[0]).toMatchObject({
      status: 'partial',
      unknownFields: ['/egress'],
      reason: 'Access was denied to fake:One.',
    })
  })

  it('says that an id came twice in one scope, and keeps the first', async () => {
    const twice = [group('sg-1', { name: 'first' }), group('sg-1', { name: 'second' }), vpc('v-1')]
    const { coverage, resources } = await collectWith([
      fakeCollector({ reads: [{ produces: [firewall, network], read: yields(...twice) }] }),
    ])
    expect(brief(coverage)).toEqual(['here firewall partial', 'here network complete'])
    expect(coverage[0]?.reason).toBe(
      'fake-things in here gave an answer that cannot be understood (firewall "sg-1" came twice).',
    )
    expect(resources.map((one) => one.name)).toEqual(['first', undefined])
  })

  it('takes what came twice and is the same for one: pages of a list that changes may overlap', async () => {
    const seen = [group('sg-1'), group('sg-2'), group('sg-2'), group('sg-3')]
    const { coverage, resources } = await collectWith([
      fakeCollector({ reads: [{ produces: [firewall], read: yields(...seen) }] }),
    ])
    expect(brief(coverage)).toEqual(['here firewall complete'])
    expect(resources.map((one) => one.id)).toEqual(['sg-1', 'sg-2', 'sg-3'])
  })

  it('joins two source entries that look at one place, when they agree', async () => {
    const collector = fakeCollector({ reads: [{ produces: [firewall], read: yields(group('sg-1')) }] })
    const { coverage, resources } = await collectWith([collector], { sources: [source(), source()] })
    expect(resources).toHaveLength(1)
    expect(brief(coverage)).toEqual(['here firewall complete'])
  })

  it('says so when they do not agree', async () => {
    let turn = 0
    const collector = fakeCollector({
      reads: [{ produces: [firewall], read: (request) => yields(group('sg-1', { name: `n${turn++}` }))(request) }],
    })
    const { coverage, resources } = await collectWith([collector], { sources: [source(), source()] })
    expect(resources).toHaveLength(1)
    expect(brief(coverage)).toEqual(['here firewall partial'])
    expect(coverage[0]?.reason).toContain('"sg-1" came twice')
  })

  it('keeps one id of two scopes as two resources', async () => {
    const collector = fakeCollector({
      scopes: ['a', 'b'],
      reads: [{ produces: [firewall], read: yields(group('sg-1')) }],
    })
    expect((await collectWith([collector])).resources.map((one) => one.key)).toEqual([
      'firewall|fake-things|a|sg-1',
      'firewall|fake-things|b|sg-1',
    ])
  })

  it('reads a place once that a source names twice', async () => {
    const collector = fakeCollector({
      scopes: ['a', 'a'],
      reads: [{ produces: [firewall], read: yields(group('sg-1')) }],
    })
    const { resources, coverage } = await collectWith([collector])
    expect(resources).toHaveLength(1)
    expect(brief(coverage)).toEqual(['a firewall complete'])
  })
})

describe('what cannot be taken in', () => {
  it('costs its read completeness, and nothing that came with it', async () => {
    const odd = [
      group('sg-1'),
      group('sg-2', { attributes: { port: NaN } }),
      { kind: 'subnet', id: 's' },
      group('sg-3'),
    ]
    const { coverage, resources } = await collectWith([
      fakeCollector({
        reads: [
          { produces: [firewall], read: yields(...odd) },
          { produces: [network], read: yields(vpc('v-1')) },
        ],
      }),
    ])
    expect(brief(coverage)).toEqual(['here firewall partial', 'here network complete'])
    expect(coverage[0]?.reason).toBe(
      'fake-things in here gave an answer that cannot be understood (firewall "sg-2": not a JSON value at /attributes/port, and 1 more).',
    )
    expect(resources.map((one) => one.id)).toEqual(['sg-1', 'sg-3', 'v-1'])
  })

  it('does not pollute anything', async () => {
    const attributes: unknown = JSON.parse('{ "__proto__": { "polluted": true } }')
    const collector = fakeCollector({ reads: [{ produces: [firewall], read: yields(group('sg-1', { attributes })) }] })
    const { coverage, resources } = await collectWith([collector])
    expect(resources).toEqual([])
    expect(coverage[0]?.reason).toContain('a key named __proto__ at /attributes')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('places that cannot be told', () => {
  const reads = [{ produces: [firewall, network], read: yields() }]

  it('become coverage of every kind, at the source entry', async () => {
    const collector = fakeCollector({
      scopes: async () => {
        throw fail('collect-nothing-matched', { what: 'state/*.tfstate' })
      },
      reads,
    })
    const { coverage, events } = await collectWith([collector])
    expect(brief(coverage)).toEqual(['evenkeel.yaml:7:9 firewall partial', 'evenkeel.yaml:7:9 network partial'])
    expect(coverage[0]).toMatchObject({ reason: 'Nothing matches state/*.tfstate.', required: true, role: '' })
    expect(events).toMatchObject([{ type: 'scope-finished', problem: 'Nothing matches state/*.tfstate.' }])
  })

  it('are no reason to say nothing: no place at all is a failure', async () => {
    const { coverage } = await collectWith([fakeCollector({ scopes: [], reads })])
    expect(coverage[0]?.reason).toBe('Nothing matches fake-things (evenkeel.yaml:7:9).')
  })

  it('are cut off at the deadline', async () => {
    const scopes = (): Promise<never> => new Promise(() => undefined)
    const { coverage } = await collectWith([fakeCollector({ scopes, deadlineSeconds: 0.02, reads })])
    expect(coverage[0]?.reason).toBe('fake-things (evenkeel.yaml:7:9) did not answer within 0.02 s.')
  })

  it('keep the words of an unexpected error to themselves', async () => {
    const scopes = async (): Promise<never> => {
      throw new Error('hunter2')
    }
    const { coverage } = await collectWith([fakeCollector({ scopes, reads })])
    expect(coverage[0]?.reason).toBe('fake-things (evenkeel.yaml:7:9) could not be read (Error).')
  })

  it('can be optional', async () => {
    const scopes = async (): Promise<ReturnType<typeof scopePlan>[]> => [{ ...scopePlan('x'), required: false }]
    const { coverage } = await collectWith([fakeCollector({ scopes, reads })])
    expect(coverage.map((row) => row.required)).toEqual([false, false])
  })
})

describe('which collectors read a source', () => {
  const part = (service: string): ReturnType<typeof fakeCollector> =>
    fakeCollector({
      id: `fake-${service}`,
      service,
      scopes: [service],
      reads: [{ produces: [firewall], read: yields() }],
    })

  it('is all of its family, or those that `services` selects', async () => {
    const collectors = [part('one'), part('two'), fakeCollector({ family: 'other', reads: [] })]
    const all = await collectWith(collectors, { sources: [source()] })
    expect(brief(all.coverage)).toEqual(['one firewall complete', 'two firewall complete'])
    const selected = await collectWith(collectors, { sources: [source('fake', { settings: { services: ['two'] } })] })
    expect(brief(selected.coverage)).toEqual(['two firewall complete'])
  })

  it('is refused when nobody reads it', async () => {
    await expect(collectWith([part('one')], { sources: [source('fakr')] })).rejects.toMatchObject({
      code: 'collect-unknown-source',
      message: 'No collector reads "fakr" (evenkeel.yaml:7:9).',
      remedy: 'Use one of: fake.',
    })
    const sources = [source('fake', { settings: { services: ['one', 'onw'] } })]
    await expect(collectWith([part('one')], { sources })).rejects.toThrow(
      'No collector reads the service "onw" of "fake" (evenkeel.yaml:7:9).',
    )
  })

  it('hands over settings, facts and scope', async () => {
    const seen: unknown[] = []
    const collector = fakeCollector({
      reads: [
        {
          produces: [firewall],
          read: acts(async ({ settings, environment, scope, fingerprint }) => {
            seen.push(settings, environment, scope, fingerprint('x').keyId)
          }),
        },
      ],
    })
    await collectWith([collector], { sources: [source('fake', { settings: { a: 1 } })] })
    expect(seen).toEqual([{ a: 1 }, facts, scopePlan('here'), expect.any(String)])
  })
})

describe('progress', () => {
  it('is told for each scope: begun, now and then, ended', async () => {
    const many = Array.from({ length: 450 }, (_, i) => group(`sg-${i}`))
    const collector = fakeCollector({ reads: [{ produces: [firewall], read: yields(...many) }] })
    const { events } = await collectWith([collector])
    const who = { environment: 'staging', collector: 'fake-things', scope: 'here' }
    expect(events).toEqual([
      { type: 'scope-started', ...who },
      { type: 'scope-progress', ...who, resources: 200 },
      { type: 'scope-progress', ...who, resources: 400 },
      { type: 'scope-finished', ...who, resources: 450 },
    ])
  })
})
