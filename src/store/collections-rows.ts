import type { Selectable } from 'kysely'
import type { Collection, CollectionState, ScopeProgress } from './contract/collections.ts'
import { restored } from './storable-text.ts'
import type { Tables } from './tables.ts'

export type CollectionRow = Selectable<Tables['collection']>
export type ScopeRow = Selectable<Tables['collection_scope']>

/** A collection as its rows tell it. */
export function collectionOf(row: CollectionRow, scopes: readonly ScopeRow[]): Collection {
  return {
    id: row.id,
    environment: row.environment,
    state: row.state as CollectionState,
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.seq === null ? {} : { seq: row.seq }),
    ...(row.problem === null ? {} : { problem: restored(row.problem) }),
    scopes: scopes.map(scopeOf),
  }
}

function scopeOf({ index, source, collector, scope, state, resources, problem }: ScopeRow): ScopeProgress {
  return {
    index,
    source,
    collector,
    scope: restored(scope),
    state: state as ScopeProgress['state'],
    resources,
    ...(problem === null ? {} : { problem: restored(problem) }),
  }
}
