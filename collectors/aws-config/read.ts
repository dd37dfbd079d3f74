import { EvenkeelError } from '../../src/errors/catalogue.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { readBeside } from './beside.ts'
import { requireRecorded } from './recorded.ts'
import type { RecordedType } from './recorded-type.ts'
import { selectRows } from './select.ts'

/**
 * What AWS Config has recorded of one type in a region. With `source: auto`, what it does not record there is read from its service; an
 * aggregator does not know what is recorded, so the service is asked, too, where it has nothing of a type.
 */
export function readRecorded(recorded: RecordedType): (request: AwsRead) => AsyncGenerator<CollectedResource> {
  return async function* (request) {
    const session = await startReading(request)
    const { source, aggregator } = request.settings
    if (source !== 'auto' || request.byOthers === undefined) {
      yield* readType(request, session, recorded)
      return
    }
    if (!(await isRecorded(request, session, recorded))) {
      yield* request.byOthers(recorded.kind)
      return
    }
    let isEmpty = true
    for await (const resource of readType(request, session, recorded)) {
      isEmpty = false
      yield resource
    }
    if (isEmpty && aggregator !== undefined) yield* request.byOthers(recorded.kind)
  }
}

/** Whether AWS Config has the type, and what stands beside it. */
async function isRecorded(
  request: AwsRead,
  session: AwsSession,
  { type, beside = [] }: RecordedType,
): Promise<boolean> {
  try {
    for (const one of [type, ...beside.map((other) => other.type)]) await requireRecorded(request, session, one)
    return true
  } catch (error) {
    if (error instanceof EvenkeelError && error.code === 'collect-not-recorded') return false
    throw error
  }
}

async function* readType(
  request: AwsRead,
  session: AwsSession,
  recorded: RecordedType,
): AsyncGenerator<CollectedResource> {
  await requireRecorded(request, session, recorded.type)
  const context = { fingerprint: request.fingerprint, beside: await readBeside(request, session, recorded) }
  for await (const page of selectRows(request, session, recorded.type)) {
    for (const one of page) {
      const row = { ...one, region: one.region ?? session.region }
      const found = recorded.normalise(row, context)
      const gap = found.length === 0 ? undefined : recorded.gaps?.(row, context)
      for (const resource of found) {
        if (gap !== undefined) request.unknown(recorded.kind, gap.fields, gap.reason, resource.id)
        yield row.capturedAt === undefined ? resource : { ...resource, asOf: row.capturedAt }
      }
    }
  }
}
