import { awsApplicationAutoscaling } from '../../../collectors/aws-application-autoscaling/collector.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ faults, secret: canary })

const faulty = (fault: Fault, status: 'denied' | 'partial') => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects: { autoscaler: status },
})

const service = 'application-autoscaling'

collectorContract('aws-application-autoscaling', {
  collector: awsApplicationAutoscaling,
  good: world(),
  faults: {
    denied: faulty({ action: `${service}:DescribeScalableTargets`, does: 'denied' }, 'denied'),
    throttled: faulty({ action: `${service}:DescribeScalingPolicies`, does: 'throttled' }, 'partial'),
    timedOut: faulty({ action: `${service}:DescribeScalableTargets`, does: 'hang' }, 'partial'),
    malformed: faulty({ action: `${service}:DescribeScheduledActions`, does: 'html' }, 'partial'),
    emptyPageWithToken: world({ action: `${service}:*`, does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
