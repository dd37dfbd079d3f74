import type { X509Certificate } from 'node:crypto'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Served } from './handshake.ts'

/** What an endpoint showed as a `certificate`. Its id and name are the endpoint: what is served there next is its successor. */
export function certificateOf(endpoint: string, served: Served): CollectedResource<typeof certificate.fields> {
  const [leaf, ...above] = served.certificates
  const names = namesOf(leaf)
  const chain = above.map((one) => ({
    subject: party(one.subject, ['CN', 'O']) ?? '',
    issuer: party(one.issuer, ['CN', 'O']) ?? '',
    keyAlgorithm: keyAlgorithm(one),
    notAfter: instant(one.validTo),
  }))
  return collected(certificate, {
    id: endpoint,
    name: endpoint,
    attributes: {
      subject: party(leaf.subject, ['CN'])?.toLowerCase() ?? names[0],
      names,
      issuer: party(leaf.issuer, ['O', 'CN']),
      keyAlgorithm: keyAlgorithm(leaf),
      origin: 'served',
      status: served.problem ?? 'OK',
      inUse: true,
      notBefore: instant(leaf.validFrom),
      notAfter: instant(leaf.validTo),
      chainNotAfter: chain.map(({ notAfter }) => notAfter).sort()[0],
      serial: leaf.serialNumber.toLowerCase(),
      selfSigned: leaf.checkIssued(leaf) && leaf.verify(leaf.publicKey),
      nameMatches: served.nameMatches,
      trusted: served.trusted,
      protocol: served.protocol,
      chain,
    },
  })
}

/** The host names and addresses it covers, each once, sorted. Node quotes a name as JSON where it has odd characters. */
function namesOf(leaf: X509Certificate): readonly string[] {
  const entries = leaf.subjectAltName?.match(/(?:DNS|IP Address):(?:"(?:[^"\\]|\\.)*"|[^,]+)/g) ?? []
  const names = entries.map((entry) => entry.slice(entry.indexOf(':') + 1).toLowerCase())
  return [...new Set(names)].sort()
}

/** The first of the parts that a distinguished name has. Node writes it as lines of `CN=...`. */
function party(name: string | undefined, parts: readonly string[]): string | undefined {
  const lines = (name ?? '').split('\n')
  for (const part of parts) {
    const found = lines.findLast((line) => line.startsWith(`${part}=`))
    if (found !== undefined) return found.slice(part.length + 1)
  }
  return undefined
}

function keyAlgorithm({ publicKey }: X509Certificate): string | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey
  if (type === 'rsa' && details?.modulusLength !== undefined) return `RSA-${details.modulusLength}`
  if (type === 'ec' && details?.namedCurve !== undefined) return `EC-${details.namedCurve}`
  return type
}

function instant(moment: string): string {
  return new Date(moment).toISOString()
}
