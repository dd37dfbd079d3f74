import { describe, expect, it } from 'vitest'
import { timelineOf, type Life } from '../../../src/jobs/work/timeline.ts'

const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T10:00:00.000Z`

const life = (
  before: boolean,
  ...stretches: readonly (readonly [from: number, to: number | undefined, value?: string])[]
): Life => ({
  before,
  stretches: stretches.map(([from, to, value]) => ({
    from: day(from),
    ...(to === undefined ? {} : { to: day(to) }),
    value,
  })),
})

const told = (lives: readonly Life[]): string => {
  const { start, changes } = timelineOf(lives)
  return [start, ...changes.map(({ at, value }) => `${Number(at.slice(8, 10))}:${value.replaceAll('\n', '+')}`)].join(
    ' ',
  )
}

describe('the timeline of a unit', () => {
  it.each([
    ['that never changed', [life(true, [1, undefined, 'a'])], 'a'],
    ['that changed twice', [life(true, [1, 3, 'a'], [3, 5, 'b'], [5, undefined, 'c'])], 'a 3:b 5:c'],
    ['of which other parts of the resource changed', [life(true, [1, 3, 'a'], [3, undefined, 'a'])], 'a'],
    ['of a resource that appeared', [life(false, [4, undefined, 'a'])], 'gone 4:a'],
    ['of a resource that vanished', [life(true, [1, 4, 'a'])], 'a 4:gone'],
    ['of a resource that vanished and came back', [life(true, [1, 4, 'a'], [6, undefined, 'a'])], 'a 4:gone 6:a'],
    ['of a resource made anew with the same value', [life(true, [1, 4, 'a']), life(false, [4, undefined, 'a'])], 'a'],
    [
      'of a resource made anew with another value',
      [life(true, [1, 4, 'a']), life(false, [4, undefined, 'b'])],
      'a 4:b',
    ],
    ['that was added', [life(true, [1, 3], [3, undefined, 'a'])], 'without 3:a'],
    ['that was not read for a while', [life(true, [1, 3, 'a'], [3, 5], [5, undefined, 'a'])], 'a'],
    [
      'that was not read for a while, and changed',
      [life(true, [1, 3, 'a'], [3, 5], [5, undefined, 'b'])],
      'a 3:without 5:b',
    ],
    [
      'of a fleet whose members come and go',
      [life(true, [1, 3, 'a']), life(false, [2, undefined, 'a']), life(false, [4, undefined, 'a'])],
      'a',
    ],
    [
      'of a fleet that is changed one by one',
      [life(true, [1, 3, 'a'], [3, undefined, 'b']), life(true, [1, 4, 'a'], [4, undefined, 'b'])],
      'a 3:a+b 4:b',
    ],
    ['of nothing', [], 'gone'],
  ])('%s', (_, lives, expected) => {
    expect(told(lives)).toBe(expected)
  })
})
