import { certificate } from '../../../src/model/kinds/certificate.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, instant, sortedSet, type AwsOrigin } from './origin.ts'

/** One certificate above the leaf. */
export interface ChainLink {
  readonly subject: string
  readonly issuer: string
  readonly keyAlgorithm?: string | undefined
  readonly notAfter: Date | string
}

/** A certificate in ACM. What the source does not know stays undefined. */
export interface AcmCertificateInput extends AwsOrigin {
  readonly arn: string
  readonly domainName: string
  /** Subject alternative names; the domain name may be among them. */
  readonly names?: readonly string[] | null | undefined
  readonly issuer?: string | null | undefined
  /** `RSA_2048`, `RSA-2048`, `EC_prime256v1`: both spellings of ACM. */
  readonly keyAlgorithm?: string | null | undefined
  /** `SHA256WITHRSA`. */
  readonly signatureAlgorithm?: string | null | undefined
  /** `AMAZON_ISSUED`, `IMPORTED` or `PRIVATE`. */
  readonly type?: string | null | undefined
  readonly status?: string | null | undefined
  readonly inUse?: boolean | null | undefined
  /** `ELIGIBLE` or `INELIGIBLE`. */
  readonly renewalEligibility?: string | null | undefined
  readonly validation?: string | null | undefined
  readonly notBefore?: Date | string | null | undefined
  readonly notAfter?: Date | string | null | undefined
  readonly serial?: string | null | undefined
  readonly selfSigned?: boolean | undefined
  /** From the issuer upwards. Undefined: not known. */
  readonly chain?: readonly ChainLink[] | undefined
}

const origins: Readonly<Record<string, string>> = { AMAZON_ISSUED: 'issued', IMPORTED: 'imported', PRIVATE: 'private' }

/**
 * A certificate in ACM as a `certificate`, called by its domain name: names in tags are rare, and a certificate is looked
 * for by what it covers.
 */
export function certificateResource(input: AcmCertificateInput): CollectedResource<typeof certificate.fields> {
  const { tags, address } = readTags(input.tags)
  const names = sortedSet([input.domainName, ...(input.names ?? [])].map((name) => name.toLowerCase()))
  const imported = input.type === 'IMPORTED'
  return collected(certificate, {
    id: input.arn,
    name: input.domainName,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      subject: input.domainName.toLowerCase(),
      names,
      issuer: given(input.issuer),
      keyAlgorithm: given(input.keyAlgorithm)?.replace('_', '-'),
      signatureAlgorithm: given(input.signatureAlgorithm)?.replace('WITH', '-'),
      origin: input.type === undefined || input.type === null ? undefined : (origins[input.type] ?? undefined),
      status: given(input.status),
      inUse: input.inUse ?? undefined,
      renewable: renewable(imported, given(input.renewalEligibility)),
      // ACM validates no name of an imported certificate; Terraform then writes NONE.
      validation: imported || input.validation === 'NONE' ? undefined : given(input.validation),
      notBefore: instant(input.notBefore),
      notAfter: instant(input.notAfter),
      serial: given(input.serial)?.replaceAll(':', '').toLowerCase(),
      selfSigned: input.selfSigned,
      ...chainOf(input.chain),
    },
  })
}

/** An imported certificate never renews itself, whatever else is said. */
function renewable(imported: boolean, eligibility: string | undefined): boolean | undefined {
  if (imported) return false
  return eligibility === undefined ? undefined : eligibility === 'ELIGIBLE'
}

function chainOf(
  chain: readonly ChainLink[] | undefined,
): Pick<CollectedResource<typeof certificate.fields>['attributes'], 'chain' | 'chainNotAfter'> {
  if (chain === undefined) return {}
  const links = chain.map((link) => ({ ...link, notAfter: instant(link.notAfter) }))
  const ends = links.map((link) => link.notAfter).filter((end) => end !== undefined)
  return { chain: links, chainNotAfter: ends.sort()[0] }
}
