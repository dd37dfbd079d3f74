import type { Side } from '../../model/resource.ts'
import type { TwinView } from '../../model/twin.ts'
import type { PairRelation, ValueRelation } from './relation.ts'

/** The members of a fleet agree. */
export const uniform: ValueRelation = {
  name: 'uniform',
  holdsForOne: true,
  sides: 'one',
  wholeFleet: true,
  doc: 'The members of a fleet have the same value.',
  compile: () => (seen) => (seen.mixed?.length ?? 1) < 2,
}

/** How many members a side has in one place: those of a second region or cluster are the same ones again. */
export function countOf({ twin, members }: Pick<TwinView, 'twin' | 'members'>, side: Side): number {
  const { further } = twin
  return further === undefined ? members[side].length : members[side].filter(({ key }) => !further.includes(key)).length
}

/** As many members on both sides. */
export const sameCount: PairRelation = {
  name: 'same-count',
  holdsForOne: true,
  sides: 'two',
  wholeFleet: true,
  doc: 'Both sides have as many members; of a resource that is missing on one side nothing is said.',
  compile:
    () =>
    (_candidate, _baseline, { view }) => {
      const [own, other] = [countOf(view, 'candidate'), countOf(view, 'baseline')]
      return own === 0 || other === 0 || own === other
    },
}

/** One member on one side and several on the other: what depends on there being several is not rehearsed. */
export const samePlurality: PairRelation = {
  name: 'same-plurality',
  holdsForOne: true,
  sides: 'two',
  wholeFleet: true,
  doc: 'Both sides have several members, or both have one; of a resource that is missing on one side nothing is said.',
  compile:
    () =>
    (_candidate, _baseline, { view }) => {
      const [own, other] = [countOf(view, 'candidate'), countOf(view, 'baseline')]
      return own === 0 || other === 0 || own > 1 === other > 1
    },
}
