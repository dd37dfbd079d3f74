import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { kindOf } from '../model/kinds/index.ts'
import { tokens } from '../model/pointer.ts'
import { otherSide, type Side } from '../model/resource.ts'
import type { TwinView, Unit } from '../model/twin.ts'
import { UNKNOWN } from '../model/unknown.ts'
import type { CompiledRule, JudgeContext } from './compiled.ts'
import { descend, resourceValue } from './guards/lookup.ts'
import { elementKey } from './element-value.ts'
import { peerWords, trafficWords } from './firewall-words.ts'
import { nothing, printValue, referenceWords } from './print.ts'
import { foreignWords } from './relations/boundary.ts'
import { countOf } from './relations/fleets.ts'
import { daysLeft } from './relations/expiry.ts'
import { shapeOfSeen } from './relations/shape.ts'
import { serviceOf } from './scope.ts'
import { unitForm } from './unit-form.ts'
import { fill, type Placeholder } from './template.ts'
import type { UnitValues } from './unit-values.ts'

/** What a sentence about a finding may draw on. */
export interface Subject {
  readonly compiled: CompiledRule
  readonly unit: Unit
  readonly view: TwinView
  readonly context: JudgeContext
  readonly values: UnitValues
  /** The side at fault; the candidate where both sides are looked at. */
  readonly side: Side
}

/** Fills a title or remedy for one finding. */
export function sentence(text: string, subject: Subject): string {
  return fill(text, (path) => words(path, subject), nothing)
}

function words(path: readonly string[], subject: Subject): string | undefined {
  const [root = ''] = path
  const rest = path.length === 1 ? none : path.slice(1)
  const { unit, view, context, side, values } = subject
  switch (root as Placeholder | 'of' | 'count' | 'members' | 'shape' | 'traffic' | 'peer' | 'parameters' | 'service') {
    case 'name':
      return nameWords(view, side)
    case 'kind':
      return kindOf(view.twin.kind)?.title.toLowerCase() ?? view.twin.kind
    case 'at':
      return unit.at
    case 'key':
      return keyWords(subject)
    case 'only':
      return only(subject, true)
    case 'lacking':
      return only(subject, false)
    case 'traffic':
      return trafficWords(unit[sideOf(rest[0], side)])
    case 'peer':
      return peerWords(unit[sideOf(rest[0], side)])
    case 'side':
      return side
    case 'other':
      return context.environments[otherSide(side)]
    case 'environment':
      return context.environments[sideOf(rest[0], side)]
    case 'foreign':
      return foreign(subject)
    case 'days':
      return daysText(subject)
    case 'expiry':
      return expiry(subject)
    case 'count':
      return String(countOf(view, sideOf(rest[0], side)))
    case 'members':
      return members(subject, sideOf(rest[0], side))
    case 'shape':
      return shapeOfSeen(unit[sideOf(rest[0], side)])
    case 'parameters':
      return printed(subject.compiled.rule.parameters?.[rest[0] ?? '']?.default ?? null)
    case 'service':
      return rest[0] === 'name' || rest[0] === 'tier' ? serviceOf(view, context)?.[rest[0]] : undefined
    case 'of':
      return printed(resourceValue(view[sideOf(rest[0], side)], rest.slice(1)))
    default:
      return rest.length === 0
        ? valueWords(values[sideOf(root, side)], unit, view)
        : member(sideOf(root, side), rest, subject)
  }
}

const none: readonly string[] = []

/** The environment that has a value where the other has none: absent, off and empty are none. */
function only({ values, context }: Subject, having: boolean): string {
  const has = (value: Json): boolean => value !== null && value !== false && value !== ''
  if (has(values.candidate) === has(values.baseline)) return 'one environment'
  return context.environments[has(values.candidate) === having ? 'candidate' : 'baseline']
}

/** The canonical name; where symbols are left in it (`api.{domain}`), the name that people know on the side at fault. */
function nameWords(view: TwinView, side: Side): string {
  if (!/[{}]/.test(view.twin.name)) return view.twin.name
  const resource = view[side] ?? view.baseline ?? view.candidate
  return resource?.name ?? resource?.id ?? view.twin.name
}

/**
 * What a unit is called: its field, or the key of its element. A key of several parts is read as the element itself; one that
 * lets traffic through has no name of its own, so it is said that it is a rule.
 */
function keyWords({ unit, view, side }: Subject): string {
  const form = unitForm(kindOf(view.twin.kind), unit.at)
  const seen = unit[side] ?? unit.candidate ?? unit.baseline
  if (form.what === 'element' && form.by.length > 1 && seen !== undefined) {
    const words = elementKey(seen, form.by, form.of)
    return form.by.includes('protocol') && form.by.includes('cidr') ? `the rule ${words}` : words
  }
  const [key = nameWords(view, side)] = tokens(unit.at).slice(-1)
  return key === '' ? '""' : key
}

function sideOf(word: string | undefined, fallback: Side): Side {
  return word === 'candidate' || word === 'baseline' ? word : fallback
}

function printed(value: Json): string | undefined {
  return value === null || value === '' ? undefined : printValue(value)
}

/** A whole value: absent is said, not left out. A resource is called by its name. */
function valueWords(value: Json, unit: Unit, view: TwinView): string {
  return unit.at === '' && value !== null ? nameWords(view, 'baseline') : printValue(value)
}

/** A member of the unit's value; a reference by the name of its target. */
function member(side: Side, path: readonly string[], { unit, view }: Subject): string | undefined {
  const seen = unit[side]
  if (seen === undefined) return undefined
  if (unit.at === '') return printed(resourceValue(view[side], path))
  const canonical = descend(seen.canonical, path)
  if (typeof canonical === 'string' && canonical.startsWith('@') && canonical !== UNKNOWN) {
    const raw = descend(seen.raw, path)
    // What compare recognised as a part of the network is clearer as the range that people wrote.
    return typeof raw === 'string' && /^[\d.:a-f]+\/\d+$/i.test(raw) ? raw : referenceWords(canonical)
  }
  return printed(descend(seen.raw, path))
}

function optionsOf(subject: Subject): JsonObject {
  return isJsonObject(subject.compiled.rule.with) ? subject.compiled.rule.with : {}
}

function foreign(subject: Subject): string | undefined {
  const seen = subject.unit[subject.side]
  const { by } = optionsOf(subject)
  const found = seen === undefined ? [] : foreignWords(seen, Array.isArray(by) ? (by as readonly Json[]) : undefined)
  return found.length === 0 ? undefined : [...new Set(found.map((word) => word.word))].join(', ')
}

function daysText({ unit, side, context }: Subject): string | undefined {
  const days = daysLeft(unit[side], context)
  return days === undefined ? undefined : String(days)
}

function expiry({ unit, side, context }: Subject): string | undefined {
  const days = daysLeft(unit[side], context)
  const raw = unit[side]?.raw
  if (days === undefined || typeof raw !== 'string') return undefined
  const date = new Date(raw).toISOString().slice(0, 10)
  const count = (n: number): string => (n === 1 ? '1 day' : `${n} days`)
  if (days < 0)
    return days === -1 ? `expired within the last day, on ${date}` : `expired ${count(-days - 1)} ago, on ${date}`
  return days === 0 ? `expires within a day, on ${date}` : `expires in ${count(days)}, on ${date}`
}

function members({ unit }: Subject, side: Side): string | undefined {
  const seen = unit[side]
  if (seen === undefined) return undefined
  const all = (seen.mixed ?? [seen]).map((m) => printValue(m.raw))
  return all.length < 2 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}
