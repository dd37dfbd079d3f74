import { awsAutoscaling } from '../../../collectors/aws-autoscaling/collector.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ faults, secret: canary })

const faulty = (fault: Fault, status: 'denied' | 'partial') => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects: { 'instance-group': status },
})

collectorContract('aws-autoscaling', {
  collector: awsAutoscaling,
  good: world(),
  faults: {
    denied: faulty({ action: 'autoscaling:DescribeAutoScalingGroups', does: 'denied' }, 'denied'),
    throttled: faulty({ action: 'autoscaling:DescribePolicies', does: 'throttled' }, 'partial'),
    timedOut: faulty({ action: 'autoscaling:DescribeAutoScalingGroups', does: 'hang' }, 'partial'),
    malformed: faulty({ action: 'autoscaling:DescribeScheduledActions', does: 'html' }, 'partial'),
    emptyPageWithToken: world({ action: 'autoscaling:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
