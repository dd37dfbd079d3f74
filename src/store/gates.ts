import type { Selectable } from 'kysely'
import type { CoverageVerdict, DriftVerdict } from '../model/assessment.ts'
import type { Threshold } from '../model/severity.ts'
import { batches } from '../platform/batches.ts'
import type { GateCall, Gates } from './contract/gates.ts'
import { cursorOf, placeOf } from './cursor.ts'
import type { Database } from './database.ts'
import { plainText } from './plain-text.ts'
import { rowsAtOnce } from './rows-at-once.ts'
import type { Tables } from './tables.ts'

const mostOverrides = 100

/** Who asked whether a deployment may pass, and what was answered. */
export function gatesOf(db: Database): Gates {
  return {
    add: async (calls) => {
      for (const batch of batches(calls, rowsAtOnce))
        await db.insertInto('gate_call').values(batch.map(rowOf)).execute()
    },
    list: async (comparison, { limit, after }) => {
      const place = placeOf('gate calls', after, ['number'])
      const rows = await db
        .selectFrom('gate_call')
        .selectAll()
        .$if(comparison !== undefined, (query) => query.where('comparison', '=', comparison ?? ''))
        .$if(place !== undefined, (query) => query.where('id', '<', place?.[0] ?? 0))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const more = rows.length > limit && last !== undefined
      return { items: shown.map(callOf), ...(more ? { next: cursorOf('gate calls', [last.id]) } : {}) }
    },
    lastPassed: async (comparison, service, failOn) => {
      if (failOn.length === 0) return undefined
      const row = await db
        .selectFrom('gate_call')
        .selectAll()
        .where('comparison', '=', comparison)
        .where('service', 'is not distinct from', service ?? null)
        .where('fail_on', 'in', [...failOn])
        .where('passed', '=', true)
        .orderBy('id', 'desc')
        .executeTakeFirst()
      return row === undefined ? undefined : callOf(row)
    },
    overrides: async (comparison, assessment) => {
      const rows = await db
        .selectFrom('gate_call')
        .selectAll()
        .where('comparison', '=', comparison)
        .where('assessment_id', 'is not distinct from', assessment ?? null)
        .where('override_reason', 'is not', null)
        .orderBy('id', 'desc')
        .limit(mostOverrides)
        .execute()
      return rows.map(callOf)
    },
  }
}

function rowOf(call: GateCall): Omit<Selectable<Tables['gate_call']>, 'id'> {
  return {
    at: call.at,
    comparison: call.comparison,
    service: call.service ?? null,
    actor: call.by,
    assessment_id: call.assessment ?? null,
    drift: call.drift ?? null,
    coverage: call.coverage ?? null,
    fail_on: call.failOn,
    passed: call.passed,
    override_reason: call.override === undefined ? null : plainText(call.override),
  }
}

function callOf(row: Selectable<Tables['gate_call']>): GateCall {
  return {
    at: row.at,
    comparison: row.comparison,
    ...(row.service === null ? {} : { service: row.service }),
    by: row.actor,
    ...(row.assessment_id === null ? {} : { assessment: row.assessment_id }),
    ...(row.drift === null ? {} : { drift: row.drift as DriftVerdict }),
    ...(row.coverage === null ? {} : { coverage: row.coverage as CoverageVerdict }),
    failOn: row.fail_on as Threshold,
    passed: row.passed,
    ...(row.override_reason === null ? {} : { override: row.override_reason }),
  }
}
