import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { acm } from './client.ts'

interface Options {
  readonly abortSignal: AbortSignal
}

const probes: readonly Probe[] = [
  { action: 'acm:ListCertificates', call: list },
  {
    action: 'acm:DescribeCertificate',
    call: ofTheFirst(async (session, CertificateArn, options) => {
      const { client, sdk } = await session.open(acm)
      return client.send(new sdk.DescribeCertificateCommand({ CertificateArn }), options)
    }),
  },
  {
    action: 'acm:ListTagsForCertificate',
    call: ofTheFirst(async (session, CertificateArn, options) => {
      const { client, sdk } = await session.open(acm)
      return client.send(new sdk.ListTagsForCertificateCommand({ CertificateArn }), options)
    }),
  },
  {
    action: 'acm:GetCertificate',
    call: ofTheFirst(async (session, CertificateArn, options) => {
      const { client, sdk } = await session.open(acm)
      return client.send(new sdk.GetCertificateCommand({ CertificateArn }), options)
    }),
  },
]

async function list(session: AwsSession, options: Options) {
  const { client, sdk } = await session.open(acm)
  return client.send(
    new sdk.ListCertificatesCommand({
      MaxItems: 1,
      CertificateStatuses: ['ISSUED'],
      Includes: { keyTypes: Object.values(sdk.KeyAlgorithm) },
    }),
    options,
  )
}

/** Details can be asked for only of a certificate that exists: the first one there is. Without one there is nothing to check. */
function ofTheFirst(call: (session: AwsSession, arn: string, options: Options) => Promise<unknown>): Probe['call'] {
  return async (session, options) => {
    const place = session.place('acm:ListCertificates', options.abortSignal)
    const { CertificateSummaryList: found } = await oneCall(place, () => list(session, options))
    const arn = found?.[0]?.CertificateArn
    return arn === undefined ? undefined : call(session, arn, options)
  }
}

/** Whose credentials these are, and one line for each call that is made. */
export function diagnoseAcm(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, probes)
}
