import { orUnknown, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { requireRecorded } from './recorded.ts'
import type { Beside, RecordedType, RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'
import { selectRows } from './select.ts'

/**
 * Reads what stands beside a type, each in one list. What cannot be read, or is not recorded, costs the fields that it alone tells.
 */
export async function readBeside(
  request: AwsRead,
  session: AwsSession,
  { kind, beside = [] }: RecordedType,
): Promise<RowContext['beside']> {
  const found = new Map<string, ReadonlyMap<string, readonly ConfigRow[]>>()
  for (const one of beside) {
    const rows = await orUnknown(request, kind, one.fields, () => byKey(request, session, one), undefined)
    if (rows !== undefined) found.set(one.type, rows)
  }
  return (type, key) => {
    const rows = found.get(type)
    return rows === undefined ? undefined : (rows.get(key) ?? [])
  }
}

async function byKey(
  request: AwsRead,
  session: AwsSession,
  { type, keys }: Beside,
): Promise<ReadonlyMap<string, readonly ConfigRow[]>> {
  await requireRecorded(request, session, type)
  const found = new Map<string, ConfigRow[]>()
  for await (const page of selectRows(request, session, type)) {
    for (const row of page) {
      for (const key of keys(row)) {
        const known = found.get(key)
        if (known === undefined) found.set(key, [row])
        else known.push(row)
      }
    }
  }
  return found
}
