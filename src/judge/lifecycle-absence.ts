import { answeringRows } from '../model/answering.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Coverage } from '../model/coverage.ts'
import { facingOf } from '../model/facing.ts'
import type { Finding } from '../model/finding.ts'
import { kindOf } from '../model/kinds/index.ts'
import { covers } from '../model/pointer.ts'
import { otherSide, placeOf, sides, type Key, type Side } from '../model/resource.ts'
import type { Twin } from '../model/twin.ts'
import { findingId } from './finding.ts'

/** Why a finding was not found again: it is gone, or nobody could see whether it is. */
export type Absence =
  { readonly verdict: 'gone'; readonly detail?: string } | { readonly verdict: 'unseen'; readonly detail: string }

type Unread = { readonly unread: string }

/**
 * Tells of findings that an assessment did not find whether they are gone. They are where every place that they live in was
 * completely read: the scopes of their resources and of whatever their twin consists of now; for a resource that is or
 * was missing on one side, the scopes there that would have shown it, as pairing asks (`answeringRows`); for a fleet, whose
 * members may be anywhere, every scope of its kind. Not gone is what an unknown field hides, or a twin that is ambiguous.
 *
 * Two ends that no look can confirm: `no longer judged`, where its rule is switched off or removed; and `no longer
 * looked at`, where the configuration does not ask for its place any more and all that is asked for of its kind was read.
 */
export function absences(
  assessment: Assessment,
  rules: readonly { readonly id: string }[] | undefined,
): (finding: Finding) => Absence {
  const look = lookOf(assessment)
  const judged = rules === undefined ? undefined : new Set(rules.map(({ id }) => id))
  return (finding) => {
    if (judged?.has(finding.rule) === false) return { verdict: 'gone', detail: 'no longer judged' }
    if (look.vain) return { verdict: 'unseen', detail: 'nothing was read on either side' }
    if (look.isAmbiguous(finding)) return { verdict: 'unseen', detail: 'several resources could be its twin' }
    const unread = fleetUnread(finding, look) ?? sides.map((side) => sideUnread(finding, side, look)).find(isUnread)
    if (unread !== undefined) return { verdict: 'unseen', detail: unread.unread }
    const dropped = sides.some((side) => isDropped(finding, side, look))
    return dropped ? { verdict: 'gone', detail: 'no longer looked at' } : { verdict: 'gone' }
  }
}

/** An assessment, by what is asked of it for each finding. */
interface Look {
  /** Neither side held anything: its sources were looked at in vain, and that nothing is found says nothing. */
  readonly vain: boolean
  readonly environments: Readonly<Record<Side, string>>
  /** What was asked for of a kind on a side. */
  readonly rows: (side: Side, kind: string) => readonly Coverage[]
  readonly isAsked: (side: Side) => boolean
  /** The rows of a kind on a side that answer for a place of the other side, by its role. */
  readonly answering: (side: Side, kind: string, role: string) => readonly Coverage[]
  /** The row of the place that a resource was seen in. */
  readonly rowOf: (side: Side, key: Key) => Coverage | undefined
  /** The twin that a finding is about, as it is now. */
  readonly twinOf: (finding: Finding) => Twin | undefined
  readonly isAmbiguous: (finding: Finding) => boolean
}

