import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { FindingFilter, FindingPage } from '../contract/findings.ts'
import type { Page } from '../contract/page.ts'
import { fail } from '../../errors/catalogue.ts'
import { cursorOf, placeOf } from '../cursor.ts'
import type { Database } from '../database.ts'
import { storable } from '../storable-text.ts'
import type { Tables } from '../tables.ts'
import { liveOf } from './finding-row.ts'

type Builder = ExpressionBuilder<Tables, 'finding'>

const listName = 'findings'

/** One page of findings: worst first, then the most recently changed, then by id. */
export async function listFindings(db: Database, filter: FindingFilter, page: Page): Promise<FindingPage> {
  const place = placeOf(listName, page.after, ['int32', 'string', 'string'])
  if (place !== undefined && !isMoment(place[1])) throw fail('store-bad-cursor', {})
  const matching = db.selectFrom('finding').where((build) => build.and(conditionsOf(build, filter)))
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .where((build) => (place === undefined ? build.val(true) : isAfter(build, place)))
    .orderBy('severity_rank')
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const next =
    rows.length > shown.length && last !== undefined
      ? { next: cursorOf(listName, [last.severity_rank, last.changed_at, last.id]) }
      : {}
  return { findings: shown.map(liveOf), total: Number(total), ...next }
}

/** Cursors come from outside: what is no moment, the database would refuse as an error of ours. */
function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text))
}

function isAfter(build: Builder, [rank, changedAt, id]: readonly [number, string, string]): Expression<SqlBool> {
  const same = build('severity_rank', '=', rank)
  return build.or([
    build('severity_rank', '>', rank),
    build.and([same, build('changed_at', '<', changedAt)]),
    build.and([same, build('changed_at', '=', changedAt), build('id', '>', id)]),
  ])
}

/** What a filter asks for. A list without an entry asks for nothing, like one that is left out. */
function conditionsOf(build: Builder, filter: FindingFilter): Expression<SqlBool>[] {
  const oneOf = (column: 'status' | 'severity' | 'dimension', wanted: readonly string[] = []): Expression<SqlBool>[] =>
    wanted.length === 0 ? [] : [build(column, 'in', wanted)]
  const is = (column: 'comparison' | 'rule' | 'owner' | 'kind', wanted?: string): Expression<SqlBool>[] =>
    wanted === undefined ? [] : [build(column, '=', storable(wanted))]
  return [
    ...is('comparison', filter.comparison),
    ...oneOf('status', filter.status),
    ...oneOf('severity', filter.severity),
    ...oneOf('dimension', filter.dimension),
    ...is('rule', filter.rule),
    ...(filter.service === undefined
      ? []
      : [build('services', 'like', `%\n${literally(storable(filter.service))}\n%`)]),
    ...is('owner', filter.owner),
    ...is('kind', filter.kind),
    ...(filter.resource === undefined ? [] : [build('resource', 'ilike', `%${literally(storable(filter.resource))}%`)]),
  ]
}

/** A text as `like` takes it for itself: its wildcards are only characters. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, (one) => `\\${one}`)
}
