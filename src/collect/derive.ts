import type { Coverage } from '../model/coverage.ts'
import { ambiguous, buildIndex } from '../model/environment-index.ts'
import type { Field, Shape } from '../model/field.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import type { Kind } from '../model/kind.ts'
import type { Key, Resource } from '../model/resource.ts'
import { Wholeness } from './wholeness.ts'

/** A resource with its kind. */
export interface Placed {
  readonly kind: Kind
  readonly resource: Resource
}

/** Every identifier of another resource that stands in the attributes, with the kinds it may be of. */
export function* referencesIn(
  kind: Kind,
  attributes: Json,
): Iterable<{ readonly to: readonly string[]; readonly raw: string }> {
  yield* inShape(kind.fields, attributes)
}

function* inShape(shape: Shape, value: Json): ReturnType<typeof walk> {
  if (!isJsonObject(value)) return
  for (const [name, field] of Object.entries(shape)) {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined
    if (inner !== undefined) yield* walk(field, inner)
  }
}

function* walk(field: Field, value: Json): Generator<{ readonly to: readonly string[]; readonly raw: string }> {
  if (field.form === 'reference' && typeof value === 'string') yield { to: field.to, raw: value }
  else if (field.form === 'record') yield* inShape(field.of, value)
  else if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) {
      if (field.form === 'keyed') yield* inShape(field.of, element)
      else if (field.form === 'set' || field.form === 'ordered') yield* walk(field.of, element)
    }
  }
}

/**
 * Lays what kinds derive from their referrers over the attributes that were collected. References are resolved among
 * the resources given; one that is ambiguous or answered by nobody refers to nothing. Referrers come in order of key. The
 * coverage tells where not all referrers were seen.
 */
export function deriveAll(
  placed: readonly Placed[],
  rows: readonly Coverage[],
  seal: (kind: Kind, resource: Resource) => Resource,
): readonly Resource[] {
  const derivable = new Set(placed.filter(({ kind }) => kind.derive !== undefined).map(({ kind }) => kind.id))
  if (derivable.size === 0) return placed.map(({ resource }) => resource)
  const referrers = referrersOf(placed, derivable)
  const wholeness = new Wholeness(rows)
  return placed.map(({ kind, resource }) => {
    if (kind.derive === undefined) return resource
    const over = kind.derive(resource, referrers.get(resource.key) ?? [], wholeness.of(kind, resource.origin))
    if (Object.keys(over).length === 0) return resource
    return seal(kind, { ...resource, attributes: { ...resource.attributes, ...over } })
  })
}

/** The rows of kinds whose derived facts could not be told, because those that refer to them were not wholly read: unknown, never absent. */
export function withUnderived(rows: readonly Coverage[], kinds: Iterable<Kind>): readonly Coverage[] {
  const byId = new Map([...kinds].map((kind) => [kind.id, kind]))
  const wholeness = new Wholeness(rows)
  return rows.map((row) => {
    const kind = byId.get(row.kind)
    const lost = kind?.derivedFrom?.unknown ?? []
    if (kind === undefined || lost.length === 0 || wholeness.of(kind, row.origin, row.role)) return row
    return { ...row, unknownFields: [...new Set([...row.unknownFields, ...lost])].sort() }
  })
}

/** Whether anything in a shape can refer to one of these kinds: of most kinds nothing can, and nobody need look. */
function refersTo(shape: Shape, kinds: ReadonlySet<string>): boolean {
  const can = (field: Field): boolean => {
    if (field.form === 'reference') return field.to.some((one) => kinds.has(one))
    if (field.form === 'record' || field.form === 'keyed') return refersTo(field.of, kinds)
    return (field.form === 'set' || field.form === 'ordered') && can(field.of)
  }
  return Object.values(shape).some(can)
}

function referrersOf(placed: readonly Placed[], targets: ReadonlySet<string>): ReadonlyMap<Key, readonly Resource[]> {
  const index = buildIndex(placed.map(({ resource }) => resource))
  const referrers = new Map<Key, Resource[]>()
  const mayRefer = new Set(
    [...new Set(placed.map(({ kind }) => kind))].filter(({ fields }) => refersTo(fields, targets)),
  )
  const inOrder = placed
    .filter(({ kind }) => mayRefer.has(kind))
    .sort((a, b) => (a.resource.key < b.resource.key ? -1 : 1))
  for (const { kind, resource } of inOrder) {
    const found = new Set<Key>()
    for (const { to, raw } of referencesIn(kind, resource.attributes as Json)) {
      if (!to.some((one) => targets.has(one))) continue
      const target = index.resolve(to, raw, resource.origin)
      if (target !== undefined && target !== ambiguous) found.add(target)
    }
    for (const key of found) {
      const list = referrers.get(key)
      if (list === undefined) referrers.set(key, [resource])
      else list.push(resource)
    }
  }
  return referrers
}
