import { describe, expect, it } from 'vitest'
import { sharedPages } from '../../../collectors/_aws/shared-pages.ts'

const request = (signal: AbortSignal, scope = 'a') => ({ signal, scope: { scope } })

async function all<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const page of pages) found.push(page)
  return found
}

function counted(failsAt = Infinity) {
  const asked: number[] = []
  const read = sharedPages(async function* (_: ReturnType<typeof request>) {
    for (let i = 0; i < 3; i++) {
      asked.push(i)
      await Promise.resolve()
      if (i === failsAt) throw new Error('throttled')
      yield i
    }
  })
  return { asked, read }
}

describe('pages that several reads of a run want', () => {
  it('are asked for once, however they take turns', async () => {
    const { asked, read } = counted()
    const { signal } = new AbortController()
    const both = await Promise.all([all(read(request(signal))), all(read(request(signal)))])
    expect([...both, await all(read(request(signal)))]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ])
    expect(asked).toEqual([0, 1, 2])
  })

  it('are another run’s, and another scope’s, own', async () => {
    const { asked, read } = counted()
    const { signal } = new AbortController()
    await all(read(request(signal)))
    await all(read(request(signal, 'b')))
    await all(read(request(new AbortController().signal)))
    expect(asked).toHaveLength(9)
  })

  it('fail for each in the same place, after the pages before it', async () => {
    const { asked, read } = counted(1)
    const { signal } = new AbortController()
    for (let reader = 0; reader < 2; reader++) {
      const seen: number[] = []
      const reading = (async () => {
        for await (const page of read(request(signal))) seen.push(page)
      })()
      await expect(reading).rejects.toThrow('throttled')
      expect(seen).toEqual([0])
    }
    expect(asked).toEqual([0, 1])
  })

  it('go on for others when one stops early', async () => {
    const { read } = counted()
    const { signal } = new AbortController()
    for await (const page of read(request(signal))) if (page === 0) break
    expect(await all(read(request(signal)))).toEqual([0, 1, 2])
  })
})
