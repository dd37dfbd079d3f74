import type { Kind } from '../model/kind.ts'
import type { Narrowing, SourcePlan } from '../model/plan.ts'
import type { CollectedResource } from '../model/resource.ts'
import { namespaceOf } from './namespace.ts'
import { matchesPattern } from './pattern.ts'
import type { Found } from './read-scope.ts'
import { carries } from './services.ts'

/**
 * Whether `include` and `exclude` of its source keep a resource. It must have every tag and label of `include`, be in one
 * of its namespaces and one of its networks, and have none of what `exclude` names. A test that a kind cannot be put to
 * keeps the resource: kinds without tags of their own, what is in no namespace, what is in no network or in one that
 * could not be known. Labels are another word for tags; `*` in a pattern stands for any run of characters.
 */
export function narrow(source: SourcePlan, networks: NetworkNames): (one: Found) => boolean {
  const { include = {}, exclude = {} } = source
  return (one) =>
    tests(include, networks, 'every').every((test) => test(one) !== false) &&
    !tests(exclude, networks, 'some').some((test) => test(one) === true)
}

/** The words by which the networks of an environment can be named, by each of those words. */
export type NetworkNames = ReadonlyMap<string, readonly string[]>

/** Gathers the words of all networks that were read: id, name and other identifiers. */
export function networkNames(found: Iterable<Found>): NetworkNames {
  const names = new Map<string, readonly string[]>()
  for (const { kind, resource } of found) {
    if (kind.id !== 'network') continue
    const words = wordsOf(resource)
    for (const word of [resource.id, ...(resource.identifiers ?? [])]) {
      names.set(word, [...(names.get(word) ?? []), ...words])
    }
  }
  return names
}

/** True or false; undefined where the question cannot be put. */
type Test = (one: Found) => boolean | undefined

function tests(by: Narrowing, networks: NetworkNames, together: 'every' | 'some'): readonly Test[] {
  const { namespaces, vpcs } = by
  const tags = [...Object.entries(by.tags ?? {}), ...Object.entries(by.labels ?? {})]
  return [
    ({ kind, resource }) =>
      kind.taggable && tags.length > 0 ? tags[together]((tag) => carries(resource, tag)) : undefined,
    ({ resource }) => (namespaces === undefined ? undefined : anyOf(namespaces, listed(namespaceOf(resource)))),
    (one) => (vpcs === undefined ? undefined : anyOf(vpcs, networkOf(one, networks))),
  ]
}

function listed(word: string | undefined): readonly string[] | undefined {
  return word === undefined ? undefined : [word]
}

function anyOf(patterns: readonly string[], words: readonly string[] | undefined): boolean | undefined {
  return words && patterns.some((pattern) => words.some((word) => matchesPattern(pattern, word)))
}

function networkOf({ kind, resource }: Found, networks: NetworkNames): readonly string[] | undefined {
  if (kind.id === 'network') return wordsOf(resource)
  const field = Object.entries(kind.fields).find(([, one]) => one.form === 'reference' && one.to.includes('network'))
  const value = field === undefined ? undefined : (resource.attributes as Readonly<Record<string, unknown>>)[field[0]]
  return typeof value === 'string' ? [value, ...(networks.get(value) ?? [])] : undefined
}

function wordsOf(resource: CollectedResource): readonly string[] {
  return [resource.id, ...(resource.identifiers ?? []), ...(resource.name === undefined ? [] : [resource.name])]
}

/** Whether a source narrows what is kept of a kind by its tags. */
export function narrowsByTags(source: SourcePlan, kind: Kind): boolean {
  const { tags = {}, labels = {} } = source.include ?? {}
  return kind.taggable && Object.keys(tags).length + Object.keys(labels).length > 0
}
