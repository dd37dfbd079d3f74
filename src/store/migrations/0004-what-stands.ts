/**
 * An assessment of what changed since the one before asks what was closed since a number, and leaves the twins as they are kept: they are
 * a text of their own, null where they are still in the document.
 */
export const whatStands = `
create index resource_version_closed on resource_version (environment_id, to_seq) where to_seq is not null;
alter table assessment_document add column twins text;
`
