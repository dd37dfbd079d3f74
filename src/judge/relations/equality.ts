import type { Json } from '../../model/json.ts'
import type { Seen } from '../../model/twin.ts'
import { sameJson, type PairRelation } from './relation.ts'

/** The same after the environments' own words are taken out. */
export const equal: PairRelation = {
  name: 'equal',
  sides: 'two',
  doc: 'Both sides have the same value, after the words that only name the environment are taken out. Absent equals absent.',
  compile: () => (candidate, baseline) => sameJson(candidate?.canonical, baseline?.canonical),
}

/** Present on both sides, or on neither. */
export const presentInBoth: PairRelation = {
  name: 'present-in-both',
  sides: 'two',
  doc: 'The unit exists on both sides, or on neither; its values do not matter.',
  compile: () => (candidate, baseline) => (candidate === undefined) === (baseline === undefined),
}

/** The candidate has everything that the baseline has. */
export const superset: PairRelation = {
  name: 'superset',
  sides: 'two',
  doc: 'Of a list: the candidate has every entry of the baseline. Of a single value: they are equal.',
  compile: () => (candidate, baseline) => includesAll(candidate, baseline),
}

/** The candidate has nothing that the baseline has not. */
export const subset: PairRelation = {
  name: 'subset',
  sides: 'two',
  doc: 'Of a list: the candidate has no entry that the baseline has not. Of a single value: they are equal.',
  compile: () => (candidate, baseline) => includesAll(baseline, candidate),
}

function includesAll(whole: Seen | undefined, part: Seen | undefined): boolean {
  const [outer, inner] = [entries(whole), entries(part)]
  return inner.every((entry) => outer.some((other) => sameJson(entry, other)))
}

function entries(seen: Seen | undefined): readonly Json[] {
  if (seen === undefined) return []
  return Array.isArray(seen.canonical) ? (seen.canonical as readonly Json[]) : [seen.canonical]
}
