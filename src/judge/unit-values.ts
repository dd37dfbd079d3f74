import type { Field } from '../model/field.ts'
import type { Json } from '../model/json.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Pointer } from '../model/pointer.ts'
import type { Side } from '../model/resource.ts'
import type { Seen, TwinView, Unit } from '../model/twin.ts'
import { UNKNOWN } from '../model/unknown.ts'
import type { CompiledRule, Detail } from './compiled.ts'
import { elementPair } from './element-value.ts'
import { referenceWords } from './print.ts'
import { unitForm } from './unit-form.ts'

/** What people should read of a unit's two sides. Null: absent. Fingerprints are still in it. */
export interface UnitValues {
  readonly candidate: Json
  readonly baseline: Json
}

/** The values that a finding shows: the telling part of an element, each distinct value of a fleet, names for references. */
export function unitValues(
  compiled: CompiledRule,
  unit: Unit & { readonly leaves?: readonly Pointer[] },
  view: TwinView,
  detail: Detail | undefined,
): UnitValues {
  if (unit.at === '') {
    return { candidate: idOf(view, unit, 'candidate'), baseline: idOf(view, unit, 'baseline') }
  }
  const merged: Unit = withCounterpart(unit, detail)
  const form = unitForm(kindOf(view.twin.kind), unit.at)
  if (form.what === 'element') {
    // The form of a setting is told in the title; people want to see the value itself.
    if (compiled.members.length > 0 && !compiled.members.includes('shape')) {
      const [name, ...others] = compiled.members
      const absent = name === undefined || others.length > 0 ? null : (form.of[name]?.default ?? null)
      return {
        candidate: memberValue(compiled, merged, 'candidate', absent),
        baseline: memberValue(compiled, merged, 'baseline', absent),
      }
    }
    const [candidate, baseline] = elementPair(merged.candidate, merged.baseline, form.by, form.of, unit.leaves ?? [])
    return { candidate, baseline }
  }
  const field = form.what === 'field' ? form.field : undefined
  const of = (side: Side): Json => (view[side] === undefined ? null : fleetValue(merged[side], field))
  return { candidate: of('candidate'), baseline: of('baseline') }
}

/** What a rule looks at in an element; each distinct value, where the resources of one side disagree. */
function memberValue(compiled: CompiledRule, unit: Unit, side: Side, absent: Json): Json {
  const seen = unit[side]
  if (seen === undefined) return null
  const values = (seen.mixed ?? [seen]).map((one) => {
    const [candidate, baseline] = compiled.lookedAt({ ...unit, [side]: one })
    return (side === 'candidate' ? candidate : baseline)?.raw ?? absent
  })
  const [first = null, ...others] = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
  return others.length === 0 ? first : [first, ...others]
}

/** The unit with the value that stood in its place on the other side. */
function withCounterpart(unit: Unit, detail: Detail | undefined): Unit {
  const other = detail?.counterpart
  if (other === undefined) return unit
  const candidate = unit.candidate ?? other.candidate
  const baseline = unit.baseline ?? other.baseline
  return { at: unit.at, ...(candidate && { candidate }), ...(baseline && { baseline }) }
}

function idOf(view: TwinView, unit: Unit, side: Side): Json {
  return unit[side] === undefined ? null : (view[side]?.id ?? null)
}

/** Absent means the field's default, where its kind declares one. */
function fleetValue(seen: Seen | undefined, field: Field | undefined): Json {
  if (seen === undefined) return field?.default ?? null
  return seen.mixed === undefined ? named(seen, field) : seen.mixed.map((member) => named(member, field))
}

/** A field with references is shown by the names of their targets; everything else as it was collected. */
function named(seen: Seen, field: Field | undefined): Json {
  const holdsReferences =
    field?.form === 'reference' ||
    ((field?.form === 'set' || field?.form === 'ordered') && field.of.form === 'reference')
  if (!holdsReferences) return seen.raw
  const { canonical } = seen
  if (typeof canonical === 'string') return canonical === UNKNOWN ? seen.raw : referenceWords(canonical)
  if (!Array.isArray(canonical)) return seen.raw
  return (canonical as readonly Json[]).map((item) =>
    typeof item === 'string' && item !== UNKNOWN ? referenceWords(item) : 'one that was not read',
  )
}
