/** One cause may show in several services: each between line breaks, so that one can be looked for. */
export const servicesOfFindings = `
alter table finding add column services text not null default '';
update finding set services = chr(10) || service || chr(10) where service is not null;
`
