import { fail, type EvenkeelError } from '../../src/errors/catalogue.ts'

const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name could not be resolved for now',
  EAI_NODATA: 'the name has no address',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'it closed the connection before the handshake was done',
  EPIPE: 'it closed the connection before the handshake was done',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ETIMEDOUT: 'the connection timed out',
  EADDRNOTAVAIL: 'there is no route to the address',
  EACCES: 'connecting is not allowed here',
}

/** The error of our own that a failed handshake means. OpenSSL’s reasons are fixed words: nothing that was sent is in them. */
export function handshakeError(error: Error, what: string): EvenkeelError {
  const { code = '', reason } = error as Error & { readonly code?: string; readonly reason?: string }
  const known = unreachable[code]
  if (known !== undefined) return fail('collect-unreachable', { what, detail: known }, error)
  if (!/^(?:EPROTO|ERR_SSL_|ERR_TLS_)/.test(code)) {
    return fail('collect-unreachable', { what, detail: code === '' ? undefined : code }, error)
  }
  const words = (
    reason ??
    code
      .replace(/^ERR_(?:SSL|TLS)_/, '')
      .replaceAll('_', ' ')
      .toLowerCase()
  ).slice(0, 80)
  return /alert|no protocols|unsupported protocol/i.test(words)
    ? fail('collect-unreachable', { what, detail: `the handshake was refused: ${words}` }, error)
    : fail('collect-malformed', { what, detail: `it does not speak TLS: ${words}` }, error)
}

/** It hung up before there was anything to see. */
export function hungUp(what: string): EvenkeelError {
  return fail('collect-unreachable', { what, detail: unreachable['ECONNRESET'] })
}
