import { X509Certificate } from 'node:crypto'
import type { ChainLink } from '../_aws/shapes/certificate.ts'

/** What a certificate says of itself, and those above it. */
export interface PemContents {
  readonly selfSigned: boolean
  /** Asked of the certificate when they are read: ACM nearly always tells them by itself. */
  readonly notBefore: Date
  readonly notAfter: Date
  /** From the issuer upwards. */
  readonly chain: readonly ChainLink[]
}

/** Reads a certificate and its chain; undefined when one of them is no certificate. Public parts alone: ACM gives no key here. */
export type PemReader = (leaf: string | undefined, chain: string | undefined) => PemContents | undefined

/** A reader for the certificates of one read. Many of them have the same authorities above them, which are read once. */
export function pemReader(): PemReader {
  const links = new Map<string, ChainLink>()
  const linkOf = (block: string): ChainLink => {
    const link = links.get(block) ?? chainLink(new X509Certificate(block))
    links.set(block, link)
    return link
  }
  return (leaf, chain) => {
    try {
      const [first] = blocksOf(leaf).map((block) => new X509Certificate(block))
      if (first === undefined) return undefined
      return {
        selfSigned: first.checkIssued(first) && first.verify(first.publicKey),
        get notBefore() {
          return new Date(first.validFrom)
        },
        get notAfter() {
          return new Date(first.validTo)
        },
        chain: blocksOf(chain).map(linkOf),
      }
    } catch {
      return undefined
    }
  }
}

function blocksOf(pem: string | undefined): readonly string[] {
  return pem?.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
}

function chainLink(certificate: X509Certificate): ChainLink {
  return {
    subject: partyName(certificate.subject) ?? '',
    issuer: partyName(certificate.issuer) ?? '',
    keyAlgorithm: keyAlgorithm(certificate),
    notAfter: new Date(certificate.validTo),
  }
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
