import { describe, expect, it } from 'vitest'
import { notReversed } from '../../src/judge/relations/sequence.ts'
import type { Seen } from '../../src/model/twin.ts'
import { context, view } from './views.ts'

const seen = (...entries: readonly string[]): Seen => ({ raw: entries, canonical: entries })
const holds = (one: Seen | undefined, other: Seen | undefined): boolean => {
  const unit = { at: '/order' } as const
  return notReversed.compile({})(one, other, {
    ...{ unit, context, view: view({ kind: 'load-balancer' }) },
  })
}

describe('not-reversed', () => {
  it.each([
    ['the same order', seen('a before b'), seen('a before b'), true],
    ['another order', seen('a before b'), seen('b before a'), false],
    ['another order in the same list', seen('l: a before b'), seen('l: b before a'), false],
    ['another order in another list', seen('l: a before b'), seen('m: b before a'), true],
    ['one of several', seen('a before b', 'b before c'), seen('c before b', 'x before y'), false],
    ['what only one side has', seen('a before b'), seen('c before d'), true],
    ['nothing on one side', seen('a before b'), undefined, true],
    ['what tells no order', seen('a', 'a before b before c'), seen('c before b before a'), true],
  ])('%s', (_, one, other, expected) => {
    expect(holds(one, other)).toBe(expected)
    expect(holds(other, one)).toBe(expected)
  })
})
