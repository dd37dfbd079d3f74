import type { Attributes, Shape } from './field.ts'
import type { Json } from './json.ts'
import type { Kind } from './kind.ts'

/** sha256, hex. */
export type Digest = string

/** `kind|collector|scope|id`, each escaped: unique in one environment, opaque elsewhere. */
export type Key = string

/** Which side of a comparison: the candidate should resemble the baseline. */
export type Side = 'candidate' | 'baseline'

export const sides: readonly Side[] = ['candidate', 'baseline']

/** The other side. */
export function otherSide(side: Side): Side {
  return side === 'candidate' ? 'baseline' : 'candidate'
}

/** Whether a source says what is (`observed`) or what code wants (`declared`). */
export type Mode = 'observed' | 'declared'

/** Where a resource was seen. `scope` is where its collector looked: `111111111111/eu-west-1`, a file. */
export interface Origin {
  readonly collector: string
  readonly mode: Mode
  readonly scope: string
}

/** What a collector yields: one normalised thing, before the runner gives it a key and a digest. */
export interface CollectedResource<S extends Shape = Shape> {
  readonly kind: string
  /** Its id in its source: `i-0abc`, an ARN, a path. */
  readonly id: string
  /** As people call it: the Name tag, the identifier; raw, with the environment's words still in it. */
  readonly name?: string | undefined
  /** Its address in infrastructure as code: `module.db.aws_db_instance.orders`, `stack/LogicalId`, `namespace/name`. */
  readonly address?: string | undefined
  /** Other words by which resources refer to it: ARN, endpoint host name, CIDR, name where names are references. */
  readonly identifiers?: readonly string[] | undefined
  readonly account?: string | undefined
  readonly region?: string | undefined
  readonly tags?: Readonly<Record<string, string>> | undefined
  /** ISO 8601: when the source recorded it, where that is not now. Never compared. */
  readonly asOf?: string | undefined
  readonly attributes: Attributes<S>
}

/** Everything about a resource that pairing and lists need, without its body. */
export interface Head {
  readonly key: Key
  readonly kind: string
  readonly id: string
  readonly origin: Origin
  readonly name?: string | undefined
  readonly address?: string | undefined
  readonly identifiers: readonly string[]
  readonly account?: string | undefined
  readonly region?: string | undefined
  /** The service of the configuration that it belongs to. */
  readonly service?: string | undefined
  /** The resource as seen, without volatile fields: decides whether a store writes a new version. */
  readonly contentDigest: Digest
}

/** One normalised thing of an environment. */
export interface Resource<S extends Shape = Shape> extends Head {
  readonly tags: Readonly<Record<string, string>>
  /** ISO 8601: when the source recorded it, where that is not when it was read. */
  readonly asOf?: string
  readonly attributes: Attributes<S>
  /** One of its attributes, where that is to be had without making all of them; see {@link attributeOf}. */
  readonly attribute?: (name: string) => Json | undefined
}

/** One attribute of a resource, as JSON. Undefined: it has none of that name. */
export function attributeOf(resource: Resource, name: string): Json | undefined {
  if (resource.attribute !== undefined) return resource.attribute(name)
  const attributes = resource.attributes as Readonly<Record<string, Json | undefined>>
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined
}

/** Builds what a collector yields, checked against the kind's own type. */
export function collected<S extends Shape>(
  kind: Kind<S>,
  resource: Omit<CollectedResource<S>, 'kind'>,
): CollectedResource<S> {
  return { kind: kind.id, ...resource }
}

/** The key of a resource; `|` and `%` in the parts are escaped. */
export function keyOf(kind: string, collector: string, scope: string, id: string): Key {
  return `${escaped(kind)}|${escaped(collector)}|${escaped(scope)}|${escaped(id)}`
}

function escaped(part: string): string {
  return part.includes('%') || part.includes('|') ? part.replaceAll('%', '%25').replaceAll('|', '%7C') : part
}

/** Where a resource was seen, by its key. Undefined: the text is no key. */
export function placeOf(
  key: Key,
): { readonly kind: string; readonly collector: string; readonly scope: string } | undefined {
  const parts = key.split('|')
  const [kind, collector, scope] = parts.map((part) => part.replaceAll('%7C', '|').replaceAll('%25', '%'))
  return parts.length !== 4 || kind === undefined || collector === undefined || scope === undefined
    ? undefined
    : { kind, collector, scope }
}

/** What a key was made of; see keyOf. */
export function partsOfKey(key: Key): {
  readonly kind: string
  readonly collector: string
  readonly scope: string
  readonly id: string
} {
  const [kind = '', collector = '', scope = '', id = ''] = key
    .split('|')
    .map((part) => part.replaceAll('%7C', '|').replaceAll('%25', '%'))
  return { kind, collector, scope, id }
}
