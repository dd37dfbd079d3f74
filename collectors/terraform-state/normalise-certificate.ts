import { X509Certificate } from 'node:crypto'
import { certificateResource, type ChainLink } from '../_aws/shapes/certificate.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { UnusableInstance, type AttributeReader } from './attribute-reader.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

/** Statuses in which there is no certificate yet, or never will be one. */
const unborn: readonly string[] = ['PENDING_VALIDATION', 'FAILED', 'VALIDATION_TIMED_OUT']

/**
 * An `aws_acm_certificate` as a `certificate`. An imported one brings its own text and that of its chain; the private key
 * beside them is never asked for.
 */
export function certificateOf(reader: AttributeReader): CollectedResource<typeof certificate.fields> {
  const type = reader.text('type')
  const body = parsed(reader, 'certificate_body')[0]
  const chain = body === undefined ? undefined : parsed(reader, 'certificate_chain').map(linkOf)
  const leaf = body === undefined ? undefined : linkOf(body)
  const status = reader.text('status')
  if (body === undefined && !unborn.includes(status ?? '')) reader.notWritten('not_after')
  return certificateResource({
    ...originOf(reader),
    arn: reader.text('arn') ?? reader.required('id'),
    domainName: reader.required('domain_name'),
    names: reader.texts('subject_alternative_names'),
    issuer: type === 'AMAZON_ISSUED' ? 'Amazon' : leaf?.issuer,
    keyAlgorithm: reader.text('key_algorithm') ?? leaf?.keyAlgorithm,
    type,
    status,
    renewalEligibility: reader.text('renewal_eligibility'),
    validation: reader.text('validation_method'),
    notBefore: reader.text('not_before') ?? body?.validFrom,
    notAfter: reader.text('not_after') ?? body?.validTo,
    serial: body?.serialNumber,
    selfSigned: body === undefined ? undefined : body.subject === body.issuer && body.verify(body.publicKey),
    chain,
  })
}

function parsed(reader: AttributeReader, name: string): readonly X509Certificate[] {
  const text = reader.text(name)
  if (text === undefined) return []
  const blocks = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs)
  try {
    if (blocks !== null) return blocks.map((block) => new X509Certificate(block))
  } catch {
    // The parser's words may quote what it read.
  }
  throw new UnusableInstance(`\`${name}\` of ${reader.address} is not a certificate`)
}

function linkOf(certificate: X509Certificate): ChainLink {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    keyAlgorithm: keyAlgorithmOf(certificate),
    notAfter: certificate.validTo,
  }
}

/** The organisation, or the common name where there is none. */
function nameOf(distinguished: string): string {
  const part = (key: string): string | undefined => new RegExp(`^${key}=(.+)$`, 'm').exec(distinguished)?.[1]
  return part('O') ?? part('CN') ?? distinguished.replaceAll('\n', ', ')
}

function keyAlgorithmOf({ publicKey }: X509Certificate): string | undefined {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {}
  if (namedCurve !== undefined) return `EC-${namedCurve}`
  return modulusLength === undefined ? publicKey.asymmetricKeyType : `RSA-${modulusLength}`
}

/** What stands in the certificate itself Terraform has only of imported ones, and what others see of it never. */
export const certificateMapping = defineMapping({
  kind: certificate,
  types: ['aws_acm_certificate'],
  cannotKnow: ['/signatureAlgorithm', '/inUse', '/trusted', '/protocol', '/nameMatches'],
  normalise: certificateOf,
})
