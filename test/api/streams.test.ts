import { get, type IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { fail } from '../../src/errors/catalogue.ts'
import { linesOf } from '../../src/api/ndjson.ts'
import { useMemoryDatabase } from '../store/support/databases.ts'
import { assessed, comparison, openApi, type TestApi } from './support.ts'

const memory = useMemoryDatabase()
const local = { host: 'localhost' }

/** Opens a stream of events; what came so far, and its end. */
async function events(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(url, { headers }, resolve).on('error', reject),
  )
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => (text += chunk))
  response.on('error', () => {})
  const ended = new Promise<void>((resolve) => response.on('close', resolve))
  return {
    response,
    ended,
    text: () => text,
    names: () => [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name),
  }
}

async function underWay({ store, clock }: TestApi) {
  const { assessment } = await store.assessments.request({
    comparison,
    candidate: 'staging',
    baseline: 'production',
    by: 'ci',
    at: clock.now(),
  })
  return assessment.id
}

describe('the events of an assessment', () => {
  it('are its progress, and its end', async () => {
    const test = await openApi(memory())
    const url = await test.api.listen({ host: '127.0.0.1', port: 0 })
    const id = await underWay(test)
    const stream = await events(`${url}/v1/assessments/${id}/events`)
    expect(stream.response.headers['content-type']).toBe('text/event-stream')
    await expect.poll(stream.names, { timeout: 30_000 }).toEqual(['progress'])
    await test.store.assessments.end(id, 'failed', test.clock.now(), 'The rules\nare wrong.')
    await stream.ended
    expect(stream.names()).toEqual(['progress', 'failed'])
    const last = /event: failed\ndata: (.*)\n\n$/.exec(stream.text())?.[1] ?? ''
    expect(JSON.parse(last)).toMatchObject({ assessment: { id, state: 'failed', problem: 'The rules\nare wrong.' } })
    // Of one that has ended, the end is told at once; also to who heard it before.
    const [, lastId = ''] = /id: (\w+)\nevent: failed/.exec(stream.text()) ?? []
    const again = await events(`${url}/v1/assessments/${id}/events`, { 'last-event-id': lastId })
    await again.ended
    expect(again.names()).toEqual(['failed'])
  })

  it('are not told twice to a client that comes back', async () => {
    const test = await openApi(memory())
    const url = await test.api.listen({ host: '127.0.0.1', port: 0 })
    const id = await underWay(test)
    const first = await events(`${url}/v1/assessments/${id}/events`)
    await expect.poll(first.names, { timeout: 30_000 }).toEqual(['progress'])
    first.response.destroy()
    const [, lastId = ''] = /id: (\w+)/.exec(first.text()) ?? []
    const second = await events(`${url}/v1/assessments/${id}/events`, { 'last-event-id': lastId })
    await assessed(test, [])
    await second.ended
    expect(second.names()).toEqual(['done'])
  })

  it('ask the store as often for hundreds of listeners as for one, end when the server ends, and are limited', async () => {
    let asked = 0
    const test = await openApi(memory(), (parts) => ({
      limits: { waiting: 300 },
      store: {
        ...parts.store,
        assessments: { ...parts.store.assessments, get: (id) => (asked++, parts.store.assessments.get(id)) },
      },
    }))
    const url = await test.api.listen({ host: '127.0.0.1', port: 0 })
    const id = await underWay(test)
    const streams = await Promise.all(Array.from({ length: 300 }, () => events(`${url}/v1/assessments/${id}/events`)))
    await expect.poll(() => streams.every((one) => one.names().length === 1), { timeout: 30_000 }).toBe(true)
    const [before, at] = [asked, performance.now()]
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(asked - before).toBeLessThanOrEqual(Math.ceil((performance.now() - at) / 500) + 1)
    const more = await test.api.inject({ url: `/v1/assessments/${id}/events`, headers: local })
    expect(more.json()).toMatchObject({ status: 503, code: 'api-busy' })
    expect(more.headers['retry-after']).toBe('5')
    for (const one of streams.slice(1)) one.response.destroy()
    await test.api.close()
    await streams[0]?.ended
    expect(streams[0]?.names()).toEqual(['progress', 'closing'])
  })
})

