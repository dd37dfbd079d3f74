import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { GateVerdict } from '../../src/api/gate/verdict.ts'
import { gateInMarkdown, gateInWords } from '../../src/api/gate/words.ts'
import { useMemoryDatabase } from '../store/support/databases.ts'
import { assessed, bearer, comparison, coverage, findingOf, openApi, tokenIn, type TestApi } from './support.ts'

const memory = useMemoryDatabase()
const local = { host: 'localhost' }

async function ask(test: TestApi, query: string): Promise<GateVerdict> {
  const answer = await test.api.inject({ url: `/v1/gate?comparison=${comparison}${query}`, headers: local })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<GateVerdict>()
}

describe('the pairs of a comparison', () => {
  it('are those that the next assessment takes up; of another comparison there are none to be had', async () => {
    const test = await openApi(memory())
    const of = (name: string) => test.api.inject({ url: `/v1/comparisons/${name}/pairs`, headers: local })
    expect((await of(comparison)).json()).toEqual({ items: [] })
    const twin = {
      id: 'ab12',
      kind: 'firewall',
      name: 'web',
      candidate: ['firewall|x|here|a'],
      baseline: ['firewall|x|here|b'],
      method: 'name',
      confidence: 1,
      evidence: [],
    } as const
    await assessed(test, [], { twins: [twin] })
    const { id, evidence: _, ...pair } = twin
    expect((await of(comparison)).json()).toEqual({ items: [{ ...pair, twin: id }] })
    expect((await of('staging..nowhere')).statusCode).toBe(404)
  })
})

