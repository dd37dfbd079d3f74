import { describe, expect, it } from 'vitest'
import { cursorOf, placeOf } from '../../src/store/cursor.ts'

describe('a cursor', () => {
  const place = ['2026-11-01', 3, 'ä|"'] as const
  const shape = ['string', 'number', 'string'] as const

  it('stands for a place in its list', () => {
    expect(placeOf('findings', cursorOf('findings', place), shape)).toEqual(place)
    expect(placeOf('findings', undefined, shape)).toBeUndefined()
  })

  it('has no number that its column does not take', () => {
    const take = (n: number) => placeOf('snapshots', cursorOf('snapshots', [n]), ['int32'])
    expect(take(2_147_483_647)).toEqual([2_147_483_647])
    for (const n of [2_147_483_648, -9e15, 1.5]) expect(() => take(n)).toThrow('cursor')
  })

  it.each([
    ['of another list', cursorOf('snapshots', place)],
    ['of another shape', cursorOf('findings', [1, 2, 3])],
    ['that is shorter', cursorOf('findings', place.slice(0, 2))],
    ['that is longer', cursorOf('findings', [...place, 1])],
    ['with a number that is none', cursorOf('findings', ['a', 1e300, 'b'])],
    ['with a NUL, which no column holds', cursorOf('findings', ['a', 1, 'b\0'])],
    ['that somebody made up', 'x'],
    ['that is empty', ''],
    ['with something behind it', `${cursorOf('findings', place)}!`],
    ['that is no list', Buffer.from('{"a":1}').toString('base64url')],
  ])('%s is refused', (_, cursor) => {
    expect(() => placeOf('findings', cursor, shape)).toThrow(expect.objectContaining({ code: 'store-bad-cursor' }))
  })
})
