import { awsAcm } from '../../../collectors/aws-acm/collector.ts'
import type { Collector } from '../../../src/collect/contract.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ faults, secret: canary })

const faulty = (fault: Fault, status: 'denied' | 'partial') => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects: { certificate: status },
})

const subject = {
  collector: awsAcm as unknown as Collector,
  good: world(),
  faults: {
    denied: faulty({ action: 'acm:ListCertificates', does: 'denied' }, 'denied'),
    throttled: faulty({ action: 'acm:ListCertificates', does: 'throttled' }, 'partial'),
    timedOut: faulty({ action: 'acm:ListCertificates', does: 'hang' }, 'partial'),
    malformed: faulty({ action: 'acm:ListCertificates', does: 'html' }, 'partial'),
    emptyPageWithToken: world({ action: 'acm:ListCertificates', does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
} as const

collectorContract('aws-acm', subject)

collectorContract('aws-acm, where details go wrong', {
  ...subject,
  faults: {
    denied: faulty({ action: 'acm:GetCertificate', does: 'denied' }, 'partial'),
    throttled: faulty({ action: 'acm:DescribeCertificate', does: 'throttled' }, 'partial'),
    timedOut: faulty({ action: 'acm:ListTagsForCertificate', does: 'hang' }, 'partial'),
    malformed: faulty({ action: 'acm:GetCertificate', does: 'truncated' }, 'partial'),
    emptyPageWithToken: world({ action: 'acm:ListCertificates', does: 'empty-page' }),
    cancelled: world({ action: 'acm:GetCertificate', does: 'hang' }),
  },
})
