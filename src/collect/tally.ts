import { fail } from '../errors/catalogue.ts'
import type { Coverage, CoverageStatus } from '../model/coverage.ts'
import type { Pointer } from '../model/pointer.ts'
import type { Origin } from '../model/resource.ts'
import { failureOf, oneLine, type Failure } from './failure.ts'

/** What became of one kind in one read. */
interface Entry {
  /** How its reading stopped before its end; undefined: it did not. */
  fallen: CoverageStatus | undefined
  /** Whether fields of what was seen could not be read. */
  detailsMissing: boolean
  readonly reasons: Set<string>
  remedy: string | undefined
  readonly unknownFields: Set<Pointer>
  /** By the id of a resource. */
  readonly unknownOf: Map<string, Set<Pointer>>
}

/** Of so many resources a row names what is unknown of each; of more it is unknown of all, which is true of fewer findings, and short. */
const mostNamed = 200

/** What a coverage row says beside what was tallied. */
export type RowFacts = Pick<Coverage, 'environment' | 'origin' | 'role' | 'required'>

/** Keeps, for each kind of one read, how completely it was read. Starts complete; nothing makes it better again. */
export class Tally {
  private readonly entries = new Map<string, Entry>()

  /** Says that a kind was asked for. */
  ask(kind: string, cannotKnow: readonly Pointer[] = []): void {
    const entry = this.entry(kind)
    for (const field of cannotKnow) entry.unknownFields.add(field)
  }

  /** Says that a kind was not asked for after all. */
  passOver(kind: string): void {
    this.entries.delete(kind)
  }

  /** Says that a kind was not read to its end; `denied` only where nothing of it was seen. */
  fall(kind: string, failure: Failure, somethingSeen: boolean): void {
    const entry = this.entry(kind)
    const status = somethingSeen ? 'partial' : failure.status
    entry.fallen = entry.fallen === undefined || entry.fallen === status ? status : 'partial'
    entry.reasons.add(failure.reason)
    entry.remedy ??= failure.remedy
  }

  /** Says that fields of a kind could not be read this time; with an id, of that resource. */
  unknown(kind: string, fields: readonly Pointer[], reason: string, id?: string): void {
    const entry = this.entry(kind)
    entry.detailsMissing = true
    entry.reasons.add(oneLine(reason))
    const own = id === undefined ? entry.unknownFields : (entry.unknownOf.get(id) ?? new Set())
    for (const field of fields) own.add(field)
    if (id !== undefined && fields.length > 0) entry.unknownOf.set(id, own)
  }

  /** One row for each kind, alphabetical. */
  rows(facts: RowFacts): readonly Coverage[] {
    return [...this.entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, entry]) => ({
        ...facts,
        kind,
        status: statusOf(entry),
        ...(entry.reasons.size === 0 ? {} : { reason: [...entry.reasons].join(' ') }),
        ...(entry.remedy === undefined ? {} : { remedy: entry.remedy }),
        ...unknownParts(entry.unknownFields, entry.unknownOf),
      }))
  }

  private entry(kind: string): Entry {
    let entry = this.entries.get(kind)
    if (entry === undefined) {
      entry = {
        fallen: undefined,
        detailsMissing: false,
        reasons: new Set(),
        remedy: undefined,
        unknownFields: new Set(),
        unknownOf: new Map(),
      }
      this.entries.set(kind, entry)
    }
    return entry
  }
}

/** Fields that are unknown of resources nobody saw make nothing better: where all was denied, it is denied. */
function statusOf({ fallen, detailsMissing }: Entry): CoverageStatus {
  return fallen ?? (detailsMissing ? 'partial' : 'complete')
}

/** Several rows for one kind in one place (two reads, or two source entries that look there) as one each, in first order. */
export function joinRows(rows: Iterable<Coverage>): readonly Coverage[] {
  const joined = new Map<string, Coverage>()
  for (const row of rows) {
    const place = JSON.stringify([row.origin.collector, row.origin.scope, row.kind])
    const other = joined.get(place)
    joined.set(place, other === undefined ? row : join(other, row))
  }
  return [...joined.values()]
}

function join(a: Coverage, b: Coverage): Coverage {
  const reasons = [...new Set([a.reason, b.reason])].filter((reason) => reason !== undefined)
  const remedy = a.remedy ?? b.remedy
  return {
    environment: a.environment,
    origin: a.origin,
    role: a.role === '' ? b.role : a.role,
    kind: a.kind,
    status: a.status === b.status ? a.status : 'partial',
    required: a.required || b.required,
    ...(reasons.length === 0 ? {} : { reason: reasons.join(' ') }),
    ...(remedy === undefined ? {} : { remedy }),
    ...unknownParts(new Set([...a.unknownFields, ...b.unknownFields]), joinedOf([a, b])),
  }
}

function joinedOf(rows: readonly Coverage[]): ReadonlyMap<string, ReadonlySet<Pointer>> {
  const all = new Map<string, Set<Pointer>>()
  for (const [id, fields] of rows.flatMap((row) => Object.entries(row.unknownOf ?? {}))) {
    all.set(id, new Set([...(all.get(id) ?? []), ...fields]))
  }
  return all
}

function unknownParts(
  ofAll: ReadonlySet<Pointer>,
  ofEach: ReadonlyMap<string, ReadonlySet<Pointer>>,
): Pick<Coverage, 'unknownFields' | 'unknownOf'> {
  if (ofEach.size > mostNamed) {
    return { unknownFields: [...new Set([...ofAll, ...[...ofEach.values()].flatMap((fields) => [...fields])])].sort() }
  }
  const named = [...ofEach]
    .map(([id, fields]) => [id, [...fields].filter((field) => !ofAll.has(field)).sort()] as const)
    .filter(([, fields]) => fields.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    unknownFields: [...ofAll].sort(),
    ...(named.length === 0 ? {} : { unknownOf: Object.fromEntries(named) }),
  }
}

/** The failure of a collector that says one id twice: what was read cannot be taken as the whole. */
export function saidTwice(origin: Origin, kind: string, ids: readonly string[]): Failure {
  const shown = ids.slice(0, 3).map((id) => JSON.stringify(id.slice(0, 120)))
  const more = ids.length > shown.length ? ` and ${ids.length - shown.length} more` : ''
  const what = `${origin.collector} in ${origin.scope}`
  return failureOf(fail('collect-malformed', { what, detail: `${kind} ${shown.join(', ')}${more} came twice` }), what)
}
