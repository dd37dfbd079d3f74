import type { CertificateDetail, CertificateSummary, Tag } from '@aws-sdk/client-acm'
import type { CollectedResource } from '../../src/model/resource.ts'
import { certificateResource } from '../_aws/shapes/certificate.ts'
import type { PemContents } from './pem.ts'

/** What was read of one certificate; parts that could not be read are undefined. */
export interface AcmCertificate {
  readonly summary: CertificateSummary
  readonly detail: CertificateDetail | undefined
  readonly tags: readonly Tag[] | undefined
  readonly pem: PemContents | undefined
}

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** A certificate in ACM as a `certificate`. */
export function normaliseCertificate(
  { summary, detail, tags, pem }: AcmCertificate,
  place: Place,
): readonly CollectedResource[] {
  const arn = summary.CertificateArn
  const domainName = detail?.DomainName ?? summary.DomainName
  if (arn === undefined || domainName === undefined) return []
  return [
    certificateResource({
      arn,
      account: arn.split(':')[4] ?? place.account,
      region: place.region,
      tags,
      domainName,
      names: detail?.SubjectAlternativeNames ?? summary.SubjectAlternativeNameSummaries,
      issuer: detail?.Issuer,
      keyAlgorithm: detail?.KeyAlgorithm ?? summary.KeyAlgorithm,
      signatureAlgorithm: detail?.SignatureAlgorithm,
      type: detail?.Type ?? summary.Type,
      status: detail?.Status ?? summary.Status,
      inUse: summary.InUse ?? (detail?.InUseBy === undefined ? undefined : detail.InUseBy.length > 0),
      renewalEligibility: detail?.RenewalEligibility ?? summary.RenewalEligibility,
      validation: validationOf(detail),
      notBefore: detail?.NotBefore ?? summary.NotBefore ?? pem?.notBefore,
      notAfter: detail?.NotAfter ?? summary.NotAfter ?? pem?.notAfter,
      serial: detail?.Serial,
      selfSigned: pem?.selfSigned,
      chain: pem?.chain,
    }),
  ]
}

/** How the names are validated; the first name's way, since ACM takes one for all. */
function validationOf(detail: CertificateDetail | undefined): string | undefined {
  return detail?.DomainValidationOptions?.[0]?.ValidationMethod
}
