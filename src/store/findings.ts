import type { Finding, FindingStatus } from '../model/finding.ts'
import type { Findings } from './contract/findings.ts'
import type { Database } from './database.ts'
import { acknowledge, unacknowledge } from './findings/acknowledge.ts'
import { findingsById } from './findings/by-id.ts'
import { eventOf, liveOf } from './findings/finding-row.ts'
import { listFindings } from './findings/list-findings.ts'

/** The findings of a store. What assessments make of them is written by `assessmentsOf`. */
export function findingsOf(db: Database): Findings {
  return {
    list: (filter, page) => listFindings(db, filter, page),
    get: async (id) => {
      const row = await db.selectFrom('finding').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : liveOf(row)
    },
    living: async (comparison) => {
      const rows = await db
        .selectFrom('finding')
        .select(['body', 'status'])
        .where('comparison', '=', comparison)
        .where('status', '!=', 'resolved')
        .orderBy('id')
        .execute()
      return rows.map(({ body, status }) => ({ ...(JSON.parse(body) as Finding), status: status as FindingStatus }))
    },
    events: async (id) => {
      const rows = await db.selectFrom('finding_event').selectAll().where('finding_id', '=', id).orderBy('id').execute()
      return rows.map(eventOf)
    },
    eventsBetween: (comparison, from, to) => eventsBetween(db, comparison, from, to),
    acknowledge: (id, by, at, note) => acknowledge(db, id, { by, at, note }),
    unacknowledge: (id, by, at) => unacknowledge(db, id, { by, at }),
  }
}

/** From `from` on, and before `to`. */
async function eventsBetween(
  db: Database,
  comparison: string,
  from: Date,
  to: Date,
): ReturnType<Findings['eventsBetween']> {
  const events = await db
    .selectFrom('finding_event')
    .selectAll()
    .where('comparison', '=', comparison)
    .where('at', '>=', from.toISOString())
    .where('at', '<', to.toISOString())
    .orderBy('at')
    .orderBy('id')
    .execute()
  const findings = await findingsById(db, [...new Set(events.map((event) => event.finding_id))])
  return events.flatMap((event) => {
    const finding = findings.get(event.finding_id)
    return finding === undefined ? [] : { event: eventOf(event), finding }
  })
}
