import type { CarriedPair } from '../../model/carried-pair.ts'
import type { Database } from '../database.ts'

type Row = readonly [
  twin: string,
  name: string,
  candidate: readonly string[],
  baseline: readonly string[],
  method: CarriedPair['method'],
  confidence: number,
]

/** The pairs that a comparison carries, by kind and twin. */
export async function carriedPairs(db: Database, comparison: string): Promise<readonly CarriedPair[]> {
  const rows = await db
    .selectFrom('carried_pairs')
    .select(['kind', 'body'])
    .where('comparison', '=', comparison)
    .orderBy('kind')
    .execute()
  return rows.flatMap(({ kind, body }) =>
    (JSON.parse(body) as readonly Row[]).map(([twin, name, candidate, baseline, method, confidence]) => {
      return { kind, twin, name, candidate, baseline, method, confidence }
    }),
  )
}

/** Keeps what the next assessment is to take up: one text a kind, written where it says something else than before. */
export async function keepCarried(
  trx: Database,
  comparison: string,
  before: readonly CarriedPair[],
  after: readonly CarriedPair[],
): Promise<void> {
  const [was, is] = [bodies(before), bodies(after)]
  for (const [kind, body] of is) {
    if (was.get(kind) === body) continue
    await trx
      .insertInto('carried_pairs')
      .values({ comparison, kind, body })
      .onConflict((conflict) => conflict.columns(['comparison', 'kind']).doUpdateSet({ body }))
      .execute()
  }
  const gone = [...was.keys()].filter((kind) => !is.has(kind))
  if (gone.length === 0) return
  await trx.deleteFrom('carried_pairs').where('comparison', '=', comparison).where('kind', 'in', gone).execute()
}

/** Each kind's pairs as a text. JSON escapes NUL and lone surrogates, so that both engines take it. */
function bodies(pairs: readonly CarriedPair[]): ReadonlyMap<string, string> {
  const byKind = new Map<string, Row[]>()
  for (const { kind, twin, name, candidate, baseline, method, confidence } of pairs) {
    const row: Row = [twin, name, candidate, baseline, method, confidence]
    const rows = byKind.get(kind)
    if (rows === undefined) byKind.set(kind, [row])
    else rows.push(row)
  }
  return new Map([...byKind].map(([kind, rows]) => [kind, JSON.stringify(rows)]))
}
