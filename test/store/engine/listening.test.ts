import { describe, expect, it } from 'vitest'
import { listening } from '../../../src/store/engine/listening.ts'

describe('what a client listens to', () => {
  it.each([
    ['LISTEN jobs', ['jobs']],
    ['-- the queue waits here\nLISTEN jobs;\n', ['jobs']],
    ['/* one */ -- two\n  listen "Jobs ""1"""', ['Jobs "1"']],
    ['LISTEN Jobs', ['jobs']],
    ["select 'LISTEN jobs'", []],
    ['-- LISTEN jobs', []],
    ['LISTEN a; LISTEN b', []],
  ])('%j', (text, channels) => {
    const heard = new Set<string>()
    listening(text, heard)
    expect([...heard]).toEqual(channels)
  })

  it('forgets one, or all', () => {
    const heard = new Set(['a', 'b', 'c'])
    listening('-- x\nUNLISTEN a', heard)
    expect([...heard]).toEqual(['b', 'c'])
    listening('unlisten *', heard)
    expect([...heard]).toEqual([])
  })
})
