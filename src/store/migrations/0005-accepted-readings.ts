/** Who took it for true that much was gone at once, and why: one row for each place, for good. */
export const acceptedReadings = `
create table accepted_reading (
  id integer generated always as identity primary key,
  environment_id integer not null references environment (id),
  collector text not null,
  scope text not null,
  kind text not null,
  before integer not null,
  gone integer not null,
  accepted_by text not null,
  reason text not null,
  accepted_at timestamptz not null
);
create index accepted_reading_of on accepted_reading (environment_id, id);
`
