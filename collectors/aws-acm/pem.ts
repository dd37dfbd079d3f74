import { X509Certificate } from 'node:crypto'
import type { ChainLink } from '../_aws/shapes/certificate.ts'

/** What a certificate says of itself, and those above it. */
export interface PemContents {
  readonly selfSigned: boolean
  readonly notBefore: Date
  readonly notAfter: Date
  /** From the issuer upwards. */
  readonly chain: readonly ChainLink[]
}

/** Reads a certificate and its chain; undefined when one of them is no certificate. Public parts alone: ACM gives no key here. */
export function readPem(leaf: string | undefined, chain: string | undefined): PemContents | undefined {
  try {
    const [first] = certificates(leaf)
    if (first === undefined) return undefined
    return {
      selfSigned: first.checkIssued(first) && first.verify(first.publicKey),
      notBefore: new Date(first.validFrom),
      notAfter: new Date(first.validTo),
      chain: certificates(chain).map((one) => ({
        subject: partyName(one.subject) ?? '',
        issuer: partyName(one.issuer) ?? '',
        keyAlgorithm: keyAlgorithm(one),
        notAfter: new Date(one.validTo),
      })),
    }
  } catch {
    return undefined
  }
}

function certificates(pem: string | undefined): readonly X509Certificate[] {
  const blocks = pem?.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => new X509Certificate(block))
}

/** The common name, or the organisation of an authority that has none. Node writes a name as lines of `CN=...`. */
function partyName(name: string | undefined): string | undefined {
  const parts = new Map((name ?? '').split('\n').map((line) => [line.slice(0, line.indexOf('=')), line] as const))
  const line = parts.get('CN') ?? parts.get('O')
  return line?.slice(line.indexOf('=') + 1)
}

function keyAlgorithm(certificate: X509Certificate): string | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey
  if (type === 'rsa' && details?.modulusLength !== undefined) return `RSA-${details.modulusLength}`
  if (type === 'ec' && details?.namedCurve !== undefined) return `EC-${details.namedCurve}`
  return type
}
