import { awsS3 } from '../../../collectors/aws-s3/collector.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ faults, secret: canary })

const faulty = (fault: Fault, affects: FaultSetup['affects']) => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects,
})

collectorContract('aws-s3', {
  collector: awsS3,
  good: world(),
  faults: {
    denied: faulty({ action: 's3:GetBucketPolicy', does: 'denied' }, { bucket: 'partial' }),
    throttled: faulty({ action: 's3:GetBucketVersioning', does: 'throttled' }, { bucket: 'partial' }),
    timedOut: faulty({ action: 's3:GetBucketVersioning', does: 'hang' }, { bucket: 'partial' }),
    malformed: faulty({ action: 's3:ListAllMyBuckets', does: 'html' }, { bucket: 'partial' }),
    emptyPageWithToken: world({ action: 's3:ListAllMyBuckets', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
