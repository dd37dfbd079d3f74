import type { CollectedResource } from '../../src/model/resource.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { requireRecorded } from './recorded.ts'
import { selectRows } from './select.ts'
import type { RecordedType } from './types.ts'

/** What AWS Config has recorded of one type in a region. */
export function readType(recorded: RecordedType): (request: AwsRead) => AsyncGenerator<CollectedResource> {
  return async function* (request) {
    const session = await startReading(request)
    await requireRecorded(request, session, recorded.type)
    for await (const page of selectRows(request, session, recorded.type)) {
      for (const row of page) {
        const found = recorded.normalise({ ...row, region: row.region ?? session.region })
        const gap = found.length === 0 ? undefined : recorded.gaps?.(row)
        if (gap !== undefined) request.unknown(recorded.kind, gap.fields, gap.reason)
        for (const resource of found) {
          yield row.capturedAt === undefined ? resource : { ...resource, asOf: row.capturedAt }
        }
      }
    }
  }
}
