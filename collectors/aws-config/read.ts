import type { CollectedResource } from '../../src/model/resource.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { readBeside } from './beside.ts'
import { requireRecorded } from './recorded.ts'
import type { RecordedType } from './recorded-type.ts'
import { selectRows } from './select.ts'

/** What AWS Config has recorded of one type in a region. */
export function readType(recorded: RecordedType): (request: AwsRead) => AsyncGenerator<CollectedResource> {
  return async function* (request) {
    const session = await startReading(request)
    await requireRecorded(request, session, recorded.type)
    const context = { fingerprint: request.fingerprint, beside: await readBeside(request, session, recorded) }
    for await (const page of selectRows(request, session, recorded.type)) {
      for (const one of page) {
        const row = { ...one, region: one.region ?? session.region }
        const found = recorded.normalise(row, context)
        const gap = found.length === 0 ? undefined : recorded.gaps?.(row, context)
        if (gap !== undefined) request.unknown(recorded.kind, gap.fields, gap.reason)
        for (const resource of found) {
          yield row.capturedAt === undefined ? resource : { ...resource, asOf: row.capturedAt }
        }
      }
    }
  }
}
