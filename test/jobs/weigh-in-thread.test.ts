import { describe, expect, it } from 'vitest'
import { weighInThread, type ThreadPlan } from '../../src/jobs/weigh-in-thread.ts'
import { RuleFailure } from '../../src/judge/rule-failure.ts'
import { rule } from '../judge/rule.ts'
import { weighing } from './weighing.ts'

/** A thread of these few lines in place of the built one; `board` writes as the real one does. */
function thread(body: string): URL {
  const text = `import { parentPort, workerData } from 'node:worker_threads'
    const head = new Int32Array(workerData.board, 0, 2)
    const board = (rule, what) => {
      head[0] = rule + 1
      head[1] = new TextEncoder().encodeInto(what, new Uint8Array(workerData.board, 8)).written
    }
    const received = { candidate: 0, baseline: 0 }
    parentPort.on('message', (order) => {
      if (order.type === 'resources') received[order.side] += order.batch.length
      else weigh(order.input)
    })
    function weigh(input) { ${body} }`
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`)
}

const plan = (body: string, overrides: Partial<ThreadPlan> = {}): ThreadPlan => ({
  entry: thread(body),
  rules: [rule({ id: 'ours/first' }), rule({ id: 'ours/slow', where: 'ours.yaml:3:5' })],
  seconds: 30,
  signal: new AbortController().signal,
  ...overrides,
})
const weighed = (body: string, overrides: Partial<ThreadPlan> = {}): Promise<unknown> =>
  weighInThread(weighing(), plan(body, overrides))

describe('a judging thread', () => {
  it('is handed the resources of both sides, the rules as they are written, and all else but functions', async () => {
    const body = `parentPort.postMessage({ type: 'weighed', assessment: {
      received, rules: input.rules.map((one) => one.id), sides: [input.candidate.facts.name, input.baseline.facts.name],
      rows: input.candidate.snapshot.coverage.length, keys: Object.keys(input).sort(), now: input.now.toISOString() } })`
    expect(await weighed(body)).toEqual({
      received: { candidate: 2, baseline: 2 },
      rules: ['ours/first', 'ours/slow'],
      sides: ['staging', 'production'],
      rows: 1,
      keys: 'baseline candidate exceptions keyId known now pairs rules services shared threshold'.split(' '),
      now: '2026-03-01T12:00:00.000Z',
    })
  })

  it('that takes too long is ended, and the rule and resource are named that it was at', async () => {
    const body = `board(1, 'workload "shop-web" at "/replicas"'); for (;;) {}`
    await expect(weighed(body, { seconds: 2 })).rejects.toMatchObject({
      code: 'rules-too-slow',
      exit: 2,
      message:
        'Judging took longer than 2 s and was stopped, while the rule ours/slow (ours.yaml:3:5) judged workload "shop-web" at "/replicas".',
    })
  })

  it('that never came to judge names none', async () => {
    await expect(weighed('for (;;) {}', { seconds: 0.5 })).rejects.toMatchObject({
      message: 'Judging took longer than 0.5 s and was stopped.',
    })
  })

  it('that runs out of memory says so', async () => {
    const body = `board(0, 'subnet "a"'); const all = []; for (;;) all.push(new Array(1e6).fill({ all }))`
    await expect(weighed(body, { resourceLimits: { maxOldGenerationSizeMb: 32 } })).rejects.toMatchObject({
      code: 'rules-out-of-memory',
      message: 'Judging needed more memory than there is and was stopped, while the rule ours/first judged subnet "a".',
    })
  })

  it('hands back the failure of a rule as one', async () => {
    const problem = { rule: 'ours/first', part: 'when', problem: 'no such key' }
    const body = `parentPort.postMessage({ type: 'rule-failed', problem: ${JSON.stringify(problem)}, during: 'judge', where: 'ours.yaml:1:1' })`
    const failure: unknown = await weighed(body).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RuleFailure)
    expect(failure).toMatchObject({ problem, during: 'judge', where: 'ours.yaml:1:1' })
  })

  it.each([
    ['answers with a defect', `parentPort.postMessage({ type: 'failed', error: new RangeError('broken') })`, 'broken'],
    ['throws', `throw new RangeError('broken')`, 'broken'],
    ['ends by itself', 'process.exit(7)', 'ended by itself with 7'],
  ])('that %s is no pass', async (_what, body, message) => {
    await expect(weighed(body)).rejects.toThrow(message)
  })

  it('is ended at once by an interruption, before and while it works', async () => {
    const controller = new AbortController()
    const running = weighed('for (;;) {}', { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('SIGINT')), 200)
    await expect(running).rejects.toThrow('SIGINT')
    await expect(weighed('for (;;) {}', { signal: AbortSignal.abort(new Error('SIGTERM')) })).rejects.toThrow('SIGTERM')
  })

  it('that cannot be handed something is no pass', async () => {
    const exceptions = [{ reason: () => {} }] as never
    await expect(weighInThread(weighing({ exceptions }), plan('for (;;) {}'))).rejects.toThrow(/could not be cloned/)
  })
})