describe('snapshots', () => {
  const received: string[] = []
  const taking =
    (test: () => TestApi) =>
    (payload: string | Buffer, headers: object = {}) =>
      test().api.inject({
        method: 'POST',
        url: '/v1/snapshots',
        headers: { ...local, 'content-type': 'application/x-ndjson', ...headers },
        payload,
      })

  it('go in line by line, and out as fast as they are taken', async () => {
    const test = await openApi(memory(), () => ({
      takeSnapshot: async (lines) => {
        for await (const line of lines) received.push(line)
        return { environment: 'staging', seq: 3, changed: true, publishedAt: 'p', readAt: 'r', keyId: 'k' }
      },
      giveSnapshot: async () =>
        (async function* () {
          for (let i = 0; i < 100_000; i++) yield `{"line":${i}}`
        })(),
    }))
    const sent = await taking(() => test)('{"a":1}\r\n{"ü":2}\n{"c":3}')
    expect(sent.statusCode).toBe(201)
    expect(sent.headers['location']).toBe('/v1/snapshots/staging%233')
    expect(sent.json()).toEqual({ environment: 'staging', seq: 3, changed: true })
    expect(received).toEqual(['{"a":1}', '{"ü":2}', '{"c":3}'])
    const given = await test.api.inject({ url: '/v1/snapshots/staging', headers: local })
    expect(given.headers['content-type']).toBe('application/x-ndjson')
    const lines = given.body.split('\n')
    expect([lines.length, lines[0], lines[99_999], lines[100_000]]).toEqual([
      100_001,
      '{"line":0}',
      '{"line":99999}',
      '',
    ])
  })

  it('that are wrong are refused as problems', async () => {
    const test = await openApi(memory(), () => ({
      limits: { snapshotBytes: 1000, lineBytes: 100 },
      takeSnapshot: async (lines) => {
        for await (const line of lines)
          if (line === 'bad') throw fail('snapshot-address', { address: 'x', problem: 'it is bad' })
        return { environment: 'staging', seq: 1, changed: false, publishedAt: 'p', readAt: 'r', keyId: 'k' }
      },
      giveSnapshot: () => Promise.reject(fail('snapshot-address', { address: 'staging~x', problem: 'it is bad' })),
    }))
    const take = taking(() => test)
    expect((await take('ok\nbad\n')).json()).toMatchObject({ status: 400, code: 'snapshot-address' })
    expect((await take('x'.repeat(101))).json()).toMatchObject({ status: 413, code: 'api-too-large' })
    expect((await take('x\n'.repeat(600))).json()).toMatchObject({ status: 413, code: 'api-too-large' })
    expect((await take(Buffer.from([0xff, 0x0a]))).json()).toMatchObject({ status: 400, code: 'api-body' })
    expect((await take('x', { 'content-encoding': 'gzip' })).json()).toMatchObject({ status: 415 })
    expect((await take('{}', { 'content-type': 'application/json' })).json()).toMatchObject({
      status: 415,
      code: 'api-media-type',
    })
    expect((await test.api.inject({ url: '/v1/snapshots/staging~x', headers: local })).json()).toMatchObject({
      status: 400,
      code: 'snapshot-address',
    })
  })

  it('that break off on the way are no whole ones', async () => {
    const test = await openApi(memory(), () => ({
      giveSnapshot: async () =>
        (async function* () {
          for (let i = 0; i < 20_000; i++) yield `{"line":${i}}`
          throw new Error('the store is gone')
        })(),
    }))
    const url = await test.api.listen({ host: '127.0.0.1', port: 0 })
    const response = await fetch(`${url}/v1/snapshots/staging`)
    await expect(response.text()).rejects.toThrow()
  })

  it('may have their characters split over chunks', async () => {
    const bytes = Buffer.from('{"a":"ü€😀"}\nnext')
    const chunks = (async function* () {
      for (const byte of bytes) yield Buffer.from([byte])
    })()
    const lines: string[] = []
    for await (const line of linesOf(chunks, 1000, 1000)) lines.push(line)
    expect(lines).toEqual(['{"a":"ü€😀"}', 'next'])
  })
})
