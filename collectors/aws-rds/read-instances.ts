import type { CollectedResource } from '../../src/model/resource.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { dbInstances } from './lists.ts'
import { normaliseDbInstance } from './normalise.ts'

/** The database instances of a region. */
export async function* readInstances(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of dbInstances(request, session)) {
    for (const instance of page) yield* normaliseDbInstance(instance, session)
  }
}
