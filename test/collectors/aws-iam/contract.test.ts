import { awsIam } from '../../../collectors/aws-iam/collector.ts'
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

collectorContract('aws-iam', {
  collector: awsIam,
  good: world(),
  faults: {
    denied: faulty({ action: 'iam:*', does: 'denied' }, { 'access-role': 'denied', 'access-policy': 'denied' }),
    throttled: faulty({ action: 'iam:*', does: 'throttled' }, { 'access-role': 'partial', 'access-policy': 'partial' }),
    timedOut: faulty({ action: 'iam:*', does: 'hang' }, { 'access-role': 'partial', 'access-policy': 'partial' }),
    malformed: faulty({ action: 'iam:*', does: 'html' }, { 'access-role': 'partial', 'access-policy': 'partial' }),
    emptyPageWithToken: world({ action: 'iam:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
