import type { Comparison } from '../../compare/compare.ts'
import type { Provenance, ProvenanceLookup } from '../../model/provenance.ts'
import type { Key, Side } from '../../model/resource.ts'
import type { AskedUnit, FirstJudging } from './asked-units.ts'
import { carriedProvenance } from './carried.ts'
import { pastOf, type LookUpFrom, type Past } from './past.ts'
import { provenanceOf } from './provenance.ts'
import { timelineOf, type Life } from './timeline.ts'
import { valueOf } from './unit-values.ts'

type Sides<T> = Readonly<Record<Side, T>>

/** The keys of a twin: those that are there, and those that were when it was last assessed. */
type KeysOf = (twin: AskedUnit['twin']) => Sides<readonly Key[]>

/**
 * Who moved, for every unit that a first judging asked about. What stands as it stood is carried from the assessment
 * before, and what came to differ by the one step since is told by that; of all else the versions of both sides are looked at.
 */
export async function lookUpProvenance(
  comparison: Comparison,
  { units, findings }: FirstJudging,
  environments: Sides<string>,
  from: LookUpFrom,
): Promise<ProvenanceLookup> {
  const { history } = from
  const twins = new Set(units.map(({ twin }) => twin))
  const previous = await history.previous(
    [...twins].map(({ id }) => id),
    findings.map(({ id }) => id),
  )
  const carried = carriedProvenance(units, findings, previous.findings, environments)
  const found = new Map<string, Provenance>()
  const keep = ({ twin, at }: AskedUnit, provenance: Provenance | undefined): void => {
    if (provenance !== undefined) found.set(`${twin.id}\n${at}`, provenance)
  }
  for (const [unit, provenance] of carried) keep(unit, provenance)
  const asked = units.filter((unit) => {
    if (carried.has(unit)) return false
    const told = from.justMoved?.(unit)
    keep(unit, told)
    return told === undefined
  })
  const before = new Map(previous.twins.map((twin) => [twin.id, twin]))
  const keysOf: KeysOf = (twin) => {
    const of = (side: Side): readonly Key[] => [...new Set([...twin[side], ...(before.get(twin.id)?.[side] ?? [])])]
    return { candidate: of('candidate'), baseline: of('baseline') }
  }
  const pastOn = (side: Side): Promise<Past> => {
    const keys = new Set(asked.flatMap(({ twin }) => keysOf(twin)[side]))
    // Of what is missing as a whole, nobody has to know what it was.
    const read = new Set(asked.flatMap(({ twin, at }) => (at === '' ? [] : keysOf(twin)[side])))
    return pastOf(side, comparison, [...keys], (key) => read.has(key), from)
  }
  const past = { candidate: await pastOn('candidate'), baseline: await pastOn('baseline') }
  for (const unit of asked) {
    const keys = keysOf(unit.twin)
    const lineOf = (side: Side) =>
      timelineOf(keys[side].flatMap((key) => lifeOf(side, key, unit, comparison, past[side])))
    keep(unit, provenanceOf(lineOf('candidate'), lineOf('baseline')))
  }
  return (twin, at) => found.get(`${twin}\n${at}`)
}

/** None: nothing of it was ever stored. */
function lifeOf(side: Side, key: Key, unit: AskedUnit, comparison: Comparison, past: Past): readonly Life[] {
  const versions = past.versions.get(key) ?? []
  const [oldest] = versions
  if (oldest === undefined) return []
  const first = past.first(key)
  const value = valueOf(side, unit, versions, comparison, past)
  return [
    {
      // Never read completely: nobody knows whether it was there before it was first seen.
      before: first === null || oldest.fromSeq <= first,
      stretches: versions.map((version) => ({
        from: version.from,
        ...(version.to === undefined ? {} : { to: version.to }),
        value: value(version),
      })),
    },
  ]
}
