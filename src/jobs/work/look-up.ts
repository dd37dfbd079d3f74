import type { Comparison } from '../../compare/compare.ts'
import type { Units } from '../../compare/units.ts'
import { canonicalJson } from '../../model/digest.ts'
import { isFingerprint } from '../../model/fingerprint.ts'
import { isJsonObject, type Json } from '../../model/json.ts'
import type { Provenance, ProvenanceLookup } from '../../model/provenance.ts'
import { kindOf } from '../../model/kinds/index.ts'
import { tokens, type Pointer } from '../../model/pointer.ts'
import type { Key, Resource, Side } from '../../model/resource.ts'
import type { ResourceVersion } from '../../store/contract/snapshots.ts'
import type { AskedUnit, FirstJudging } from './asked-units.ts'
import { carriedProvenance } from './carried.ts'
import { headOf, pastOf, type LookUpFrom, type Past } from './past.ts'
import { provenanceOf } from './provenance.ts'
import { timelineOf, type Life } from './timeline.ts'

type Sides<T> = Readonly<Record<Side, T>>

/** The keys of a twin: those that are there, and those that were when it was last assessed. */
type KeysOf = (twin: AskedUnit['twin']) => Sides<readonly Key[]>

/**
 * Who moved, for every unit that a first judging asked about. What stands as it stood is carried from the assessment
 * before; of all else the versions of both sides are looked at.
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
  const asked = units.filter((unit) => !carried.has(unit))
  const found = new Map<string, Provenance>()
  const keep = ({ twin, at }: AskedUnit, provenance: Provenance | undefined): void => {
    if (provenance !== undefined) found.set(`${twin.id}\n${at}`, provenance)
  }
  for (const [unit, provenance] of carried) keep(unit, provenance)
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

/** The value of a unit in a version, as a text: what it means and, of secrets, which. */
function valueOf(
  side: Side,
  { at, raw }: AskedUnit,
  versions: readonly ResourceVersion[],
  comparison: Comparison,
  past: Past,
): (version: ResourceVersion) => string | undefined {
  if (at === '') return () => '"here"'
  const [field = ''] = tokens(at)
  const unitsIn = (version: ResourceVersion): Units => {
    const known = past.units.get(version) ?? new Map<string, Units>()
    past.units.set(version, known)
    const units = known.get(field) ?? unitsOf(side, version, field, comparison, past)
    known.set(field, units)
    return units
  }
  const newest = versions.at(-1)
  const own = newest === undefined ? at : ownPlace(unitsIn(newest), at, raw[side])
  return (version) => {
    const element = unitsIn(version).get(own)
    return element === undefined
      ? undefined
      : `${canonicalJson(element.canonical)}${fingerprintsIn(element.raw).join()}`
  }
}

/** Two elements may have been brought together by their keys as written: then each side has a pointer of its own. */
function ownPlace(units: Units, at: Pointer, raw: Json | undefined): Pointer {
  if (units.has(at) || raw === undefined) return at
  const field = at.slice(0, at.lastIndexOf('/') + 1)
  const written = canonicalJson(raw)
  for (const [pointer, element] of units) {
    if (element.written !== undefined && pointer.startsWith(field) && canonicalJson(element.raw) === written)
      return pointer
  }
  return at
}

/** The units of one field: what a field comes to does not depend on the others. */
function unitsOf(side: Side, version: ResourceVersion, field: string, comparison: Comparison, past: Past): Units {
  const { key } = version
  const { tags, attributes } = JSON.parse(past.bodies.get(version) ?? '') as {
    readonly tags: Resource['tags']
    readonly attributes: Readonly<Record<string, Json>>
  }
  const head = headOf(side, key, comparison)
  const own = Object.hasOwn(attributes, field) ? { [field]: attributes[field] } : {}
  const choice = kindOf(head.kind)?.fields[field]?.volatile === true ? 'volatile' : 'compared'
  return comparison.unitsAsOf(side, { ...head, tags, attributes: own as Resource['attributes'] }, choice)
}

/** Canonical values say of a secret only that it is there. */
function fingerprintsIn(value: Json): readonly string[] {
  if (isFingerprint(value)) return [value.hmac]
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(fingerprintsIn)
  return isJsonObject(value) ? Object.values(value).flatMap((inner) => fingerprintsIn(inner)) : []
}
