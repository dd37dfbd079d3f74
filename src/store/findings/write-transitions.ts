import type { Transition } from '../../model/live-finding.ts'
import { batches } from '../../platform/batches.ts'
import type { Database } from '../database.ts'
import { rowsAtOnce } from '../rows-at-once.ts'
import { storable } from '../storable-text.ts'
import { rowOf } from './finding-row.ts'

/** Writes what changed, and nothing else: findings that are other than before, and their events. */
export async function writeTransitions(
  trx: Database,
  assessmentId: string,
  at: Date,
  transitions: readonly Transition[],
): Promise<void> {
  const changed = transitions.filter(({ before, after }) => after !== before)
  for (const batch of batches(
    changed.map(({ after }) => rowOf(after)),
    rowsAtOnce,
  )) {
    await trx
      .insertInto('finding')
      .values([...batch])
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((build) => ({
          service: build.ref('excluded.service'),
          services: build.ref('excluded.services'),
          owner: build.ref('excluded.owner'),
          resource: build.ref('excluded.resource'),
          dimension: build.ref('excluded.dimension'),
          cause: build.ref('excluded.cause'),
          severity: build.ref('excluded.severity'),
          severity_rank: build.ref('excluded.severity_rank'),
          status: build.ref('excluded.status'),
          direction: build.ref('excluded.direction'),
          stale: build.ref('excluded.stale'),
          changed_at: build.ref('excluded.changed_at'),
          resolved_at: build.ref('excluded.resolved_at'),
          reopened: build.ref('excluded.reopened'),
          acknowledged_by: build.ref('excluded.acknowledged_by'),
          acknowledged_at: build.ref('excluded.acknowledged_at'),
          acknowledged_note: build.ref('excluded.acknowledged_note'),
          body: build.ref('excluded.body'),
        })),
      )
      .execute()
  }
  const events = changed.flatMap(({ after, events: happened }) =>
    happened.map(({ type, detail }) => ({
      finding_id: after.finding.id,
      comparison: after.comparison,
      assessment_id: assessmentId,
      type,
      actor: null,
      at,
      detail: detail === undefined ? null : storable(detail),
    })),
  )
  for (const batch of batches(events, rowsAtOnce)) {
    await trx
      .insertInto('finding_event')
      .values([...batch])
      .execute()
  }
}
