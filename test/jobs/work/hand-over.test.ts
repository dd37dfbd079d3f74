import { describe, expect, it } from 'vitest'
import { handOver } from '../../../src/jobs/work/hand-over.ts'

async function all(stream: AsyncIterable<number>): Promise<readonly number[]> {
  const items: number[] = []
  for await (const item of stream) items.push(item)
  return items
}

describe('a stream that is handed over', () => {
  it('gives everything in order, and the writer waits until it was taken', async () => {
    const stream = handOver<number>()
    const taken: string[] = []
    const writing = (async () => {
      await stream.push([1, 2])
      taken.push('first batch taken')
      await stream.push([])
      await stream.push([3])
      stream.end()
    })()
    for await (const item of stream) taken.push(String(item))
    await writing
    expect(taken).toEqual(['1', '2', 'first batch taken', '3'])
  })

  it('ends for the reader as the writer failed', async () => {
    const stream = handOver<number>()
    stream.fail(new Error('the thread is gone'))
    await expect(all(stream)).rejects.toThrow('the thread is gone')
  })

  it('does not keep a writer waiting for a reader that left, in the middle of a batch too', async () => {
    const stream = handOver<number>()
    const writing = stream.push([1, 2, 3])
    for await (const item of stream) {
      expect(item).toBe(1)
      break
    }
    await expect(writing).rejects.toThrow('nobody reads any more')
    await expect(stream.push([4])).rejects.toThrow('nobody reads any more')
  })
})
