import { describe, expect, it } from 'vitest'
import { breathe, startRace } from '../../src/platform/race.ts'

const never = new Promise<never>(() => undefined)

describe('a race against a signal', () => {
  it('settles as the promise does', async () => {
    const race = startRace(new AbortController().signal)
    expect(await race.against(Promise.resolve(1))).toBe(1)
    await expect(race.against(Promise.reject(new Error('no')))).rejects.toThrow('no')
  })

  it('rejects with the reason as soon as the signal is aborted', async () => {
    const controller = new AbortController()
    const race = startRace(controller.signal)
    const waiting = race.against(never)
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(race.against(never)).rejects.toThrow('enough')
  })

  it('ignores what a lost promise does later', async () => {
    const controller = new AbortController()
    const race = startRace(controller.signal)
    let fail: (reason: Error) => void = () => undefined
    const waiting = race.against(new Promise((_, reject) => (fail = reject)))
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    fail(new Error('too late'))
    await breathe()
  })

  it('has forgotten the signal once it is closed', async () => {
    const controller = new AbortController()
    const race = startRace(controller.signal)
    const slow = race.against(breathe().then(() => 'done'))
    race.close()
    controller.abort()
    expect(await slow).toBe('done')
  })

  it('breathes: timers have their turn', async () => {
    let rang = false
    setTimeout(() => (rang = true), 0)
    for (const start = performance.now(); !rang && performance.now() - start < 2_000;) await breathe()
    expect(rang).toBe(true)
  })
})
