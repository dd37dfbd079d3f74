/**
 * The first schema. Intervals of numbers are `[from_seq, to_seq)`, null: so now. Bodies are text that holds JSON: jsonb refuses NUL
 * and lone surrogates, and costs twice. Growth follows change: per run, there is one row of `scope_check` per scope, written in place, and
 * one of `assessment`.
 */
export const start = `
create table environment (
  id integer generated always as identity primary key,
  name text not null unique,
  created_at timestamptz not null
);

create table snapshot (
  environment_id integer not null references environment,
  seq integer not null,
  started_at timestamptz not null,
  published_at timestamptz not null,
  key_id text not null,
  primary key (environment_id, seq)
);

create table scope_check (
  environment_id integer not null references environment,
  collector text not null,
  scope text not null,
  last_seq integer not null,
  last_at timestamptz not null,
  primary key (environment_id, collector, scope)
);

create table coverage (
  environment_id integer not null references environment,
  collector text not null,
  scope text not null,
  kind text not null,
  from_seq integer not null,
  to_seq integer,
  mode text not null,
  role text not null,
  status text not null,
  reason text,
  remedy text,
  required boolean not null,
  unknown_fields text not null,
  primary key (environment_id, collector, scope, kind, from_seq)
);

create table resource (
  id integer generated always as identity primary key,
  environment_id integer not null references environment,
  key text not null,
  kind text not null,
  collector text not null,
  scope text not null,
  mode text not null,
  unique (environment_id, key)
);

create table resource_version (
  resource_id integer not null references resource,
  from_seq integer not null,
  to_seq integer,
  environment_id integer not null references environment,
  content_digest text not null,
  head text not null,
  body text not null,
  primary key (resource_id, from_seq)
);
create unique index resource_version_current on resource_version (resource_id) where to_seq is null;
create index resource_version_of on resource_version (environment_id, from_seq);

create table collection (
  id text primary key,
  environment text not null,
  state text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  seq integer,
  problem text
);
create unique index collection_running on collection (environment) where state = 'running';
create index collection_of on collection (environment, started_at);

create table collection_scope (
  collection_id text not null references collection on delete cascade,
  index integer not null,
  source integer not null,
  collector text not null,
  scope text not null,
  state text not null,
  resources integer not null,
  problem text,
  primary key (collection_id, index)
);

create table collection_yield (
  collection_id text not null references collection on delete cascade,
  index integer not null,
  part integer not null,
  body text not null,
  primary key (collection_id, index, part)
);

create table assessment (
  id text primary key,
  number bigint generated always as identity unique,
  comparison text not null,
  candidate text not null,
  baseline text not null,
  state text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  ended_at timestamptz,
  candidate_collection text,
  baseline_collection text,
  candidate_seq integer,
  baseline_seq integer,
  drift text,
  coverage text,
  score integer,
  summary text,
  read_at timestamptz,
  problem text
);
create unique index assessment_running on assessment (comparison) where state in ('queued', 'collecting', 'weighing');
create index assessment_of on assessment (comparison, number);

create table assessment_document (
  comparison text primary key,
  assessment_id text not null references assessment,
  body text not null
);

create table finding (
  id text primary key,
  comparison text not null,
  rule text not null,
  kind text not null,
  resource text not null,
  at text not null,
  service text,
  owner text,
  dimension text not null,
  cause text not null,
  severity text not null,
  severity_rank integer not null,
  status text not null,
  direction text not null,
  stale boolean not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  resolved_at timestamptz,
  reopened integer not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  acknowledged_note text,
  body text not null
);
create index finding_list on finding (severity_rank, changed_at desc, id);
create index finding_of on finding (comparison, status);

create table finding_event (
  id bigint generated always as identity primary key,
  finding_id text not null references finding,
  comparison text not null,
  assessment_id text,
  type text not null,
  actor text,
  at timestamptz not null,
  detail text
);
create unique index finding_event_once on finding_event (finding_id, assessment_id, type) where assessment_id is not null;
create index finding_event_at on finding_event (comparison, at);

create table stored_exception (
  number bigint generated always as identity primary key,
  id text not null,
  comparison text,
  body text not null,
  created_by text not null,
  created_at timestamptz not null,
  removed_by text,
  removed_at timestamptz
);
create unique index stored_exception_id on stored_exception (id) where removed_at is null;

create table outbox (
  id bigint generated always as identity primary key,
  key text not null unique,
  channel text not null,
  destination text not null,
  body text not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null,
  uncertain boolean not null,
  leased_until timestamptz,
  sent_at timestamptz,
  external_ref text,
  failed_at timestamptz,
  problem text
);
create index outbox_due on outbox (due_at) where sent_at is null and failed_at is null;

create table token (
  id text primary key,
  name text not null,
  prefix text not null unique,
  hash text not null,
  scopes text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create unique index token_name on token (name) where revoked_at is null;

create table gate_call (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  comparison text not null,
  service text,
  actor text not null,
  assessment_id text,
  drift text,
  coverage text,
  fail_on text not null,
  passed boolean not null,
  override_reason text
);
create index gate_call_at on gate_call (comparison, id);
create index gate_call_override on gate_call (comparison, id) where override_reason is not null;

create table meta (
  key text primary key,
  value text not null
);
`
