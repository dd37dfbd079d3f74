import { awsElbv2 } from '../../../collectors/aws-elbv2/collector.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld, shopRecordings } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

/** A header that a content network and the load balancer share, a client's secret, the text of an answer. */
const recordings = shopRecordings.map((one) =>
  Array.isArray(one.body)
    ? {
        ...one,
        body: (one.body as readonly string[]).map((line) =>
          line
            .replaceAll('the-origin-secret', canary)
            .replaceAll('<SessionTimeout>', `<ClientSecret>${canary}</ClientSecret><SessionTimeout>`)
            .replaceAll('<MessageBody>fine', `<MessageBody>${canary}`),
        ),
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

const api = (name: string): string => `elasticloadbalancing:${name}`
const balancers = { 'load-balancer': 'partial' } as const

collectorContract('aws-elbv2', {
  collector: awsElbv2,
  good: world(),
  faults: {
    denied: faulty({ action: api('DescribeTargetGroups'), does: 'denied' }, { 'target-group': 'denied' }),
    throttled: faulty({ action: api('DescribeRules'), does: 'throttled' }, balancers),
    timedOut: faulty({ action: api('DescribeListeners'), does: 'hang' }, balancers),
    malformed: faulty({ action: api('DescribeLoadBalancers'), does: 'html' }, balancers),
    emptyPageWithToken: world({ action: api('*'), does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
