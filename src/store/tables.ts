import type { ColumnType, Generated } from 'kysely'

/**
 * The tables of our schema, as Kysely sees them; `migrations/` makes them. Moments go in as `Date` and come out as ISO 8601 texts, UTC:
 * both engines are given the same parsers.
 */
type Moment = ColumnType<string, Date | string, Date | string>
type MaybeMoment = ColumnType<string | null, Date | string | null, Date | string | null>

export interface Tables {
  environment: { id: Generated<number>; name: string; created_at: Moment }
  snapshot: { environment_id: number; seq: number; started_at: Moment; published_at: Moment; key_id: string }
  scope_check: { environment_id: number; collector: string; scope: string; last_seq: number; last_at: Moment }
  coverage: {
    environment_id: number
    collector: string
    scope: string
    kind: string
    from_seq: number
    to_seq: number | null
    mode: string
    role: string
    status: string
    reason: string | null
    remedy: string | null
    required: boolean
    /** JSON: pointers. */
    unknown_fields: string
  }
  resource: {
    id: Generated<number>
    environment_id: number
    key: string
    kind: string
    collector: string
    scope: string
    mode: string
  }
  resource_version: {
    resource_id: number
    from_seq: number
    to_seq: number | null
    environment_id: number
    content_digest: string
    /** JSON: a Head. */
    head: string
    /** JSON: tags and attributes. */
    body: string
  }
  accepted_reading: {
    id: Generated<number>
    environment_id: number
    collector: string
    scope: string
    kind: string
    before: number
    gone: number
    accepted_by: string
    reason: string
    accepted_at: Moment
  }
  collection: {
    id: string
    environment: string
    state: string
    started_at: Moment
    ended_at: MaybeMoment
    seq: number | null
    problem: string | null
  }
  collection_scope: {
    collection_id: string
    index: number
    source: number
    collector: string
    scope: string
    state: string
    resources: number
    problem: string | null
  }
  collection_yield: { collection_id: string; index: number; part: number; body: string }
  assessment: {
    id: string
    number: Generated<number>
    comparison: string
    candidate: string
    baseline: string
    state: string
    requested_by: string
    requested_at: Moment
    ended_at: MaybeMoment
    candidate_collection: string | null
    baseline_collection: string | null
    candidate_seq: number | null
    baseline_seq: number | null
    drift: string | null
    coverage: string | null
    score: number | null
    /** JSON: a Summary. */
    summary: string | null
    read_at: MaybeMoment
    problem: string | null
  }
  /** All of the last assessment of a comparison that is done. `twins`: JSON; null where they are in the body. */
  assessment_document: { comparison: string; assessment_id: string; body: string; twins: string | null }
  /** JSON: the carried pairs of a kind. */
  carried_pairs: { comparison: string; kind: string; body: string }
  finding: {
    id: string
    comparison: string
    rule: string
    kind: string
    resource: string
    at: string
    service: string | null
    /** Every service that it is about, each between line breaks. */
    services: string
    owner: string | null
    dimension: string
    cause: string
    severity: string
    /** 0: critical. */
    severity_rank: number
    status: string
    direction: string
    stale: boolean
    opened_at: Moment
    changed_at: Moment
    resolved_at: MaybeMoment
    reopened: number
    acknowledged_by: string | null
    acknowledged_at: MaybeMoment
    acknowledged_note: string | null
    /** JSON: a Finding. */
    body: string
  }
  finding_event: {
    id: Generated<number>
    finding_id: string
    comparison: string
    assessment_id: string | null
    type: string
    actor: string | null
    at: Moment
    detail: string | null
  }
  stored_exception: {
    number: Generated<number>
    id: string
    comparison: string | null
    /** JSON: an ExceptionRecord. */
    body: string
    created_by: string
    created_at: Moment
    removed_by: string | null
    removed_at: MaybeMoment
  }
  outbox: {
    id: Generated<number>
    key: string
    channel: string
    destination: string
    /** JSON: a Message. */
    body: string
    created_at: Moment
    due_at: Moment
    attempts: number
    uncertain: boolean
    leased_until: MaybeMoment
    sent_at: MaybeMoment
    external_ref: string | null
    failed_at: MaybeMoment
    problem: string | null
  }
  token: {
    id: string
    name: string
    prefix: string
    hash: string
    /** Joined by blanks. */
    scopes: string
    created_at: Moment
    expires_at: MaybeMoment
    last_used_at: MaybeMoment
    revoked_at: MaybeMoment
  }
  gate_call: {
    id: Generated<number>
    at: Moment
    comparison: string
    service: string | null
    actor: string
    assessment_id: string | null
    drift: string | null
    coverage: string | null
    fail_on: string
    passed: boolean
    override_reason: string | null
  }
  meta: { key: string; value: string }
}
