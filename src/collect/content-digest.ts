import { canonicalJson, digestOfText, memberText } from '../model/digest.ts'
import type { Field, Shape } from '../model/field.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import type { Kind } from '../model/kind.ts'
import type { CollectedResource, Digest } from '../model/resource.ts'

/**
 * The digest of a resource as seen: everything but its volatile fields, with lists whose order has no meaning in one
 * order. Equal digests mean that nothing is to be written. The service is not in it: it comes from the configuration.
 */
export function contentDigest(kind: Kind, resource: CollectedResource): Digest {
  // The canonical text is written as one goes: a copy of each resource without its volatile fields cost as much again.
  const members = [
    wordText('account', resource.account),
    wordText('address', resource.address),
    memberText('attributes', shapeText(kind.fields, resource.attributes as Json)),
    wordText('id', resource.id),
    memberText('identifiers', canonicalJson([...(resource.identifiers ?? [])].sort())),
    wordText('kind', kind.id),
    wordText('name', resource.name),
    wordText('region', resource.region),
    memberText('tags', canonicalJson(resource.tags ?? {})),
  ]
  return digestOfText(`{${members.filter((member) => member !== '').join(',')}}`)
}

function wordText(name: string, value: string | undefined): string {
  return value === undefined ? '' : memberText(name, canonicalJson(value))
}

/** The canonical text of what lasts of a record. */
function shapeText(shape: Shape, value: Json): string {
  if (!isJsonObject(value)) return canonicalJson(value)
  let text = ''
  for (const name of Object.keys(value).sort()) {
    const inner = value[name]
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (inner === undefined || field?.volatile === true) continue
    const member = memberText(name, field === undefined ? canonicalJson(inner) : fieldText(field, inner))
    text += text === '' ? member : `,${member}`
  }
  return `{${text}}`
}

function fieldText(field: Field, value: Json): string {
  if (field.form === 'record') return shapeText(field.of, value)
  if (typeof value !== 'object' || !Array.isArray(value)) return canonicalJson(value)
  const elements = value as readonly Json[]
  if (field.form === 'keyed') return listText(elements.map((element) => shapeText(field.of, element)).sort())
  if (field.form !== 'set' && field.form !== 'ordered') return canonicalJson(elements)
  if (field.of.volatile === true) return '[]'
  const texts = elements.map((element) => fieldText(field.of, element))
  return listText(field.form === 'set' ? texts.sort() : texts)
}

function listText(texts: readonly string[]): string {
  return `[${texts.join(',')}]`
}
