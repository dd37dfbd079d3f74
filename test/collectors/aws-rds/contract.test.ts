import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld, shopRecordings } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

/** Where a password might stand, if ever it did. */
const recordings = shopRecordings.map((one) =>
  Array.isArray(one.body)
    ? {
        ...one,
        body: (one.body as readonly string[]).map((line) => line.replaceAll('****', canary)),
      }
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

const groups = 'rds:DescribeDBParameterGroups'
const parameters = { 'database-parameters': 'partial' } as const
const both = {
  'database-instance': 'partial',
  'database-parameters': 'partial',
  'database-cluster': 'partial',
  'database-options': 'partial',
} as const

collectorContract('aws-rds', {
  collector: awsRds,
  good: world(),
  faults: {
    denied: faulty({ action: groups, does: 'denied' }, { 'database-parameters': 'denied' }),
    throttled: faulty({ action: 'rds:DescribeDBParameters', does: 'throttled' }, parameters),
    timedOut: faulty({ action: 'rds:DescribeDBParameters', does: 'hang' }, parameters),
    malformed: faulty({ action: 'rds:DescribeDBInstances', does: 'html' }, both),
    emptyPageWithToken: world({ action: 'rds:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
