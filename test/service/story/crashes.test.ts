import { describe, expect, it } from 'vitest'
import { calm, crashing, plan, type Crash } from './crashes.ts'
import type { Installation } from './installation.ts'

const durations = { one: 1000, two: 3000, three: 500 }

describe('crashes of a story', () => {
  it('come as often as asked for, within their chapters, and the same for the same seed', () => {
    const crashes = plan(40, 7, durations, ['serve', 'worker 1'])
    expect(crashes).toHaveLength(40)
    for (const { chapter, after } of crashes) expect(after).toBeLessThan(durations[chapter as keyof typeof durations])
    expect(new Set(crashes.map(({ chapter }) => chapter))).toEqual(new Set(['one', 'two', 'three']))
    expect(new Set(crashes.map(({ name }) => name))).toEqual(new Set(['serve', 'worker 1']))
    expect(plan(40, 7, durations, ['serve', 'worker 1'])).toEqual(crashes)
    expect(plan(40, 8, durations, ['serve', 'worker 1'])).not.toEqual(crashes)
  })

  it('are made in their chapter, also when it is over before', async () => {
    const crashed: string[] = []
    const installation = { crash: async (name: string) => void crashed.push(name) } as unknown as Installation
    const made: Crash[] = []
    const disturb = crashing(installation, plan(3, 1, { only: 20 }, ['serve']), made)
    expect(await disturb('other', async () => 'told')).toBe('told')
    expect(crashed).toEqual([])
    expect(await disturb('only', async () => 'told')).toBe('told')
    expect(crashed).toEqual(['serve', 'serve', 'serve'])
    expect(made).toHaveLength(3)
  })

  it('are planned after a calm story, by how long its chapters were', async () => {
    const measured: Record<string, number> = {}
    await calm(measured)('one', () => new Promise((resolve) => setTimeout(resolve, 5)))
    expect(Object.keys(measured)).toEqual(['one'])
    expect(measured.one).toBeGreaterThan(3)
  })
})
