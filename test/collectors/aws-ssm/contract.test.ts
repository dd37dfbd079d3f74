import { awsSsm } from '../../../collectors/aws-ssm/collector.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ faults, secret: canary, settings: { values: 'fingerprint' } })

const faulty = (fault: Fault, affects: FaultSetup['affects']) => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects,
})

collectorContract('aws-ssm', {
  collector: awsSsm,
  good: world(),
  faults: {
    denied: faulty({ action: 'ssm:DescribeParameters', does: 'denied' }, { 'stored-parameter': 'denied' }),
    throttled: faulty({ action: 'ssm:GetParameters', does: 'throttled' }, { 'stored-parameter': 'partial' }),
    timedOut: faulty({ action: 'ssm:GetParameters', does: 'hang' }, { 'stored-parameter': 'partial' }),
    malformed: faulty({ action: 'ssm:DescribeParameters', does: 'html' }, { 'stored-parameter': 'partial' }),
    emptyPageWithToken: world({ action: 'ssm:DescribeParameters', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
