import type { Field, KeyedForm, Shape } from '../../src/model/field.ts'
import { kindOf, kinds } from '../../src/model/kinds/index.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { resourceOf, type Sketch } from '../support/snapshots.ts'

/** One kind of difference that can be injected into an environment. */
export interface Edit {
  /** `compute-instance /type: another value`. */
  readonly id: string
  readonly kind: string
  /** The field in which the difference must be seen; '' for a resource that is missing or extra. */
  readonly field: string
  /** The edited resource, null when it is taken away, or undefined where the edit does not apply to it. */
  readonly apply: (resource: Sketch, others: readonly Sketch[]) => Sketch | null | undefined
}

/**
 * Every kind of difference that follows from the kinds' own declarations: each compared field changed and taken away, each
 * element of a keyed field taken away, added and changed in each of its members, each reference turned elsewhere, each
 * resource missing.
 */
export function allEdits(): readonly Edit[] {
  return kinds.flatMap((kind) => [
    missing(kind.id),
    ...Object.entries(kind.fields)
      .filter(([, field]) => field.volatile !== true)
      .flatMap(([name, field]) => fieldEdits(kind.id, name, field)),
  ])
}

function missing(kind: string): Edit {
  // A member of a fleet has a sibling of its name: its loss is a smaller fleet, which is no missing resource.
  const sole = (resource: Sketch, others: readonly Sketch[]): boolean =>
    others.filter((o) => o.kind === kind && o.name === resource.name && o.tags?.['Role'] === resource.tags?.['Role'])
      .length === 1
  return { id: `${kind}: missing`, kind, field: '', apply: (r, others) => (sole(r, others) ? null : undefined) }
}

/** The edited resource, unless the field is unknown by what else the resource says: that is no difference. */
function ifKnown(name: string, resource: Sketch, edited: Sketch): Sketch | undefined {
  const isUnknown = (one: Sketch): boolean =>
    kindOf(one.kind)?.unknownIn?.(resourceOf(one)).includes(`/${name}`) ?? false
  return isUnknown(resource) || isUnknown(edited) ? undefined : edited
}

function fieldEdits(kind: string, name: string, field: Field): readonly Edit[] {
  if (field.form === 'keyed') return keyedEdits(kind, name, field)
  const edit = (
    what: string,
    change: (value: Json, resource: Sketch, others: readonly Sketch[]) => Json | undefined,
  ): Edit => ({
    id: `${kind} /${name}: ${what}`,
    kind,
    field: name,
    apply: (resource, others) => {
      const value = resource.attributes?.[name]
      if (value === undefined) return undefined
      const next = change(value, resource, others)
      return next === undefined ? undefined : ifKnown(name, resource, withAttribute(resource, name, next))
    },
  })
  const absent: Edit = {
    id: `${kind} /${name}: absent`,
    kind,
    field: name,
    apply: (resource, others) => {
      const value = resource.attributes?.[name]
      if (value === undefined || value === field.default) return undefined
      // A reference into what nobody read is unknown, and unknown is never a change.
      if (field.form === 'reference' && !others.some((o) => o.id === value)) return undefined
      const { [name]: _gone, ...rest } = resource.attributes ?? {}
      return ifKnown(name, resource, { ...resource, attributes: rest })
    },
  }
  return [edit('another value', (value, resource, others) => another(field, value, resource, others)), absent]
}

function keyedEdits(kind: string, name: string, field: KeyedForm): readonly Edit[] {
  const list = (resource: Sketch): readonly JsonObject[] => (resource.attributes?.[name] ?? []) as readonly JsonObject[]
  const edit = (
    what: string,
    change: (
      elements: readonly JsonObject[],
      resource: Sketch,
      others: readonly Sketch[],
    ) => readonly Json[] | undefined,
  ): Edit => ({
    id: `${kind} /${name}: ${what}`,
    kind,
    field: name,
    apply: (resource, others) => {
      const elements = list(resource)
      const next = elements.length === 0 ? undefined : change(elements, resource, others)
      return next === undefined ? undefined : withAttribute(resource, name, next)
    },
  })
  const added = (element: JsonObject): JsonObject => {
    const [key = ''] = field.by
    return {
      ...element,
      [field.by.includes('ports') ? 'ports' : key]: field.by.includes('ports') ? '6543' : 'added_by_hand',
    }
  }
  return [
    edit('an element less', (elements) => elements.slice(1)),
    edit('an element more', (elements) => (elements[0] === undefined ? undefined : [...elements, added(elements[0])])),
    ...memberEdits(field.of, name, field.by, edit),
  ]
}

type MakeEdit = (
  what: string,
  change: (elements: readonly JsonObject[], resource: Sketch, others: readonly Sketch[]) => readonly Json[] | undefined,
) => Edit

/** What `effective` comes to follows from `value`; a change of it alone is injected as a change of value. */
const derived = new Set(['effective', 'shape'])

function memberEdits(shape: Shape, name: string, by: readonly string[], edit: MakeEdit): readonly Edit[] {
  return Object.entries(shape)
    .filter(
      ([member, field]) =>
        field.volatile !== true && !by.includes(member) && !derived.has(member) && field.form !== 'secret',
    )
    .map(([member, field]) =>
      edit(`${member} of an element`, (elements, resource, others) => {
        const at = elements.findIndex((element) => element[member] !== undefined)
        const value = elements[at]?.[member]
        const next = value === undefined ? undefined : another(field, value, resource, others)
        if (next === undefined) return undefined
        const effective = name === 'parameters' && member === 'value' ? { effective: next } : {}
        return elements.map((element, i) => (i === at ? { ...element, [member]: next, ...effective } : element))
      }),
    )
}

/** Another value of the same form; undefined where there is none to be had. */
function another(field: Field, value: Json, resource: Sketch, others: readonly Sketch[]): Json | undefined {
  switch (field.form) {
    case 'exact':
      if (typeof value === 'boolean') return !value
      return typeof value === 'number' ? value + 7 : `${asText(value)}-other`
    case 'quantity':
      return typeof value === 'number' ? value * 2 + 1 : undefined
    case 'version':
      return '13.2'
    case 'instant':
      return '2031-01-01T00:00:00Z'
    case 'reference':
      return others.find(
        (o) => field.to.includes(o.kind) && o.id !== value && o.id !== resource.id && o.scope === resource.scope,
      )?.id
    case 'set':
    case 'ordered': {
      const items = value as readonly Json[]
      const [first] = items
      if (first === undefined) return undefined
      const next = another(field.of, first, resource, others)
      return next === undefined || items.includes(next) ? undefined : [next, ...items.slice(1)]
    }
    case 'record':
    case 'keyed':
    case 'secret':
      return undefined
    default:
      return `other.${asText(value)}`
  }
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function withAttribute(resource: Sketch, name: string, value: Json): Sketch {
  return { ...resource, attributes: { ...resource.attributes, [name]: value } }
}
