import { routeTable } from '../../src/model/kinds/route-table.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import { routeTablesOf } from './lists.ts'
import { normaliseRouteTable, routedPrefixLists } from './normalise-route-table.ts'
import { noPrefixLists, readPrefixLists, type PrefixLists } from './prefix-lists.ts'

/** The route tables of a region, with the prefix lists that they name; most name none, and then nothing is asked. */
export async function* readRouteTables(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const tables = await routeTablesOf(request)
  const naming = tables.filter((table) => routedPrefixLists([table]).length > 0)
  const ids = naming.flatMap(({ RouteTableId }) => RouteTableId ?? [])
  const read = (): Promise<PrefixLists> => readPrefixLists(request, session, routedPrefixLists(naming))
  const known =
    naming.length === 0 ? noPrefixLists : await orUnknown(request, routeTable, ['/routes'], read, noPrefixLists, ids)
  for (const table of tables) yield* normaliseRouteTable(table, session, known)
}
