import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import type { Kind } from '../model/kind.ts'
import { kindOf } from '../model/kinds/index.ts'
import { answersTo, child, type Pointer } from '../model/pointer.ts'
import { keyOf, sides, type Resource, type Side } from '../model/resource.ts'
import type { Rule, RuleExample } from '../model/rule.ts'
import type { Change, Seen, TwinView, Unit } from '../model/twin.ts'
import { sameJson } from './relations/relation.ts'
import { unitForm } from './unit-form.ts'

/** The service that the resources of an example belong to, where the example names its tier. */
export const exampleService = 'example'

/**
 * The twin that an example of a rule describes. Its values are taken to be canonical already. The pointer of an element is
 * made of the values of its key fields, as compare does it.
 */
export function exampleView(rule: Rule, example: RuleExample): TwinView {
  const kind = kindOf(rule.kind)
  const at = example.at ?? exampleAt(rule, kind, example)
  const resources = {
    candidate: resource('candidate', at, rule, example),
    baseline: resource('baseline', at, rule, example),
  }
  const unit: Unit = {
    at,
    ...seenOf('candidate', at, example, resources),
    ...seenOf('baseline', at, example, resources),
  }
  const members = {
    candidate: membersOf('candidate', example, resources),
    baseline: membersOf('baseline', example, resources),
  }
  const alone = resources.candidate === undefined || resources.baseline === undefined
  return {
    twin: {
      id: 'example',
      kind: rule.kind,
      name: 'example',
      candidate: members.candidate.map((member) => member.key),
      baseline: members.baseline.map((member) => member.key),
      method: alone ? 'alone' : 'name',
      confidence: 1,
      evidence: [],
      ...(alone ? { alone: 'absent-there' as const } : {}),
    },
    ...(resources.candidate && { candidate: resources.candidate }),
    ...(resources.baseline && { baseline: resources.baseline }),
    changes: [
      ...(differs(unit) ? [{ ...unit, leaves: leavesOf(unit) }] : []),
      ...besideOf(rule, kind, example, resources),
    ],
    units: (pattern) => (pattern === '**' || answersTo(pattern, at) ? [unit] : []),
    members,
  }
}

function besideOf(
  rule: Rule,
  kind: Kind | undefined,
  { beside = [] }: RuleExample,
  resources: Readonly<Record<Side, Resource | undefined>>,
): readonly Change[] {
  return beside.map((values) => {
    const example: RuleExample = { expect: 'pass', ...values }
    const at = exampleAt(rule, kind, example)
    const unit: Unit = {
      at,
      ...seenOf('candidate', at, example, resources),
      ...seenOf('baseline', at, example, resources),
    }
    return { ...unit, leaves: leavesOf(unit) }
  })
}

function exampleAt(rule: Rule, kind: Kind | undefined, example: RuleExample): Pointer {
  if (rule.at === '**') return '/example'
  const form = unitForm(kind, rule.at)
  if (form.what !== 'element' || !rule.at.endsWith('/*')) return rule.at
  const element = example.candidate ?? example.baseline ?? example.members?.candidate?.[0] ?? null
  const words = form.by.map((name) => (isJsonObject(element) ? word(element[name]) : ''))
  return child(rule.at.slice(0, -2), words.filter((part) => part !== '').join('/'))
}

function word(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A side without a value of the unit itself is not there; of any other unit, only the value is missing. */
function resource(side: Side, at: Pointer, rule: Rule, example: RuleExample): Resource | undefined {
  const value = example[side] ?? example.members?.[side]?.[0]
  const around = example.of?.[side]
  const whole = at === ''
  if (whole && value === undefined) return undefined
  const attributes: JsonObject = {
    ...(isJsonObject(around) ? around : {}),
    ...(whole && isJsonObject(value) ? value : {}),
  }
  const { name, id, tags, service, ...rest } = attributes
  const of = typeof service === 'string' ? service : example.tier === undefined ? undefined : exampleService
  return {
    key: keyOf(rule.kind, 'example', side, 'example'),
    kind: rule.kind,
    id: typeof id === 'string' ? id : `example-${side}`,
    name: typeof name === 'string' ? name : 'example',
    origin: { collector: 'example', mode: 'observed', scope: side },
    identifiers: [],
    ...(of === undefined ? {} : { service: of }),
    contentDigest: '',
    tags: isJsonObject(tags) ? textMap(tags) : {},
    attributes: { ...own(at, value), ...rest } as Resource['attributes'],
  }
}

/** The judged field is an attribute of its resource too, so that guards find it there. */
function own(at: Pointer, value: Json | undefined): JsonObject {
  const name = at.slice(1)
  return value === undefined || name === '' || name.includes('/') ? {} : { [name]: value }
}

function textMap(tags: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, word(value)]))
}

function seenOf(
  side: Side,
  at: Pointer,
  example: RuleExample,
  resources: Readonly<Record<Side, Resource | undefined>>,
): { [S in Side]?: Seen } {
  const of = resources[side]
  const values = example.members?.[side]
  const raw = at === '' ? (of === undefined ? undefined : of.id) : (example[side] ?? values?.[0])
  if (raw === undefined) return {}
  const foreign = example.foreign?.[side]
  const distinct =
    at === '' ? [] : (values ?? []).filter((v, i, all) => all.findIndex((other) => sameJson(v, other)) === i)
  const canonical: Json = at === '' ? 'present' : raw
  const mixed = distinct.length < 2 ? {} : { mixed: distinct.map((value) => ({ raw: value, canonical: value })) }
  return { [side]: { raw, canonical, ...(foreign === undefined ? {} : { foreign: [foreign] }), ...mixed } }
}

function membersOf(
  side: Side,
  example: RuleExample,
  resources: Readonly<Record<Side, Resource | undefined>>,
): TwinView['members'][Side] {
  const of = resources[side]
  if (of === undefined) return []
  const count = example.members?.[side]?.length ?? 1
  return Array.from({ length: count }, (_, i) => ({
    key: `${of.key}-${i}`,
    name: of.name ?? of.id,
    id: `${of.id}-${i}`,
  }))
}

function differs({ candidate, baseline }: Unit): boolean {
  if (candidate === undefined || baseline === undefined) return candidate !== baseline
  if (candidate.mixed !== undefined || baseline.mixed !== undefined) return true
  return !sameJson(candidate.canonical, baseline.canonical)
}

function leavesOf(unit: Unit): Change['leaves'] {
  const [c, b] = sides.map((side) => unit[side]?.canonical)
  if (!isJsonObject(c) || !isJsonObject(b)) return ['']
  return [...new Set([...Object.keys(c), ...Object.keys(b)])]
    .filter((name) => !sameJson(c[name], b[name]))
    .map((name) => child('', name))
}
