import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differingLeaves } from '../../src/compare/same.ts'
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts'
import { pointerOf } from '../../src/model/pointer.ts'

const leavesOf = (candidate: Json, baseline: Json): readonly string[] =>
  differingLeaves({ raw: candidate, canonical: candidate }, { raw: baseline, canonical: baseline })

/** Every name of either side, one after another: slow, and plain to see. */
function slowly(a: JsonObject, b: JsonObject, path: readonly string[] = []): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => {
    const mine = Object.hasOwn(a, name) ? a[name] : undefined
    const theirs = Object.hasOwn(b, name) ? b[name] : undefined
    if (isJsonObject(mine) && isJsonObject(theirs)) return slowly(mine, theirs, [...path, name])
    return JSON.stringify(mine) === JSON.stringify(theirs) ? [] : [pointerOf([...path, name])]
  })
}

const names = fc.constantFrom('', 'a', 'b', '0', '__proto__', 'constructor', 'a/b', '.a')
const { record } = fc.letrec<{ value: Json; record: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, 0, 1, '', '1', '[1]', 'null'),
    fc.array(fc.constantFrom<Json>(1, '1', null), { maxLength: 2 }),
    fc.array(fc.array(fc.constantFrom<Json>(1, 2), { maxLength: 2 }), { maxLength: 2 }),
    tie('record'),
  ),
  record: fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
}))

describe('the leaves in which two records differ', () => {
  it('are those that a look at every name finds', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(leavesOf(a, b)).toEqual([...slowly(a, b)].sort())
      }),
      { numRuns: 2_000 },
    )
  })

  it('are an added member without a name, a list within a list, and a text that reads like a list', () => {
    expect(leavesOf({ '': 1 }, {})).toEqual(['/'])
    expect(leavesOf({ plan: { steps: [[1, 2]] } }, { plan: { steps: [[1, 3]] } })).toEqual(['/plan/steps'])
    expect(leavesOf({ plan: '[1]' }, { plan: [1] })).toEqual(['/plan'])
  })

  it('cost as much as there is, with many names', () => {
    const wide = (value: number): JsonObject =>
      Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key-${i}`, i === 7 ? value : i]))
    expect(leavesOf(wide(1), wide(2))).toEqual(['/key-7'])
  })
})
