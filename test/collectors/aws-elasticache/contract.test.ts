import { awsElasticache } from '../../../collectors/aws-elasticache/collector.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld, shopRecordings } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

/** Where a token might stand, if ever it did. */
const recordings = shopRecordings.map((one) =>
  Array.isArray(one.body)
    ? { ...one, body: (one.body as readonly string[]).map((line) => line.replaceAll('ROTATING', canary)) }
    : one,
)

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ faults, recordings, secret: canary })

const faulty = (fault: Fault, affects: FaultSetup['affects']) => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects,
})

const api = (name: string): string => `elasticache:${name}`

collectorContract('aws-elasticache', {
  collector: awsElasticache,
  good: world(),
  faults: {
    denied: faulty({ action: api('DescribeCacheParameterGroups'), does: 'denied' }, { 'cache-parameters': 'denied' }),
    throttled: faulty({ action: api('DescribeReplicationGroups'), does: 'throttled' }, { cache: 'partial' }),
    timedOut: faulty({ action: api('DescribeCacheParameters'), does: 'hang' }, { 'cache-parameters': 'partial' }),
    malformed: faulty(
      { action: api('DescribeCacheClusters'), does: 'html' },
      { cache: 'partial', 'cache-parameters': 'partial' },
    ),
    emptyPageWithToken: world({ action: api('*'), does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
