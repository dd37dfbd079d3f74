import { isJsonObject, type Json } from '../../model/json.ts'
import { attributeOf, type Resource } from '../../model/resource.ts'
import type { TwinView, Unit } from '../../model/twin.ts'
import type { JudgeContext } from '../compiled.ts'
import type { Occurrence } from './paths.ts'
import { serviceOf } from '../scope.ts'
import type { Resolved, RuleParameters } from './resolve.ts'

/** Reads what one place in a guard stands for. */
export type Lookup = (unit: Unit, view: TwinView, context: JudgeContext) => unknown

/** The lookup of a place, with what an absent value counts as where it stands. */
export function lookupOf(occurrence: Occurrence, resolved: Resolved, parameters: RuleParameters = {}): Lookup {
  const read = path(occurrence, parameters)
  if (occurrence.use === 'has') return (unit, view, context) => read(unit, view, context) !== null
  if (occurrence.use === 'null') return read
  const absent = resolved.absent ?? absentAs(occurrence.use, resolved)
  return (unit, view, context) => read(unit, view, context) ?? absent
}

function absentAs(use: Occurrence['use'], { type }: Resolved): unknown {
  if (use === 'logical' && type !== 'double') return false
  return use === 'list' ? [] : null
}

function path(
  { root, tokens }: Occurrence,
  parameters: RuleParameters,
): (unit: Unit, view: TwinView, context: JudgeContext) => Json {
  const [first, ...rest] = tokens
  if (root === 'parameters') {
    const values = Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]))
    const value = descend(values, tokens)
    return () => value
  }
  if (root === 'service') {
    return (_unit, view, context) => {
      const service = serviceOf(view, context)
      return service === undefined ? null : descend({ name: service.name, tier: service.tier ?? null }, tokens)
    }
  }
  if (root === 'environment') return (_unit, _view, context) => descend({ ...context.environments }, tokens)
  if (root === 'of') {
    if (first === 'candidate' || first === 'baseline') return (_unit, view) => resourceValue(view[first], rest)
    return (_unit, view) => ({ candidate: resourceJson(view.candidate), baseline: resourceJson(view.baseline) })
  }
  const side = root === 'candidate' ? 'candidate' : 'baseline'
  return (unit, view) => {
    if (unit.at === '') return unit[side] === undefined ? null : resourceValue(view[side], tokens)
    return descend(unit[side]?.raw ?? null, tokens)
  }
}

/** What every resource has beside the attributes of its kind. */
const common: Readonly<Record<string, (resource: Resource) => Json>> = {
  name: (resource) => resource.name ?? resource.id,
  id: (resource) => resource.id,
  kind: (resource) => resource.kind,
  account: (resource) => resource.account ?? null,
  region: (resource) => resource.region ?? null,
  service: (resource) => resource.service ?? null,
  tags: (resource) => resource.tags,
}

/** A resource as guards and titles see it: its attributes, with its name, id and tags beside them. */
function resourceJson(resource: Resource | undefined): Json {
  if (resource === undefined) return null
  const beside = Object.fromEntries(Object.entries(common).map(([name, of]) => [name, of(resource)]))
  return { ...beside, ...(resource.attributes as Record<string, Json>) }
}

/** The same as descending into {@link resourceJson}, without making it: guards ask for one path of it at a time. */
export function resourceValue(resource: Resource | undefined, path: readonly string[]): Json {
  const [first, ...rest] = path
  if (resource === undefined || first === undefined) return resourceJson(resource)
  // The attributes of a kind come before what all have.
  const own = attributeOf(resource, first)
  const value = own ?? (own === undefined && Object.hasOwn(common, first) ? (common[first]?.(resource) ?? null) : null)
  return rest.length === 0 ? value : descend(value, rest)
}

/** The value at the end of a path; null where it leads nowhere. */
export function descend(value: Json, tokens: readonly string[]): Json {
  let here: Json = value
  for (const token of tokens) {
    if (!isJsonObject(here) || !Object.hasOwn(here, token)) return null
    here = here[token] ?? null
  }
  return here
}
