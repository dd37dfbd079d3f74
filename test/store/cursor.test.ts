import { describe, expect, it } from 'vitest'
import { cursorOf, placeOf } from '../../src/store/cursor.ts'

describe('a cursor', () => {
  const place = ['2026-11-01', 3, 'ä|"'] as const
  const shape = ['string', 'number', 'string'] as const

  it('stands for a place in its list', () => {
    expect(placeOf('findings', cursorOf('findings', place), shape)).toEqual(place)
    expect(placeOf('findings', undefined, shape)).toBeUndefined()
  })

  it.each([
    ['of another list', cursorOf('snapshots', place)],
    ['of another shape', cursorOf('findings', [1, 2, 3])],
    ['that is shorter', cursorOf('findings', place.slice(0, 2))],
    ['that is longer', cursorOf('findings', [...place, 1])],
    ['with a number that is none', cursorOf('findings', ['a', 1e300, 'b'])],
    ['that somebody made up', 'x'],
    ['that is empty', ''],
    ['with something behind it', `${cursorOf('findings', place)}!`],
    ['that is no list', Buffer.from('{"a":1}').toString('base64url')],
  ])('%s is refused', (_, cursor) => {
    expect(() => placeOf('findings', cursor, shape)).toThrow(expect.objectContaining({ code: 'store-bad-cursor' }))
  })
})
