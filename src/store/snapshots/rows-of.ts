import { sql, type RawBuilder } from 'kysely'

/**
 * `from` of a statement about the versions of some resources, of which `asked` is a list with columns of which one is `key`; it is followed by
 * `join lateral (select ... from resource_version where resource_id = own.id ... offset 0) as version on true`.
 *
 * `offset 0` keeps an engine from joining all at once: where nobody has counted the values of a table yet, as in PGlite, it
 * takes all versions of all resources for the way to those of a few. One after the other, each is found by an index.
 */
export function rowsOf(environment: string, asked: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${asked} join lateral (
    select id from resource
    where environment_id = (select id from environment where name = ${environment}) and resource.key = asked.key offset 0
  ) as own on true`
}
