import type { CollectedResource } from '../../src/model/resource.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { clusters } from './lists.ts'
import { normaliseCluster } from './normalise.ts'

/** The clusters of a region. */
export async function* readClusters(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  for await (const page of clusters(request, session)) {
    for (const cluster of page) yield* normaliseCluster(cluster, session)
  }
}
