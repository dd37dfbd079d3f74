import { kindOf } from '../../src/model/kinds/index.ts'
import type { Json } from '../../src/model/json.ts'
import { answersTo, type Pointer } from '../../src/model/pointer.ts'
import { keyOf, type Resource, type Side } from '../../src/model/resource.ts'
import type { Change, Foreign, Seen, Twin, TwinView, Unit } from '../../src/model/twin.ts'

export const environments = { candidate: 'staging', baseline: 'production' }
export const context = { now: new Date('2026-03-01T12:00:00Z'), environments, services: [] }

/** A value as one side has it; canonical as given, or the same. */
export function seen(
  raw: Json,
  more: { canonical?: Json; foreign?: readonly Foreign[]; mixed?: readonly Json[] } = {},
): Seen {
  return {
    raw,
    canonical: more.canonical ?? raw,
    ...(more.foreign === undefined ? {} : { foreign: more.foreign }),
    ...(more.mixed === undefined ? {} : { mixed: more.mixed.map((one) => ({ raw: one, canonical: one })) }),
  }
}

/** A unit of both values; undefined is absent. */
export function unit(at: Pointer, candidate?: Seen, baseline?: Seen): Unit {
  return { at, ...(candidate && { candidate }), ...(baseline && { baseline }) }
}

/** A changed unit. */
export function change(at: Pointer, candidate?: Seen, baseline?: Seen, leaves: readonly Pointer[] = ['']): Change {
  return { ...unit(at, candidate, baseline), leaves }
}

interface ViewOptions {
  readonly kind: string
  readonly name?: string
  readonly changes?: readonly Change[]
  readonly units?: readonly Unit[]
  readonly candidate?: Readonly<Record<string, Json>> | null
  readonly baseline?: Readonly<Record<string, Json>> | null
  readonly alone?: Twin['alone']
  readonly members?: { readonly candidate: number; readonly baseline: number }
  readonly service?: string
}

/** A twin as compare would show it. A side that is null is not there. */
export function view(options: ViewOptions): TwinView {
  const { kind, name = 'shop-orders', changes = [] } = options
  if (kindOf(kind) === undefined) throw new Error(`no kind ${kind}`)
  const of = (side: Side): Resource | undefined => {
    const attributes = options[side]
    if (attributes === null) return undefined
    return {
      key: keyOf(kind, 'test', side, `${side}-id`),
      kind,
      id: `${side}-id`,
      name: `${side}-${name}`,
      origin: { collector: 'test', mode: 'observed', scope: side },
      identifiers: [],
      contentDigest: '',
      tags: {},
      attributes: (attributes ?? {}) as Resource['attributes'],
      account: side === 'candidate' ? '222222222222' : '111111111111',
      ...(options.service === undefined ? {} : { service: options.service }),
    }
  }
  const [candidate, baseline] = [of('candidate'), of('baseline')]
  const members = (side: Side, resource: Resource | undefined): TwinView['members'][Side] =>
    resource === undefined
      ? []
      : Array.from({ length: options.members?.[side] ?? 1 }, (_, i) => ({
          key: `${resource.key}${i}`,
          name: resource.name ?? '',
          id: `${resource.id}${i}`,
        }))
  const both = { candidate: members('candidate', candidate), baseline: members('baseline', baseline) }
  const all = [...(options.units ?? []), ...changes]
  return {
    twin: {
      id: 'twin-1',
      kind,
      name,
      candidate: both.candidate.map((m) => m.key),
      baseline: both.baseline.map((m) => m.key),
      method: candidate && baseline ? 'name' : 'alone',
      confidence: 1,
      evidence: [],
      ...(options.alone === undefined ? {} : { alone: options.alone }),
    },
    ...(candidate && { candidate }),
    ...(baseline && { baseline }),
    changes,
    units: (pattern) => all.filter((one) => pattern === '**' || answersTo(pattern, one.at)),
    members: both,
  }
}

/** A pair of a kind that differs in some fields. */
export function twin(kind: string, candidate: object, baseline: object, fields: readonly string[]): TwinView {
  const [own, other] = [candidate, baseline] as Record<string, string | number | boolean>[]
  const side = (of: typeof own, field: string) => (of?.[field] === undefined ? undefined : seen(of[field]))
  return view({
    kind,
    candidate: own ?? {},
    baseline: other ?? {},
    changes: fields.map((field) => change(`/${field}`, side(own, field), side(other, field))),
  })
}

/** A pair of a kind that differs in one element. */
export const element = (kind: string, at: string, candidate: object, baseline: object): TwinView =>
  view({ kind, changes: [change(at, seen({ ...candidate }), seen({ ...baseline }), ['/x'])] })
