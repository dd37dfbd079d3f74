import type { Selectable } from 'kysely'
import type { Coverage } from '../../model/coverage.ts'
import { batches } from '../../platform/batches.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import type { Tables } from '../tables.ts'
import type { LastPlace } from './version-writer.ts'
import { atOnce } from './current.ts'
import { unknownText } from './unknown-text.ts'

type Row = Omit<Selectable<Tables['coverage']>, 'environment_id' | 'from_seq' | 'to_seq'>

/**
 * Writes the coverage of a reading where it changed; returns how many rows that were. Other words for the same outcome (a reason that
 * names another address) are corrected in place and are no change: they would make a snapshot of every run.
 */
export async function writeCoverage(
  trx: Database,
  environment: number,
  seq: number,
  coverage: readonly Coverage[],
): Promise<number> {
  const stored = await trx
    .selectFrom('coverage')
    .selectAll()
    .where('environment_id', '=', environment)
    .where('to_seq', 'is', null)
    .execute()
  const before = new Map(stored.map((row) => [placeOf(row), row]))
  const now = new Map(coverage.map(rowOf).map((row) => [placeOf(row), row]))
  const gone = stored.filter((row) => !sameOutcome(row, now.get(placeOf(row))))
  const added = [...now].filter(([place, row]) => !sameOutcome(row, before.get(place))).map(([, row]) => row)
  for (const row of gone) await ofRow(trx, environment, row).set({ to_seq: seq }).execute()
  for (const rows of batches(added, atOnce)) {
    const values = rows.map((row) => ({ ...row, environment_id: environment, from_seq: seq }))
    await trx.insertInto('coverage').values(values).execute()
  }
  for (const [place, row] of now) {
    const old = before.get(place)
    if (old === undefined || !sameOutcome(row, old)) continue
    if (old.reason === row.reason && old.remedy === row.remedy) continue
    await ofRow(trx, environment, row).set({ reason: row.reason, remedy: row.remedy }).execute()
  }
  return new Set([...gone, ...added].map(placeOf)).size
}

function ofRow(trx: Database, environment: number, row: Row) {
  return trx
    .updateTable('coverage')
    .where('environment_id', '=', environment)
    .where('collector', '=', row.collector)
    .where('scope', '=', row.scope)
    .where('kind', '=', row.kind)
    .where('to_seq', 'is', null)
}

function placeOf({ collector, scope, kind }: LastPlace): string {
  return JSON.stringify([collector, scope, kind])
}

function sameOutcome(a: Row, b: Row | undefined): boolean {
  const told = (row: Row): readonly unknown[] => [row.mode, row.role, row.status, row.required, row.unknown_fields]
  return b !== undefined && JSON.stringify(told(a)) === JSON.stringify(told(b))
}

function rowOf(coverage: Coverage): Row {
  const { origin, role, kind, status, required, reason, remedy } = coverage
  return {
    collector: origin.collector,
    scope: storable(origin.scope),
    kind,
    mode: origin.mode,
    role: storable(role),
    status,
    reason: reason === undefined ? null : storable(reason),
    remedy: remedy === undefined ? null : storable(remedy),
    required,
    unknown_fields: unknownText(coverage),
  }
}

/**
 * Whether a resource that was seen in a place before and not in this reading is gone. It is where its scope was read completely; where
 * its scope is not asked any more, every scope must have been that its collector looked in for its kind, because a place that cannot be
 * told has another name. Could not look is never the same as nothing there.
 */
export function goneBy(coverage: readonly Coverage[]): (place: LastPlace) => boolean {
  const own = new Map<string, boolean>()
  const all = new Map<string, boolean>()
  for (const { origin, kind, status } of coverage) {
    const complete = status === 'complete'
    own.set(placeOf({ collector: origin.collector, scope: storable(origin.scope), kind }), complete)
    const both = JSON.stringify([origin.collector, kind])
    all.set(both, complete && (all.get(both) ?? true))
  }
  return (place) => own.get(placeOf(place)) ?? all.get(JSON.stringify([place.collector, place.kind])) ?? true
}
