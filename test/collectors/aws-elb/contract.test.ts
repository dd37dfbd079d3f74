import { awsElb } from '../../../collectors/aws-elb/collector.ts'
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

const api = (name: string): string => `elasticloadbalancing:${name}`
const partial = { 'load-balancer': 'partial' } as const

collectorContract('aws-elb', {
  collector: awsElb,
  good: world(),
  faults: {
    denied: faulty({ action: api('DescribeLoadBalancers'), does: 'denied' }, { 'load-balancer': 'denied' }),
    throttled: faulty({ action: api('DescribeLoadBalancerPolicies'), does: 'throttled' }, partial),
    timedOut: faulty({ action: api('DescribeLoadBalancerAttributes'), does: 'hang' }, partial),
    malformed: faulty({ action: api('DescribeLoadBalancers'), does: 'html' }, partial),
    emptyPageWithToken: world({ action: 'elasticloadbalancing:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
