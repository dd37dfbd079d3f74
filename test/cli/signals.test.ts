import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { abortOnSignals } from '../../src/cli/signals.ts'

function fakeProcess(): {
  readonly send: (name: 'SIGINT' | 'SIGTERM') => void
  readonly exits: number[]
  readonly signal: AbortSignal
} {
  const listeners = new Map<string, () => void>()
  const exits: number[] = []
  const signal = abortOnSignals({
    on: (name, listener) => listeners.set(name, listener),
    exit: (code) => exits.push(code),
  })
  return { send: (name) => listeners.get(name)?.(), exits, signal }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('abortOnSignals', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s aborts with its name, and leaves the ending to the command', (name) => {
    const { send, exits, signal } = fakeProcess()
    expect(signal.aborted).toBe(false)
    send(name)
    expect(signal.reason).toBe(name)
    expect(exits).toEqual([])
  })

  it('ends the process at the second one', () => {
    const { send, exits } = fakeProcess()
    send('SIGINT')
    send('SIGTERM')
    expect(exits).toEqual([143])
  })

  it('ends the process after two seconds, whatever hangs', () => {
    const { send, exits } = fakeProcess()
    send('SIGINT')
    vi.advanceTimersByTime(1_999)
    expect(exits).toEqual([])
    vi.advanceTimersByTime(1)
    expect(exits).toEqual([130])
  })
})
