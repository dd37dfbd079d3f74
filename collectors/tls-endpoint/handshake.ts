import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { checkServerIdentity, connect, rootCertificates, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { leadsToAuthority } from './authorities.ts'
import { endpointText, type Endpoint } from './endpoint.ts'
import { handshakeError, hungUp } from './failure.ts'

/** What an endpoint showed. */
export interface Served {
  readonly protocol: string
  /** The leaf first, then each issuer as far as it is known: sent by the endpoint, or among the authorities here. */
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]]
  readonly nameMatches: boolean
  readonly trusted: boolean
  /** OpenSSL’s word for what is wrong with the chain: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
  readonly problem?: string
}

export interface HandshakeOptions {
  readonly servername?: string | undefined
  /** PEM, beside the well-known authorities. */
  readonly authorities: readonly string[]
  readonly signal: AbortSignal
}

/**
 * Makes a TLS handshake and hangs up. Whatever certificate is shown is taken: that it is expired, self-signed or for another
 * name is what one wants to know. Old protocols and weak keys are spoken too, for a server that has nothing better is to be
 * seen. Rejects with `collect-unreachable`, `collect-malformed` (no TLS), `collect-cancelled`.
 */
export function handshake(endpoint: Endpoint, options: HandshakeOptions): Promise<Served> {
  const { servername = endpoint.host, authorities, signal } = options
  const what = endpointText(endpoint)
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(fail('collect-cancelled', { what }))
    const socket = connect({
      host: endpoint.host,
      port: endpoint.port,
      // An address is no name to ask for (RFC 6066, section 3).
      ...(isIP(servername) === 0 ? { servername } : {}),
      ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }),
      rejectUnauthorized: false,
      // Judged on its own, below: here it would hide whether the chain is trusted.
      checkServerIdentity: () => undefined,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    let served: Served | undefined
    const settle = (error: Error): void => {
      signal.removeEventListener('abort', onAbort)
      socket.destroy()
      // What was seen was seen, however the endpoint takes the farewell: one that wants a client certificate complains now.
      if (served === undefined) reject(error)
      else resolve(served)
    }
    const onAbort = (): void => settle(fail('collect-cancelled', { what }))
    signal.addEventListener('abort', onAbort, { once: true })
    socket.on('error', (error: Error) => settle(error instanceof EvenkeelError ? error : handshakeError(error, what)))
    socket.on('close', () => settle(hungUp(what)))
    socket.on('secureConnect', () => {
      try {
        served = servedOf(socket, servername, authorities, what)
        // Ended in good order, so that the endpoint logs no broken handshake.
        socket.end(() => settle(hungUp(what)))
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error('handshake'))
      }
    })
  })
}

/** What only the clock decides of a chain. */
const ofTheMoment = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])

function servedOf(socket: TLSSocket, name: string, authorities: readonly string[], what: string): Served {
  const peer = socket.getPeerCertificate(true)
  const [leaf, ...above] = chainOf(peer)
  if (leaf === undefined) throw fail('collect-malformed', { what, detail: 'it showed no certificate' })
  const problem = socket.authorized ? undefined : String(socket.authorizationError)
  const trusted =
    socket.authorized || (ofTheMoment.has(problem ?? '') && leadsToAuthority([leaf, ...above], authorities))
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    certificates: [leaf, ...above],
    nameMatches: checkServerIdentity(name, peer) === undefined,
    trusted,
    ...(problem === undefined ? {} : { problem }),
  }
}

/** Node links each certificate to its issuer; a root is its own. */
function chainOf(peer: DetailedPeerCertificate): readonly X509Certificate[] {
  const found: X509Certificate[] = []
  const seen = new Set<string>()
  for (let next: DetailedPeerCertificate | undefined = peer; next?.raw !== undefined; next = next.issuerCertificate) {
    if (seen.has(next.fingerprint256)) break
    seen.add(next.fingerprint256)
    found.push(new X509Certificate(next.raw))
  }
  return found
}
