import { describe, expect, it } from 'vitest'
import { collectTask } from '../../src/jobs/work/collect-task.ts'
import type { CollectNote } from '../../src/jobs/work/tasks.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'
import { acts, facts, fakeCollector, source } from '../support/fake-collector.ts'
import { network } from '../../src/model/kinds/network.ts'

const rate = { key: 'aws/here/ec2', burst: 1, perSecond: 1 }

async function collect(ask: (question: unknown) => Promise<unknown>, deadlineSeconds = 5) {
  const notes: CollectNote[] = []
  const read = acts(async ({ limiter, signal }) => {
    await limiter?.turn(rate, signal)
    limiter?.served(rate)
    limiter?.refused(rate)
  })
  const collector = fakeCollector({ deadlineSeconds, reads: [{ produces: [network], read }] })
  const environment = { facts, sources: [source()], collectors: [collector] }
  const place = { source: 0, collector: collector.id, scope: 'here' }
  const { signal } = new AbortController()
  const note = (one: unknown): void => void notes.push(one as CollectNote)
  const result = await collectTask(environment, place, createFingerprinter('a key'), { signal, note, ask })
  return { notes, result }
}

describe('the limiter of a thread', () => {
  it('asks the main thread for each turn, and tells it how the call ended', async () => {
    const asked: unknown[] = []
    const { notes } = await collect(async (question) => void asked.push(question))
    expect(asked).toEqual([{ turn: rate }])
    expect(notes.filter((note) => 'call' in note)).toEqual([
      { call: 'served', rate },
      { call: 'refused', rate },
    ])
  })

  it('waits no longer for an answer than the scope may take', async () => {
    const { result } = await collect(() => new Promise<never>(() => undefined), 0.05)
    expect(result.problem).toContain('did not answer within 0.05 s')
  })
})
