import { awsEcs } from '../../../collectors/aws-ecs/collector.ts'
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

collectorContract('aws-ecs', {
  collector: awsEcs,
  good: world(),
  faults: {
    denied: faulty({ action: 'ecs:ListServices', does: 'denied' }, { workload: 'denied' }),
    throttled: faulty({ action: 'ecs:DescribeTaskDefinition', does: 'throttled' }, { workload: 'partial' }),
    timedOut: faulty({ action: 'ecs:DescribeTaskDefinition', does: 'hang' }, { workload: 'partial' }),
    malformed: faulty({ action: 'ecs:DescribeClusters', does: 'html' }, { 'container-cluster': 'partial' }),
    emptyPageWithToken: world({ action: 'ecs:ListServices', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