describe('a gate', () => {
  it('does not know what was never assessed', async () => {
    const test = await openApi(memory())
    const verdict = await ask(test, '')
    expect(verdict).toMatchObject({
      passed: null,
      drift: null,
      coverage: null,
      unknown: { why: 'no-assessment' },
      age: null,
    })
  })

  it('fails by what reaches the threshold, and narrows to a service', async () => {
    const test = await openApi(memory())
    const id = await assessed(test, [
      findingOf('a', { severity: 'medium', service: 'web', owner: 'team-web' }),
      findingOf('b', { severity: 'high', service: 'orders' }),
      findingOf('c', { severity: 'critical', status: 'excepted' }),
    ])
    expect(await ask(test, '')).toMatchObject({
      passed: false,
      drift: 'drift',
      coverage: 'complete',
      failOn: 'high',
      assessment: id,
      counts: { critical: 0, high: 1, medium: 1, low: 0, info: 0 },
      findings: [
        { id: 'b', severity: 'high' },
        { id: 'a', owner: 'team-web' },
      ],
      more: 0,
    })
    expect(await ask(test, '&service=web')).toMatchObject({
      passed: true,
      drift: 'below-threshold',
      findings: [{ id: 'a' }],
    })
    expect(await ask(test, '&service=web&failOn=medium')).toMatchObject({ passed: false })
    expect(await ask(test, '&failOn=critical')).toMatchObject({ passed: true })
    expect(await ask(test, '&failOn=never')).toMatchObject({ passed: true, drift: 'below-threshold' })
  })

  it('is told the nearest name of what there is not', async () => {
    const { api } = await openApi(memory())
    const service = await api.inject({ url: `/v1/gate?comparison=${comparison}&service=order`, headers: local })
    expect(service.statusCode).toBe(404)
    expect(service.json()).toMatchObject({ code: 'api-not-found', remedy: 'Did you mean "orders"?' })
    const other = await api.inject({ url: '/v1/gate?comparison=staging..prod', headers: local })
    expect(other.json()).toMatchObject({ status: 404, remedy: 'Did you mean "staging..production"?' })
  })

  it('knows nothing where a required place was not read, but drift that was seen decides', async () => {
    const test = await openApi(memory())
    const scopes = [coverage({ status: 'denied', reason: 'Access was denied.' })]
    await assessed(test, [], { coverage: { verdict: 'incomplete', scopes } })
    expect(await ask(test, '')).toMatchObject({
      passed: null,
      drift: 'none',
      coverage: 'incomplete',
      unknown: { why: 'incomplete' },
      unread: [{ environment: 'staging', status: 'denied', reason: 'Access was denied.' }],
    })
    test.clock.forward(60)
    await assessed(test, [findingOf('a')], { coverage: { verdict: 'incomplete', scopes } })
    expect(await ask(test, '')).toMatchObject({ passed: false, drift: 'drift', unknown: { why: 'incomplete' } })
  })

  it('counts the age from when the older side was read', async () => {
    const test = await openApi(memory())
    await assessed(test, [], { readAt: '2026-11-01T11:00:00.000Z' })
    expect(await ask(test, '&maxAge=1h')).toMatchObject({ passed: true, age: 3600, maxAge: 3600 })
    test.clock.forward(1)
    expect(await ask(test, '&maxAge=1h')).toMatchObject({
      passed: null,
      age: 3601,
      unknown: { why: 'too-old', detail: expect.stringContaining('1 hour') as string },
    })
    expect(await ask(test, '')).toMatchObject({ passed: true, maxAge: 86_400 })
    // Nobody said how old it may be: a day is.
    test.clock.forward(86_400)
    expect(await ask(test, '')).toMatchObject({ passed: null, unknown: { why: 'too-old' } })
  })

  it('knows no age of what was read in the future: a clock is wrong', async () => {
    const test = await openApi(memory())
    await assessed(test, [], { readAt: '2026-11-01T12:04:00.000Z' })
    expect(await ask(test, '&maxAge=1h')).toMatchObject({ passed: true, age: 0 })
    test.clock.forward(10)
    await assessed(test, [], { readAt: '2026-11-01T14:00:00.000Z' })
    expect(await ask(test, '&maxAge=1h')).toMatchObject({
      passed: null,
      unknown: { why: 'too-old', detail: expect.stringContaining('a clock is wrong') as string },
    })
    expect(await ask(test, '&maxAge=1h&wait=1')).toMatchObject({ passed: null })
    expect(test.jobs.asked).toHaveLength(1)
  })

  it('sees a new assessment within the seconds that it may be behind', async () => {
    const test = await openApi(memory())
    await assessed(test, [])
    expect(await ask(test, '')).toMatchObject({ passed: true })
    test.clock.forward(3)
    await assessed(test, [findingOf('a')])
    expect(await ask(test, '')).toMatchObject({ passed: false })
  })

  it('with newOnly goes by what passed a moment ago, also before that is written', async () => {
    const test = await openApi(memory())
    await assessed(test, [])
    test.clock.forward(60)
    await assessed(test, [findingOf('mild', { severity: 'low' })])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: true, counts: { low: 1 }, before: 0 })
    test.clock.forward(60)
    await assessed(test, [findingOf('mild', { severity: 'low' })])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: true, counts: { low: 0 }, before: 1 })
  })

  it('with newOnly counts what waits and is covered no more, and what got worse', async () => {
    const test = await openApi(memory())
    const exception = { id: 'e', kind: 'temporary', reason: 'r', owner: 'o', until: '2026-12-01' } as const
    const waits = findingOf('waits')
    const covered = findingOf('covered')
    const mild = findingOf('mild', { severity: 'low' })
    const quiet = [{ ...waits, status: 'pending' }, { ...covered, status: 'excepted', exception }, mild] as const
    await assessed(test, quiet)
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: true, findings: [] })
    for (const news of [
      [waits, quiet[1], mild],
      [quiet[0], covered, mild],
      [quiet[0], quiet[1], { ...mild, severity: 'high' }],
    ] as const) {
      test.clock.forward(60)
      await assessed(test, news)
      expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: false, counts: { high: 1 } })
      test.clock.forward(60)
      await assessed(test, quiet)
      expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: true })
    }
  })

  it('says who is ahead, where that is known', async () => {
    const test = await openApi(memory())
    await assessed(test, [
      findingOf('a', { direction: 'baseline-ahead' }),
      findingOf('b', { direction: 'both' }),
      findingOf('c', { direction: 'unknown' }),
    ])
    const verdict = await ask(test, '')
    expect(verdict.findings.map(({ direction }) => direction ?? 'nobody knows').sort()).toEqual([
      'baseline-ahead',
      'both',
      'nobody knows',
    ])
    expect(gateInWords(verdict)).toContain(`(${verdict.baseline} is ahead, as after a hotfix`)
    expect(gateInMarkdown(verdict)).toContain('(both moved')
  })

  it('with newOnly counts what came since it last passed; at first, since the first assessment', async () => {
    const test = await openApi(memory())
    await assessed(test, [findingOf('old')])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: true, drift: 'none', before: 1, findings: [] })
    expect(await ask(test, '')).toMatchObject({ passed: false })
    test.clock.forward(60)
    await assessed(test, [findingOf('old'), findingOf('new')])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: false, before: 1, findings: [{ id: 'new' }] })
    // It failed, so what is new stays new.
    test.clock.forward(60)
    await assessed(test, [findingOf('old'), findingOf('new')])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: false, findings: [{ id: 'new' }] })
    test.clock.forward(60)
    await assessed(test, [findingOf('old')])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: true })
    // One that comes back is new again.
    test.clock.forward(60)
    await assessed(test, [findingOf('old'), findingOf('new')])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: false, findings: [{ id: 'new' }] })
    // Another gate has its own memory: this one was never asked.
    expect(await ask(test, '&newOnly=true&service=web')).toMatchObject({ passed: true })
  })

  it('a pass by a lenient threshold is none for a strict one', async () => {
    const test = await openApi(memory())
    await assessed(test, [])
    test.clock.forward(60)
    await assessed(test, [findingOf('a', { severity: 'high' })])
    expect(await ask(test, '&failOn=critical')).toMatchObject({ passed: true })
    test.clock.forward(60)
    await assessed(test, [findingOf('a', { severity: 'high' })])
    expect(await ask(test, '&newOnly=true')).toMatchObject({ passed: false, findings: [{ id: 'a' }] })
  })

  it('waits for an assessment that it asks for', async () => {
    const test = await openApi(memory())
    const waiting = ask(test, '&wait=60')
    await expect.poll(() => test.jobs.asked, { timeout: 30_000 }).toEqual([{ comparison, by: 'local' }])
    await assessed(test, [findingOf('a')])
    expect(await waiting).toMatchObject({ passed: false, assessment: expect.any(String) as string })
  })

  it('tells of one that failed while it waited', async () => {
    const test = await openApi(memory())
    const waiting = ask(test, '&wait=60')
    await expect.poll(async () => (await test.store.assessments.running()).length, { timeout: 30_000 }).toBe(1)
    const [running] = await test.store.assessments.running()
    await test.store.assessments.end(running?.id ?? '', 'failed', test.clock.now(), 'The rules are wrong.')
    expect(await waiting).toMatchObject({
      passed: null,
      unknown: { why: 'failed', detail: expect.stringContaining('The rules are wrong.') as string },
    })
  })

  it('gives up waiting in time, and answers by what there is', async () => {
    const test = await openApi(memory())
    await assessed(test, [], { readAt: '2026-11-01T08:00:00.000Z' })
    expect(await ask(test, '&maxAge=1h&wait=1')).toMatchObject({ passed: null, unknown: { why: 'too-old' } })
    expect(test.jobs.asked).toHaveLength(1)
  })

  it('says it in words, in markdown and in headers', async () => {
    const test = await openApi(memory())
    await assessed(test, [
      findingOf('a', { title: 'a\u001b[31m <img> @team **x** [y](https://evil.example)', severity: 'critical' }),
    ])
    const text = await test.api.inject({ url: `/v1/gate?comparison=${comparison}&format=text`, headers: local })
    expect(text.headers).toMatchObject({
      'evenkeel-passed': 'no',
      'evenkeel-drift': 'drift',
      'evenkeel-coverage': 'complete',
    })
    expect(text.body).toMatch(
      /^staging\.\.production: failed\n {2}drift {5}high or worse \(1 critical\)\n {2}coverage {2}complete, read just now\n/,
    )
    expect(text.body).not.toContain('\u001b')
    const markdown = await test.api.inject({ url: `/v1/gate?comparison=${comparison}&format=markdown`, headers: local })
    expect(markdown.body).not.toMatch(/<img|[^\\]\*\*x|@team|\]\(https/)
  })

  it('records calls together, equal ones of a second once, and lists them', async () => {
    // However long the calls take here, they are all of one second.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const test = await openApi(memory())
    await assessed(test, [findingOf('a')])
    for (let i = 0; i < 5; i++) await ask(test, '')
    await ask(test, '&failOn=critical')
    vi.advanceTimersByTime(1000)
    await expect
      .poll(async () => (await test.store.gates.list(undefined, { limit: 10 })).items.length, { timeout: 30_000 })
      .toBe(2)
    const calls = await test.api.inject({ url: `/v1/gate/calls?comparison=${comparison}`, headers: local })
    expect(calls.json()).toMatchObject({
      items: [
        { by: 'local', failOn: 'critical', passed: true },
        { by: 'local', failOn: 'high', passed: false, drift: 'drift' },
      ],
    })
  })

  it('writes what was asked when it is closed', async () => {
    const test = await openApi(memory())
    await ask(test, '')
    await test.api.close()
    expect((await test.store.gates.list(comparison, { limit: 10 })).items).toMatchObject([
      { by: 'local', passed: false },
    ])
  })

  it('is overridden with a reason, which is recorded and told', async () => {
    const test = await openApi(memory())
    const ci = await tokenIn(test.store, 'ci', ['gate'])
    await assessed(test, [findingOf('a', { service: 'orders' }), findingOf('b', { service: 'web' })])
    const post = (payload: object) =>
      test.api.inject({ method: 'POST', url: '/v1/gate/overrides', headers: bearer(ci), payload })
    expect((await post({ comparison, reason: 'too short' })).json()).toMatchObject({
      status: 400,
      code: 'api-parameter',
    })
    expect((await post({ comparison })).json()).toMatchObject({
      detail: 'The parameter "reason" of the body is missing.',
    })
    const made = await post({ comparison, service: 'orders', reason: 'The fix is in this release.', by: 'ana' })
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({
      passed: false,
      overridden: { by: 'ana (ci)', reason: 'The fix is in this release.' },
    })
    expect(test.overrides).toEqual([
      {
        comparison,
        service: 'orders',
        by: 'ana (ci)',
        reason: 'The fix is in this release.',
        counted: 1,
        at: '2026-11-01T12:00:00.000Z',
      },
    ])
    const { items } = await test.store.gates.list(comparison, { limit: 5 })
    expect(items).toMatchObject([
      { by: 'ana (ci)', passed: false, override: 'The fix is in this release.', service: 'orders' },
    ])
    const again = await test.api.inject({
      url: `/v1/gate?comparison=${comparison}&service=orders`,
      headers: bearer(ci),
    })
    expect(again.json()).toMatchObject({ passed: false, overridden: { by: 'ana (ci)' } })
    const other = await test.api.inject({ url: `/v1/gate?comparison=${comparison}&service=web`, headers: bearer(ci) })
    expect(other.json()).not.toHaveProperty('overridden')
  })

  it('is overridden once, also where people could not be told and it is asked for again', async () => {
    let broken = true
    const told: string[] = []
    const test = await openApi(memory(), () => ({
      overridden: async ({ at }) => {
        if (broken) throw new Error('the outbox is gone')
        told.push(at)
      },
    }))
    await assessed(test, [findingOf('a')])
    const post = (more: object = {}) =>
      test.api.inject({
        method: 'POST',
        url: '/v1/gate/overrides',
        headers: local,
        payload: { comparison, reason: 'The fix is in this release.', by: 'ana', ...more },
      })
    const recorded = async () => (await test.store.gates.list(comparison, { limit: 10 })).items
    expect((await post()).statusCode).toBe(500)
    expect(await recorded()).toHaveLength(1)
    broken = false
    test.clock.forward(5)
    const again = await post()
    expect(again.statusCode).toBe(201)
    expect(again.json()).toMatchObject({ overridden: { by: 'ana (local)', at: '2026-11-01T12:00:00.000Z' } })
    expect(await recorded()).toHaveLength(1)
    // It is told under the moment at which it was recorded: the outbox takes it once.
    expect(told).toEqual(['2026-11-01T12:00:00.000Z'])
    // By somebody else, for another reason, or much later, it is another one.
    await post({ by: 'bo' })
    await post({ reason: 'Nothing of it matters here.' })
    test.clock.forward(3600)
    await post()
    expect(await recorded()).toHaveLength(4)
  })

  it('is known to be overridden to every server, and after a new start', async () => {
    const test = await openApi(memory())
    await assessed(test, [findingOf('a')])
    const other = await openApi(memory())
    expect(await ask(other, '')).not.toHaveProperty('overridden')
    const payload = { comparison, reason: 'The fix is in this release.' }
    expect(
      (await test.api.inject({ method: 'POST', url: '/v1/gate/overrides', headers: local, payload })).statusCode,
    ).toBe(201)
    const overridden = { by: 'local', at: '2026-11-01T12:00:00.000Z', reason: 'The fix is in this release.' }
    expect(await ask(test, '')).toMatchObject({ passed: false, overridden })
    other.clock.forward(3)
    expect(await ask(other, '')).toMatchObject({ passed: false, overridden })
    expect(await ask(await openApi(memory()), '')).toMatchObject({ passed: false, overridden })
    // It was for that assessment.
    test.clock.forward(60)
    await assessed(test, [findingOf('a')])
    expect(await ask(test, '')).not.toHaveProperty('overridden')
  })

  it('is not overridden for no reason', async () => {
    const test = await openApi(memory())
    await assessed(test, [findingOf('a')])
    const post = (more: object) =>
      test.api.inject({ method: 'POST', url: '/v1/gate/overrides', headers: local, payload: { comparison, ...more } })
    expect((await post({ reason: ' '.repeat(20) })).json()).toMatchObject({ status: 400, code: 'api-parameter' })
    expect((await post({ reason: `  short ${' '.repeat(20)}` })).json()).toMatchObject({ status: 400 })
    expect((await test.store.gates.list(comparison, { limit: 10 })).items).toEqual([])
    expect((await post({ reason: 'The fix is in this release.', by: '  ' })).json()).toMatchObject({
      overridden: { by: 'local' },
    })
  })
})
