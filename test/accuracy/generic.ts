import type { Field, KeyedForm, Shape } from '../../src/model/field.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { kindOf } from '../../src/model/kinds/index.ts'
import type { Sketch } from '../support/snapshots.ts'
import type { Maker } from './maker.ts'

/** Kinds whose provider insists on a name, whatever a team puts into tags. */
const named = new Set([
  'access-policy',
  'access-role',
  'bucket',
  'cache',
  'cache-parameters',
  'cluster-binding',
  'cluster-object',
  'cluster-role',
  'container-cluster',
  'database-cluster',
  'database-cluster-parameters',
  'database-options',
  'disruption-budget',
  'gateway',
  'ingress',
  'instance-group',
  'launch-template',
  'load-balancer',
  'network-policy',
  'network-service',
  'resource-quota',
  'serverless-function',
  'service-account',
  'storage-class',
  'stored-parameter',
  'stored-secret',
  'target-group',
  'terraform-resource',
  'volume-claim',
])

/** The id that `generic` gives to a resource: what refers to it needs it before it is made. */
export function idOf(m: Maker, kind: string, part: string): string {
  return m.id(kind, part)
}

/**
 * A resource of any kind with a value in every compared field, made from the declaration of the kind: what only the environment says (its
 * name, domain, accounts, ids) in every text, and the same meaning in both environments. `over` lays values of its own over them.
 */
export function generic(m: Maker, kind: string, part: string, over: Readonly<Record<string, Json>> = {}): Sketch {
  const fields = kindOf(kind)?.fields ?? {}
  const attributes: Record<string, Json> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = name in over ? over[name] : valueOf(m, field, name)
    if ((field.volatile !== true || name in over) && value !== undefined) attributes[name] = value
  }
  const words = named.has(kind) ? { name: m.identifier(part), tags: m.called(part).tags ?? {} } : m.called(part)
  return { kind, id: idOf(m, kind, part), ...words, scope: m.scope(), attributes }
}

function valueOf(m: Maker, field: Field, name: string, nth = 0): Json | undefined {
  const number = 4 + nth + name.length
  switch (field.form) {
    case 'exact':
      if (field.type === 'boolean') return field.default !== true
      return field.type === 'number' ? number : `${name}-${nth}`
    case 'quantity':
      return number
    case 'version':
      return `15.${nth}`
    case 'instant':
      return `2040-01-0${nth + 1}T00:00:00Z`
    case 'host':
      return m.host(`${name.toLowerCase()}-${nth}`)
    case 'url':
      return `https://${m.host(`${name.toLowerCase()}-${nth}`)}/v1`
    case 'arn':
      return m.arn('sns', m.identifier(`${name}-${nth}`))
    case 'cidr':
      return `198.51.${100 + nth}.0/24`
    case 'text':
      return nth % 2 === 0
        ? m.identifier(`${name}-${nth}`)
        : `${name} of ${m.host('api')} in ${m.surface.accounts['main']}`
    case 'secret':
      return { keyId: 'corpus', hmac: `${m.surface.salt}${name}` }
    case 'reference':
      return field.to.map((to) => m.known(to, nth)).find((id) => id !== undefined)
    case 'record':
      return recordOf(m, field.of, name, nth)
    case 'keyed':
      return m.list([0, 1].map((i) => elementOf(m, field, name, i)))
    case 'set':
    case 'ordered': {
      const items = [0, 1].flatMap((i) => valueOf(m, field.of, name, i) ?? [])
      const distinct = items.filter(
        (item, i) => JSON.stringify(items.slice(0, i)).includes(JSON.stringify(item)) === false,
      )
      if (distinct.length === 0) return undefined
      return field.form === 'set' ? m.list(distinct) : distinct
    }
  }
}

function recordOf(m: Maker, shape: Shape, name: string, nth: number): JsonObject {
  const made: Record<string, Json> = {}
  for (const [member, field] of Object.entries(shape)) {
    const value = valueOf(m, field, `${name}${member}`, nth)
    if (value !== undefined) made[member] = value
  }
  return made
}

function elementOf(m: Maker, { of, by }: KeyedForm, name: string, nth: number): JsonObject {
  const element = recordOf(m, of, name, nth)
  // A value stands in the clear, or is secret.
  const { secret, ...plain } = element
  const made: JsonObject = nth === 1 && secret !== undefined && 'value' in plain ? withoutValue(element) : plain
  return by.every((part) => made[part] === undefined) ? { ...made, [by[0] ?? '']: `key-${nth}` } : made
}

function withoutValue({ value: _value, ...rest }: Readonly<Record<string, Json>>): JsonObject {
  return rest
}
