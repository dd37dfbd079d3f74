import { describe, expect, it } from 'vitest'
import { each, pages } from '../../../collectors/_aws/paging.ts'

interface Page {
  readonly items?: readonly number[]
  readonly next?: string
}

const request = (answers: Readonly<Record<string, Page>>, signal = new AbortController().signal) => ({
  ...{ action: 'ec2:DescribeVpcs', scope: '111111111111/eu-west-1', region: 'eu-west-1', signal },
  fetch: async (token: string | undefined): Promise<Page> => answers[token ?? 'first'] ?? {},
  items: (page: Page) => page.items,
  next: (page: Page) => page.next,
})

async function all<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const one of list) found.push(one)
  return found
}

describe('pages', () => {
  it('follows tokens, also from empty pages, and takes an empty token for the end', async () => {
    const answers = { first: { items: [], next: 'a' }, a: { items: [1], next: 'b' }, b: { items: [2], next: '' } }
    expect((await all(pages(request(answers)))).flat()).toEqual([1, 2])
  })

  it('refuses a token that comes twice, also in a longer round', async () => {
    const answers = { first: { items: [1], next: 'a' }, a: { items: [2], next: 'b' }, b: { items: [3], next: 'a' } }
    const found: number[] = []
    const reading = (async () => {
      for await (const page of pages(request(answers))) found.push(...page)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'collect-malformed' })
    expect(found).toEqual([1, 2, 3])
  })

  it('refuses empty pages without an end, and follows as many as a filter may leave', async () => {
    let calls = 0
    const endless = { ...request({}), fetch: async () => ({ items: [], next: `t${++calls}` }) }
    await expect(all(pages(endless))).rejects.toMatchObject({
      code: 'collect-malformed',
      message: expect.stringContaining('200 pages with nothing new') as string,
    })
    expect(calls).toBe(200)
    calls = 0
    const sparse = (): Page =>
      ++calls % 150 === 0 ? { items: [calls], next: 'n' + String(calls) } : { items: [], next: `t${calls}` }
    const found = await all(pages({ ...endless, fetch: async () => (calls === 600 ? { items: [0] } : sparse()) }))
    expect(found.flat()).toEqual([150, 300, 450, 600, 0])
  })

  it('refuses pages without an end that say nothing new: tokens are made up, and the list begins again', async () => {
    let calls = 0
    const endless = { ...request({}), fetch: async () => ({ items: [1, 2], next: `t${++calls}` }) }
    await expect(all(pages(endless))).rejects.toMatchObject({ code: 'collect-malformed' })
    expect(calls).toBe(201)
  })

  it('refuses an answer without a list: nothing was looked at', async () => {
    await expect(all(pages(request({ first: {} })))).rejects.toMatchObject({ code: 'collect-malformed' })
  })

  it('stops between pages when it is aborted', async () => {
    const controller = new AbortController()
    const answers = { first: { items: [1], next: 'a' }, a: { items: [2] } }
    const reading = (async () => {
      for await (const _ of pages(request(answers, controller.signal))) controller.abort()
    })()
    await expect(reading).rejects.toMatchObject({ code: 'collect-cancelled' })
  })
})

describe('each', () => {
  it('keeps the order, and never more than so many under way', async () => {
    let running = 0
    let most = 0
    const act = async (n: number): Promise<number> => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, (5 - n) * 2))
      running--
      return n * 10
    }
    expect(await all(each([1, 2, 3, 4, 5], 2, act))).toEqual([10, 20, 30, 40, 50])
    expect(most).toBe(2)
  })

  it('yields what is before a failure, and leaves no rejection unhandled', async () => {
    const found: number[] = []
    const act = async (n: number): Promise<number> => {
      if (n >= 2) throw new Error(`no ${n}`)
      return n
    }
    const reading = (async () => {
      for await (const n of each([1, 2, 3, 4], 4, act)) found.push(n)
    })()
    await expect(reading).rejects.toThrow('no 2')
    expect(found).toEqual([1])
  })

  it('does nothing for nothing', async () => expect(await all(each([], 3, async () => 1))).toEqual([]))
})
