import type { CertificateDetail } from '@aws-sdk/client-acm'
import type { CollectedResource } from '../../src/model/resource.ts'
import { certificateResource } from '../_aws/shapes/certificate.ts'
import type { ConfigRow } from './row.ts'
import { accountOf, momentOf, wordsOf } from './values.ts'

/** The certificate itself, and so what is above it, is not recorded. Source: aws-config-resource-schema, AWS::ACM::Certificate. */
export const unrecordedOfCertificates = ['/selfSigned', '/chain', '/chainNotAfter']

/** A recorded certificate as a `certificate`. */
export function normaliseCertificate({
  configuration,
  id,
  account,
  region,
  tags,
}: ConfigRow): readonly CollectedResource[] {
  const detail = configuration as CertificateDetail
  const arn = detail.CertificateArn ?? id
  if (detail.DomainName === undefined) return []
  return [
    certificateResource({
      ...{ arn, region, tags },
      account: accountOf(arn) ?? account,
      domainName: detail.DomainName,
      names: detail.SubjectAlternativeNames,
      issuer: detail.Issuer,
      keyAlgorithm: detail.KeyAlgorithm,
      signatureAlgorithm: detail.SignatureAlgorithm,
      type: detail.Type,
      status: detail.Status,
      inUse: wordsOf(detail.InUseBy).length > 0,
      renewalEligibility: detail.RenewalEligibility,
      validation: detail.DomainValidationOptions?.[0]?.ValidationMethod,
      notBefore: momentOf(detail.NotBefore),
      notAfter: momentOf(detail.NotAfter),
      serial: detail.Serial,
    }),
  ]
}
