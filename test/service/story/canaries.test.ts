import { describe, expect, it } from 'vitest'
import { leaks, newCanaries } from './canaries.ts'

describe('the search for secrets', () => {
  const secret = 'p@ss/word-of-the-shop'
  const found = (text: string): readonly string[] => leaks({ secret }, { 'the log': text })

  it.each([
    ['as it is', secret],
    ['encoded for a URL', encodeURIComponent(secret)],
    ['as base64', Buffer.from(`${secret}:rest`).toString('base64')],
    ['as base64, one on', Buffer.from(`u${secret}:rest`).toString('base64')],
    ['as base64, two on', Buffer.from(`us${secret}:rest`).toString('base64')],
    ['as hex', Buffer.from(secret).toString('hex')],
  ])('finds one %s', (form, text) => {
    expect(found(`before ${text} after`)).toEqual([`secret in the log, ${form}`])
  })

  it('finds nothing where there is nothing', () => {
    expect(found('before p@ss/word after')).toEqual([])
  })

  it('has secrets that are unlike each other', () => {
    const canaries: readonly (readonly [string, string])[] = Object.entries({ ...newCanaries() })
    for (const [name, canary] of canaries)
      expect(leaks({ canary }, Object.fromEntries(canaries.filter(([other]) => other !== name)))).toEqual([])
  })
})
