import { awsAutoscaling } from '../../../collectors/aws-autoscaling/collector.ts'
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

collectorContract('aws-autoscaling', {
  collector: awsAutoscaling,
  good: world(),
  faults: {
    denied: faulty(
      { action: 'autoscaling:DescribeAutoScalingGroups', does: 'denied' },
      { 'instance-group': 'denied', 'launch-template': 'denied' },
    ),
    throttled: faulty({ action: 'autoscaling:DescribePolicies', does: 'throttled' }, { 'instance-group': 'partial' }),
    timedOut: faulty(
      { action: 'autoscaling:DescribeAutoScalingGroups', does: 'hang' },
      { 'instance-group': 'partial', 'launch-template': 'partial' },
    ),
    malformed: faulty(
      { action: 'autoscaling:DescribeScheduledActions', does: 'html' },
      { 'instance-group': 'partial' },
    ),
    emptyPageWithToken: world({ action: 'autoscaling:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
