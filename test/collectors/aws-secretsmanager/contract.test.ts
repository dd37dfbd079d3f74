import { awsSecretsmanager } from '../../../collectors/aws-secretsmanager/collector.ts'
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

collectorContract('aws-secretsmanager', {
  collector: awsSecretsmanager,
  good: world(),
  faults: {
    denied: faulty({ action: 'secretsmanager:ListSecrets', does: 'denied' }, { 'stored-secret': 'denied' }),
    throttled: faulty({ action: 'secretsmanager:GetSecretValue', does: 'throttled' }, { 'stored-secret': 'partial' }),
    timedOut: faulty({ action: 'secretsmanager:GetSecretValue', does: 'hang' }, { 'stored-secret': 'partial' }),
    malformed: faulty({ action: 'secretsmanager:ListSecrets', does: 'html' }, { 'stored-secret': 'partial' }),
    emptyPageWithToken: world({ action: 'secretsmanager:*', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
