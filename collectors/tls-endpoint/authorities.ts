import { X509Certificate } from 'node:crypto'
import { resolve } from 'node:path'
import { rootCertificates } from 'node:tls'
import { fail } from '../../src/errors/catalogue.ts'
import { readText } from '../_files/read-text.ts'

/** MiB. The bundle of all well-known authorities has a quarter of one. */
const largest = 4

/** Reads the certificates of a PEM file. Throws `collect-*` when it is not there or holds something else. */
export async function readAuthorities(
  path: string,
  baseDirectory: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const text = await readText(resolve(baseDirectory, path), { what: path, largest, signal })
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) throw fail('collect-file-malformed', { what: path, detail: 'it holds no PEM certificate' })
  for (const [i, block] of blocks.entries()) {
    try {
      new X509Certificate(block)
    } catch {
      throw fail('collect-file-malformed', { what: path, detail: `certificate ${i + 1} in it is damaged` })
    }
  }
  return blocks
}

/**
 * Whether a chain leads to an authority that is trusted, whatever the time is: each certificate signed by the next, the last an
 * authority's own. That a certificate expired changes its dates, not whom it is from.
 */
export function leadsToAuthority(chain: readonly X509Certificate[], extra: readonly string[]): boolean {
  const signed = chain.every((one, i) => {
    const issuer = chain[i + 1]
    return issuer === undefined || (one.checkIssued(issuer) && one.verify(issuer.publicKey))
  })
  const top = chain.at(-1)
  if (!signed || top === undefined) return false
  return [...extra, ...rootCertificates].some((pem) => {
    const authority = new X509Certificate(pem)
    return authority.fingerprint256 === top.fingerprint256
  })
}
