import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  cryptoProvider,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509'

cryptoProvider.set(webcrypto)

export type KeyType = 'ec' | 'ec-384' | 'rsa'

/** A certificate with its private key. */
export interface Issued {
  readonly certificate: X509Certificate
  readonly pem: string
  readonly keyPem: string
  readonly keys: webcrypto.CryptoKeyPair
  readonly key: KeyType
}

export interface IssueOptions {
  /** `CN=www.shop.example, O=Shop`. */
  readonly subject: string
  /** Who signs; without it, itself. */
  readonly by?: Issued
  readonly key?: KeyType
  readonly names?: readonly string[]
  readonly authority?: boolean
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly serial?: string
}

const algorithms = {
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
  'ec-384': { name: 'ECDSA', namedCurve: 'P-384' },
  rsa: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
} as const

/** A moment so many days from now. Whole seconds: a certificate knows no smaller ones. */
export function daysFromNow(days: number): Date {
  return new Date(Math.floor(new Date().getTime() / 1000) * 1000 + days * 86_400_000)
}

let serials = 0x1000

/** Issues a certificate. Valid from yesterday for 90 days unless said otherwise. */
export async function issue(options: IssueOptions): Promise<Issued> {
  const { subject, by, key = 'ec', names = [], authority = false } = options
  const keys = await webcrypto.subtle.generateKey(algorithms[key], true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    serialNumber: options.serial ?? (serials++).toString(16),
    subject,
    issuer: by?.certificate.subject ?? subject,
    notBefore: options.notBefore ?? daysFromNow(-1),
    notAfter: options.notAfter ?? daysFromNow(90),
    publicKey: keys.publicKey,
    signingKey: by?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: (by?.key ?? key) === 'rsa' ? algorithms.rsa : { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      new BasicConstraintsExtension(authority, undefined, true),
      ...(authority ? [new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true)] : []),
      ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names.map(generalName))]),
    ],
  })
  return { certificate, pem: certificate.toString('pem'), keyPem: await keyPem(keys.privateKey), keys, key }
}

function generalName(name: string): { readonly type: 'dns' | 'ip'; readonly value: string } {
  return { type: /^[\d.]+$|:/.test(name) ? 'ip' : 'dns', value: name }
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  const lines = bytes.toString('base64').replaceAll(/.{64}/g, '$&\n')
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`
}
