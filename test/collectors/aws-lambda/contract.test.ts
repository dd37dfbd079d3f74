import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
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

collectorContract('aws-lambda', {
  collector: awsLambda,
  good: world(),
  faults: {
    denied: faulty({ action: 'lambda:ListFunctions', does: 'denied' }, { 'serverless-function': 'denied' }),
    throttled: faulty({ action: 'lambda:GetFunction', does: 'throttled' }, { 'serverless-function': 'partial' }),
    timedOut: faulty({ action: 'lambda:GetFunction', does: 'hang' }, { 'serverless-function': 'partial' }),
    malformed: faulty({ action: 'lambda:ListFunctions', does: 'html' }, { 'serverless-function': 'partial' }),
    emptyPageWithToken: world({ action: 'lambda:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
