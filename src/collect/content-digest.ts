import type { Field, Shape } from '../model/field.ts'
import { canonicalJson, digestOf } from '../model/digest.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import type { Kind } from '../model/kind.ts'
import type { CollectedResource, Digest } from '../model/resource.ts'

/**
 * The digest of a resource as seen: everything but its volatile fields, with lists whose order has no meaning in one
 * order. Equal digests mean that nothing is to be written. The service is not in it: it comes from the configuration.
 */
export function contentDigest(kind: Kind, resource: CollectedResource): Digest {
  const seen = {
    kind: kind.id,
    id: resource.id,
    name: resource.name,
    address: resource.address,
    identifiers: [...(resource.identifiers ?? [])].sort(),
    account: resource.account,
    region: resource.region,
    tags: resource.tags ?? {},
    attributes: lastingShape(kind.fields, resource.attributes as Json),
  }
  // canonicalJson leaves out what is undefined.
  return digestOf(seen as unknown as Json)
}

function lastingShape(shape: Shape, value: Json): Json {
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (field?.volatile === true) return []
    return [[name, field === undefined ? inner : lasting(field, inner)] as const]
  })
  return Object.fromEntries(kept)
}

function lasting(field: Field, value: Json): Json {
  if (field.form === 'record') return lastingShape(field.of, value)
  if (typeof value !== 'object' || !Array.isArray(value)) return value
  const elements = value as readonly Json[]
  if (field.form === 'keyed') return inOneOrder(elements.map((element) => lastingShape(field.of, element)))
  if (field.form !== 'set' && field.form !== 'ordered') return elements
  if (field.of.volatile === true) return []
  const kept = elements.map((element) => lasting(field.of, element))
  return field.form === 'set' ? inOneOrder(kept) : kept
}

function inOneOrder(elements: readonly Json[]): Json {
  const texts = elements.map((element) => ({ element, text: canonicalJson(element) }))
  return texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ element }) => element)
}
