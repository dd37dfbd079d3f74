import { at, mapping, members, text } from './reading.ts'

/** What the published OpenAPI says of a value of an object: of its members, of what is filled in, of what a list is found by. */
export interface ObjectSchema {
  /** Of a member of a mapping. */
  readonly property: (key: string) => ObjectSchema | undefined
  /** Of each member of a list. */
  readonly member: () => ObjectSchema | undefined
  /** What the server fills in where nothing is written; undefined: nothing. */
  readonly filledIn: unknown
  /** By which keys a list is a map: `x-kubernetes-list-map-keys`. */
  readonly mapKeys: readonly string[] | undefined
  /** Whether it is an amount, which may be written in several ways. */
  readonly isQuantity: boolean
}

/** What one schema may lead to at most before it is taken for one that leads nowhere. */
const longestWay = 20

/**
 * A schema of the OpenAPI of a server, or of a CustomResourceDefinition. `lookUp` finds what a `$ref` means. A part that cannot be understood says
 * nothing. Pure.
 *
 * Source: Kubernetes, "CustomResourceDefinitions", structural schemas and defaulting; the vendor extensions `x-kubernetes-*`.
 */
export function objectSchema(
  written: unknown,
  lookUp: (reference: string) => unknown = () => undefined,
): ObjectSchema | undefined {
  const own = mapping(written)
  if (own === undefined) return undefined
  const here = followed(own, lookUp)
  const keys = members(at(here, 'x-kubernetes-list-map-keys')).flatMap((key) => text(key) ?? [])
  return {
    property: (key) =>
      objectSchema(at(here, 'properties', key), lookUp) ?? objectSchema(at(here, 'additionalProperties'), lookUp),
    member: () => objectSchema(at(here, 'items'), lookUp),
    filledIn: at(own, 'default') ?? at(here, 'default'),
    mapKeys: keys.length === 0 ? undefined : keys,
    isQuantity: isQuantity(here),
  }
}

/** A reference stands alone, or as the only part of an `allOf` beside which a default is written. */
function followed(own: unknown, lookUp: (reference: string) => unknown): unknown {
  let here = own
  for (let steps = 0; steps < longestWay; steps++) {
    const parts = members(at(here, 'allOf'))
    const reference = text(at(here, '$ref')) ?? (parts.length === 1 ? text(at(parts[0], '$ref')) : undefined)
    if (reference === undefined) return here
    here = lookUp(reference)
  }
  return undefined
}

/** Controller-gen writes an amount with the pattern of the API's own type; the API's has a name for it. */
function isQuantity(here: unknown): boolean {
  return (
    at(here, 'x-kubernetes-int-or-string') === true &&
    (text(at(here, 'pattern')) ?? '').startsWith('^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|')
  )
}

/** Whether two values of JSON are the same, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    const [one, other] = [a, b].map((list) => (Array.isArray(list) ? (list as readonly unknown[]) : undefined))
    return one?.length === other?.length && (one ?? []).every((value, i) => isSame(value, other?.[i]))
  }
  const [one, other] = [mapping(a), mapping(b)]
  if (one === undefined || other === undefined) return a === b
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  )
}
