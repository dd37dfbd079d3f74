import { awsKms } from '../../../collectors/aws-kms/collector.ts'
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

collectorContract('aws-kms', {
  collector: awsKms,
  good: world(),
  faults: {
    denied: faulty({ action: 'kms:ListKeys', does: 'denied' }, { 'encryption-key': 'denied' }),
    throttled: faulty({ action: 'kms:GetKeyPolicy', does: 'throttled' }, { 'encryption-key': 'partial' }),
    timedOut: faulty({ action: 'kms:GetKeyPolicy', does: 'hang' }, { 'encryption-key': 'partial' }),
    malformed: faulty({ action: 'kms:ListAliases', does: 'html' }, { 'encryption-key': 'partial' }),
    emptyPageWithToken: world({ action: 'kms:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
