import { formatNamed } from '../_settings-files/format.ts'
import { child, type Pointer } from '../../src/model/pointer.ts'
import { objectOf, own, type AttributePath, type JsonObject } from './state-parts.ts'

/** The attributes of an object without what Terraform keeps to itself in them. */
export interface Shown {
  readonly attributes: JsonObject
  /** The settings of the object that are unknown by it. */
  readonly unknown: readonly Pointer[]
  /** The first path that is no setting: what the object is cannot be told without it. */
  readonly lost?: AttributePath
}

/**
 * Takes what stands at some paths out of the attributes of an object: variables of containers and the entries of config maps are
 * each a setting that is unknown then, no more. Pure.
 */
export function withoutHidden(attributes: JsonObject, paths: readonly AttributePath[]): Shown {
  const copy = paths.length === 0 ? attributes : structuredClone(attributes)
  const unknown: Pointer[] = []
  let lost: AttributePath | undefined
  const places = paths.map((path) => placeOf(copy, path))
  // Each is looked up before any is taken out, so that indexes hold.
  for (const [i, place] of places.entries()) {
    if (place === undefined) lost ??= paths[i] ?? []
    else unknown.push(...place.unknown)
  }
  for (const place of places) place?.remove()
  return { attributes: copy, unknown, ...(lost === undefined ? {} : { lost }) }
}

interface Place {
  readonly unknown: readonly Pointer[]
  readonly remove: () => void
}

function placeOf(attributes: JsonObject, path: AttributePath): Place | undefined {
  const variables = path.indexOf('env')
  if (variables > 0) return placeOfVariables(attributes, path, variables)
  const [part, entry] = path
  if (part !== 'data' && part !== 'binary_data' && part !== 'binaryData') return undefined
  const map = objectOf(own(attributes, part)) ?? {}
  const keys = entry === undefined ? Object.keys(map) : [String(entry)]
  return {
    // A whole file of settings is one entry, and each of its lines a setting.
    unknown: keys.map((key) => (formatNamed(key) === undefined ? child('/settings', key) : '/settings')),
    remove: () => {
      for (const key of keys) delete (map as Record<string, unknown>)[key]
    },
  }
}

/** `env` of a container and what stands in it; a variable is called as the workload calls it: `container/NAME`. */
function placeOfVariables(attributes: JsonObject, path: AttributePath, at: number): Place | undefined {
  const container = objectOf(valueAt(attributes, path.slice(0, at)))
  const list = own(container, 'env')
  const name = own(container, 'name')
  if (container === undefined || !Array.isArray(list) || typeof name !== 'string') return undefined
  const index = path[at + 1]
  const hidden = (list as readonly unknown[]).filter((_, i) => index === undefined || i === index)
  return {
    unknown: hidden.map((one) => child('/settings', `${name}/${String(own(objectOf(one), 'name'))}`)),
    remove: () => {
      const known = own(container, 'env') as readonly unknown[]
      ;(container as Record<string, unknown>)['env'] = known.filter((one) => !hidden.includes(one))
    },
  }
}

function valueAt(value: unknown, path: AttributePath): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      typeof step === 'number'
        ? Array.isArray(here)
          ? (here as readonly unknown[])[step]
          : undefined
        : own(objectOf(here), step),
    value,
  )
}
