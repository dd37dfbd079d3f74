import type { Insertable, Selectable } from 'kysely'
import type { Finding, FindingStatus } from '../../model/finding.ts'
import type { FindingEvent, FindingEventType, LiveFinding } from '../../model/live-finding.ts'
import { servicesOf, twinsOf } from '../../model/finding-twins.ts'
import { severityRank } from '../../model/severity.ts'
import { restored, storable } from '../storable-text.ts'
import type { Tables } from '../tables.ts'

export type FindingRow = Selectable<Tables['finding']>

/** A finding as a row. What lists are filtered by has columns; the finding itself is a text. */
export function rowOf(live: LiveFinding): Insertable<Tables['finding']> {
  const { finding, acknowledged } = live
  return {
    id: finding.id,
    comparison: live.comparison,
    rule: storable(finding.rule),
    kind: finding.kind,
    resource: storable([...new Set(twinsOf(finding).map(({ resource }) => resource.name))].join('\n')),
    at: storable(finding.at),
    service: finding.service === undefined ? null : storable(finding.service),
    services: `\n${servicesOf(finding).map(storable).join('\n')}\n`,
    owner: finding.owner === undefined ? null : storable(finding.owner),
    dimension: finding.dimension,
    cause: live.cause,
    severity: finding.severity,
    severity_rank: severityRank(finding.severity),
    status: live.status,
    direction: finding.direction,
    stale: live.stale,
    opened_at: live.openedAt,
    changed_at: live.changedAt,
    resolved_at: live.resolvedAt ?? null,
    reopened: live.reopened,
    acknowledged_by: acknowledged === undefined ? null : storable(acknowledged.by),
    acknowledged_at: acknowledged?.at ?? null,
    acknowledged_note: acknowledged?.note === undefined ? null : storable(acknowledged.note),
    body: JSON.stringify(finding),
  }
}

/** The finding of a row. The text keeps the status with which it was judged; that of the row holds. */
export function liveOf(row: FindingRow): LiveFinding {
  const status = row.status as FindingStatus
  const { acknowledged_by: by, acknowledged_at: at, acknowledged_note: note } = row
  return {
    comparison: row.comparison,
    finding: { ...(JSON.parse(row.body) as Finding), status },
    status,
    cause: row.cause,
    stale: row.stale,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    ...(row.resolved_at === null ? {} : { resolvedAt: row.resolved_at }),
    reopened: row.reopened,
    ...(by === null || at === null
      ? {}
      : { acknowledged: { by: restored(by), at, ...(note === null ? {} : { note: restored(note) }) } }),
  }
}

/** The event of a row. */
export function eventOf(row: Omit<Selectable<Tables['finding_event']>, 'id' | 'comparison'>): FindingEvent {
  return {
    finding: row.finding_id,
    type: row.type as FindingEventType,
    at: row.at,
    ...(row.assessment_id === null ? {} : { assessment: row.assessment_id }),
    ...(row.actor === null ? {} : { actor: restored(row.actor) }),
    ...(row.detail === null ? {} : { detail: restored(row.detail) }),
  }
}
