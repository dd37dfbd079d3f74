import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as never)

/** A certificate in PEM, with its key and the certificate above it. */
export interface IssuedCertificate {
  readonly certificate: string
  readonly privateKey: string
  readonly chain: string
  readonly notAfter: Date
  readonly keyAlgorithm: 'RSA' | 'EC'
}

/** An authority of one name. */
export interface Authority {
  readonly name: string
  readonly issue: (request: {
    readonly domain: string
    readonly names: readonly string[]
    readonly notAfter: Date
    readonly key?: 'RSA' | 'EC'
  }) => Promise<IssuedCertificate>
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
}
const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Makes an authority that issues real certificates. */
export async function authority(name: string): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify'])
  const subject = `CN=${name}, O=${name}`
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: subject,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2045-01-01T00:00:00Z'),
    signingAlgorithm: rsa,
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  })
  let serial = 1
  return {
    name,
    issue: async ({ domain, names, notAfter, key = 'RSA' }) => {
      const algorithm = key === 'RSA' ? rsa : ec
      const own = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
      const leaf = await x509.X509CertificateGenerator.create({
        serialNumber: (++serial).toString(16).padStart(4, '0'),
        subject: `CN=${domain}`,
        issuer: subject,
        notBefore: new Date('2024-01-01T00:00:00Z'),
        notAfter,
        signingAlgorithm: rsa,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
      })
      const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64')
      const privateKey = `-----BEGIN PRIVATE KEY-----\n${(pkcs8.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`
      return { certificate: leaf.toString('pem'), privateKey, chain: root.toString('pem'), notAfter, keyAlgorithm: key }
    },
  }
}