function lookOf({ comparison, coverage, counts, twins, ambiguities = [] }: Assessment): Look {
  const rows = new Map<string, Coverage[]>()
  const places = new Map<string, Coverage>()
  for (const row of coverage.scopes) {
    if (row.status === 'not-asked' && !row.required) continue
    add(rows, JSON.stringify([row.environment, row.kind]), row)
    const id = placeId(row.environment, row.kind, row.origin.collector, row.origin.scope)
    // Of two answers about one place the worse one holds.
    const other = places.get(id)?.status
    if (other === undefined || other === 'complete') places.set(id, row)
  }
  const rolesOf = (side: Side): readonly string[] =>
    coverage.scopes.flatMap((row) => (row.environment === comparison[side] ? row.role : []))
  const facing = facingOf({ candidate: rolesOf('candidate'), baseline: rolesOf('baseline') })
  const rowsOf: Look['rows'] = (side, kind) => rows.get(JSON.stringify([comparison[side], kind])) ?? []
  const named = new Map<string, Twin[]>()
  for (const twin of twins) add(named, nameId(twin), twin)
  const keys = new Set(ambiguities.flatMap((one) => [...one.candidate, ...one.baseline]))
  const names = new Set(ambiguities.map(nameId))
  return {
    vain: sides.every((side) => Object.values(counts[side]).every((count) => count === 0)),
    environments: comparison,
    rows: rowsOf,
    answering: (side, kind, role) => {
      const theirs = rowsOf(side, kind)
      const faced = theirs.map((row, at) => ({ ...row, role: facing[side].answersAs(row.role), at }))
      const found = answeringRows(facing[otherSide(side)].answersAs(role), faced)
      const places = new Set<Coverage>(found)
      return theirs.filter((_, at) => faced[at] !== undefined && places.has(faced[at]))
    },
    isAsked: (side) => coverage.scopes.some((row) => row.environment === comparison[side]),
    rowOf: (side, key) => {
      const place = placeOf(key)
      if (place === undefined) return undefined
      return places.get(placeId(comparison[side], place.kind, place.collector, place.scope))
    },
    twinOf: ({ id, rule, kind, at, resource }) =>
      named.get(nameId({ kind, name: resource.name }))?.find((twin) => findingId(comparison, rule, twin.id, at) === id),
    isAmbiguous: ({ kind, resource }) =>
      names.has(nameId({ kind, name: resource.name })) || sides.some((side) => keys.has(resource[side]?.key ?? '')),
  }
}

function fleetUnread({ kind }: Finding, look: Look): Unread | undefined {
  if (kindOf(kind)?.pairing !== 'fleet') return undefined
  return sides.map((side) => incomplete(look.rows(side, kind))).find(isUnread)
}

function sideUnread(finding: Finding, side: Side, look: Look): Unread | undefined {
  const { kind, at } = finding
  const own = ownRows(finding, side, look)
  if (isDropped(finding, side, look)) {
    if (!look.isAsked(side)) return { unread: `nothing was asked for in ${look.environments[side]}` }
    // A place that failed as a whole may be told under another name.
    return incomplete(look.rows(side, kind))
  }
  const hides = own.find((row) => at !== '' && row.unknownFields.some((field) => covers(field, at)))
  return incomplete(own) ?? (hides && { unread: `${placeWords(hides)} does not show ${at}` })
}

/**
 * The rows that say whether a finding is still there on a side: of its resource and of the members that its twin has now, or, where
 * the resource is missing and that is the finding, those that would have shown it.
 */
function ownRows(finding: Finding, side: Side, look: Look): readonly Coverage[] {
  const { kind, at, resource } = finding
  const keys = [resource[side]?.key, ...(look.twinOf(finding)?.[side] ?? [])].filter((key) => key !== undefined)
  const own = keys.flatMap((key) => look.rowOf(side, key) ?? [])
  if (resource[side] !== null || at !== '') return own
  const other = resource[otherSide(side)]
  const role = other === null ? undefined : look.rowOf(otherSide(side), other.key)?.role
  return role === undefined ? own : [...own, ...look.answering(side, kind, role)]
}

/** Whether the configuration asks no more for the place on this side that the finding was about. */
function isDropped(finding: Finding, side: Side, look: Look): boolean {
  const matters = finding.resource[side] !== null || finding.at === ''
  return matters && ownRows(finding, side, look).length === 0
}

function incomplete(rows: readonly Coverage[]): Unread | undefined {
  const row = rows.find(({ status }) => status !== 'complete')
  if (row === undefined) return undefined
  const words =
    row.status === 'partial' ? 'was not completely read' : row.status === 'denied' ? 'was denied' : 'was not read'
  return { unread: `${placeWords(row)} ${words}` }
}

function placeWords({ environment, origin, kind }: Coverage): string {
  return `${kind} in ${origin.scope} (${origin.collector}) of ${environment}`
}

function isUnread(found: Unread | undefined): found is Unread {
  return found !== undefined
}

function placeId(environment: string, kind: string, collector: string, scope: string): string {
  return JSON.stringify([environment, kind, collector, scope])
}

function nameId({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return JSON.stringify([kind, name])
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
