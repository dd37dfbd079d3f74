/** What assessments of a comparison have paired, for the next one: one text a kind, written where it changes. */
export const carriedPairs = `
create table carried_pairs (
  comparison text not null,
  kind text not null,
  body text not null,
  primary key (comparison, kind)
);
`
