import type { Json } from '../model/json.ts'
import type { Kind } from '../model/kind.ts'
import { pointerOf } from '../model/pointer.ts'
import type { CollectedResource } from '../model/resource.ts'

/** How deep attributes may be nested. Far below where JSON.stringify overflows the stack, far above any real resource. */
export const deepest = 200

export type Admission =
  | { readonly ok: true; readonly kind: Kind; readonly resource: CollectedResource }
  /** `firewall "sg-1": not a JSON value at /attributes/port`; never a value. */
  | { readonly ok: false; readonly problem: string }

/**
 * Lets in what a collector yields, as a copy of its own made of plain JSON: what cannot be stored, hashed and shown as
 * it is (NaN, dates, functions, classes, `__proto__`, endless nesting), or has no id, or is of a kind that the read does
 * not produce, is refused. A key whose value is undefined is absent.
 */
export function admit(given: unknown, produces: readonly Kind[]): Admission {
  const raw = (typeof given === 'object' && given !== null ? given : {}) as Readonly<Record<string, unknown>>
  const kind = produces.find((one) => one.id === raw['kind'])
  if (kind === undefined) return refused(`the kind ${quoted(raw['kind'])}, which this read does not produce`)
  if (typeof raw['id'] !== 'string' || raw['id'] === '') return refused(`a ${kind.id} without an id`)
  return admitted(raw, kind, raw['id'], tidied)
}

/** As {@link admit} for a resource of a kind that came out of JSON text by `JSON.parse`: what is sound is taken as it is, without a copy. */
export function admitJson(raw: Readonly<Record<string, unknown>>, kind: Kind): Admission {
  if (typeof raw['id'] !== 'string' || raw['id'] === '') return refused(`a ${kind.id} without an id`)
  return admitted(raw, kind, raw['id'], (value, part) => (isSound(value, 0) ? (value as Json) : tidied(value, part)))
}

/** Makes plain JSON of a part of a resource: of its tags, or of its attributes. */
type Tidy = (value: unknown, part: string) => Json

function admitted(raw: Readonly<Record<string, unknown>>, kind: Kind, id: string, tidyPart: Tidy): Admission {
  try {
    return { ok: true, kind, resource: tidyResource(raw, kind.id, id, tidyPart) }
  } catch (error) {
    if (!(error instanceof NotAdmitted)) throw error
    return refused(`${kind.id} ${quoted(id)}: ${error.message}`)
  }
}

/** Whether something that was parsed may stay as it is: no endless number, no key that means the prototype, no endless nesting. */
function isSound(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth > deepest) return false
  if (Array.isArray(value)) {
    for (const one of value) if (!isSound(one, depth + 1)) return false
    return true
  }
  for (const key in value) {
    if (key === '__proto__' || !isSound((value as Readonly<Record<string, unknown>>)[key], depth + 1)) return false
  }
  return true
}

class NotAdmitted extends Error {}

function refused(problem: string): Admission {
  return { ok: false, problem }
}

function tidyResource(
  raw: Readonly<Record<string, unknown>>,
  kind: string,
  id: string,
  tidyPart: Tidy,
): CollectedResource {
  const name = word(raw, 'name')
  const address = word(raw, 'address')
  const account = word(raw, 'account')
  const region = word(raw, 'region')
  const asOf = word(raw, 'asOf')
  return {
    kind,
    id,
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(asOf === undefined ? {} : { asOf }),
    identifiers: identifiers(raw['identifiers']),
    tags: tags(raw['tags'], tidyPart),
    attributes: attributes(raw['attributes'], tidyPart),
  }
}

function word(raw: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = raw[field]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw new NotAdmitted(`${field} is not a text`)
  return value
}

function identifiers(given: unknown): readonly string[] {
  if (given === undefined) return []
  if (!Array.isArray(given) || !given.every((one) => typeof one === 'string' && one !== '')) {
    throw new NotAdmitted('its identifiers are not a list of texts')
  }
  return given.length < 2 ? (given as readonly string[]) : [...new Set(given as readonly string[])]
}

function tags(given: unknown, tidyPart: Tidy): Readonly<Record<string, string>> {
  const value = given === undefined ? {} : tidyPart(given, 'tags')
  if (!isRecord(value) || !Object.values(value).every((one) => typeof one === 'string')) {
    throw new NotAdmitted('its tags are not a map of texts')
  }
  return value as Readonly<Record<string, string>>
}

function attributes(given: unknown, tidyPart: Tidy): CollectedResource['attributes'] {
  const value = tidyPart(given, 'attributes')
  if (!isRecord(value)) throw new NotAdmitted('it has no attributes')
  return value as CollectedResource['attributes']
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tidied(value: unknown, part: string): Json {
  return tidy(value, [part])
}

/** A copy. `at` is where one is, with the part first; it is as it was when this returns. */
function tidy(value: unknown, at: (string | number)[]): Json {
  if (at.length > deepest + 1) {
    throw new NotAdmitted(`nested deeper than ${deepest} levels at ${pointerTo(at).slice(0, 80)}`)
  }
  if (typeof value === 'string') return shared(value)
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) return tidyList(value, at)
  if (typeof value === 'object' && isPlain(value)) return tidyObject(value, at)
  throw new NotAdmitted(`not a JSON value at ${pointerTo(at).slice(0, 120)}`)
}

function pointerTo(at: readonly (string | number)[]): string {
  return pointerOf(at.map(String))
}

function tidyList(list: readonly unknown[], at: (string | number)[]): Json {
  const copy: Json[] = []
  // By number: a hole in it is refused like any other value that is none.
  for (let i = 0; i < list.length; i++) {
    at.push(i)
    copy.push(tidy(list[i], at))
    at.pop()
  }
  return copy
}

/** One short word: longer texts are seldom the same, and nobody keeps for long what may still be veiled (`--password x`, `a:b@c`). */
const longestShared = 60
const shareable = /^[\w./:,()-]+$/
const mostShared = 50_000
const known = new Map<string, string>()

/**
 * The one text of those that are equal: names, forms and common values stand in thousands of resources, each as an object of its own
 * until here. A third of the memory of an environment.
 */
function shared(text: string): string {
  if (text.length > longestShared) return text
  const first = known.get(text)
  if (first !== undefined) return first
  if (!shareable.test(text)) return text
  if (known.size >= mostShared) known.clear()
  known.set(text, text)
  return text
}

function tidyObject(value: object, at: (string | number)[]): Json {
  const copy: Record<string, Json> = {}
  const given = value as Readonly<Record<string, unknown>>
  for (const key of Object.keys(given)) {
    if (key === '__proto__') throw new NotAdmitted(`a key named __proto__ at ${pointerTo(at).slice(0, 120)}`)
    const inner = given[key]
    if (inner === undefined) continue
    at.push(key)
    copy[key] = tidy(inner, at)
    at.pop()
  }
  return copy
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 120)) : `(${typeof value})`
}
