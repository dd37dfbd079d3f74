import { describe, expect, it } from 'vitest'
import { startRuns } from '../../../src/jobs/queue/runs.ts'
import { door } from './support/shop.ts'

const forever = (): Promise<void> => new Promise(() => undefined)

describe('what is under way', () => {
  it('is done once, however often it is asked for', async () => {
    const runs = startRuns(1)
    const gate = door()
    let times = 0
    const work = async (signal: AbortSignal): Promise<void> => {
      times += 1
      await gate.wait(signal)
    }
    const both = [runs.join('weigh a', { assessment: 'a' }, work), runs.join('weigh a', { assessment: 'a' }, work)]
    gate.open()
    expect(await Promise.all(both)).toEqual(['done', 'done'])
    expect(times).toBe(1)
    expect(await runs.join('weigh a', { assessment: 'a' }, work)).toBe('done')
    expect(times).toBe(2)
  })

  it('rejects as the work does', async () => {
    const runs = startRuns(1)
    await expect(
      runs.join('weigh a', { assessment: 'a' }, async () => {
        throw new Error('broken')
      }),
    ).rejects.toThrow('broken')
    expect(runs.subjects()).toEqual([])
  })

  it('is cancelled by what it is for, and nothing else is', async () => {
    const runs = startRuns(1)
    const gate = door()
    const one = runs.join('collect a 0', { collection: 'a' }, gate.wait)
    const two = runs.join('collect b 0', { collection: 'b' }, gate.wait)
    expect(runs.subjects()).toEqual([{ collection: 'a' }, { collection: 'b' }])
    runs.cancel({ collection: 'a' })
    runs.cancel({ collection: 'a' })
    runs.cancel({})
    expect(await one).toBe('cancelled')
    gate.open()
    expect(await two).toBe('done')
  })

  it('is left alone when it does not heed its signal', async () => {
    const runs = startRuns(0.01)
    const end = runs.join('collect a 0', { collection: 'a' }, forever)
    runs.cancel({ collection: 'a' })
    expect(await end).toBe('cancelled')
  })

  it('is done when it was done all the same', async () => {
    const runs = startRuns(1)
    const gate = door()
    const end = runs.join('collect a 0', { collection: 'a' }, () => gate.wait(new AbortController().signal))
    runs.cancel({ collection: 'a' })
    gate.open()
    expect(await end).toBe('done')
  })

  it('is stopped with its process, within its patience', async () => {
    const runs = startRuns(0.01)
    const ends = [
      runs.join('collect a 0', { collection: 'a' }, door().wait),
      runs.join('collect a 1', { collection: 'a' }, forever),
    ]
    expect(runs.stopping()).toBe(false)
    await runs.idle(0.01)
    await runs.stop()
    expect(runs.stopping()).toBe(true)
    expect(await Promise.all(ends)).toEqual(['stopped', 'stopped'])
    expect(runs.subjects()).toEqual([])
  })
})
