/** What is known to have gone wrong before anything was handed over: then it surely did not arrive. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** The system's code of a failure, wherever in its chain of causes it stands: `ECONNREFUSED`. */
export function networkCode(error: unknown): string | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 8; one = one.cause ?? first(one), depth++) {
    if ('code' in one && typeof one.code === 'string' && /^(?:E[A-Z]|UND_|CERT_|DEPTH_|SELF_|UNABLE_)/.test(one.code))
      return one.code
  }
  return undefined
}

function first(error: Error): unknown {
  return error instanceof AggregateError ? (error.errors as readonly unknown[])[0] : undefined
}

/** Whether a failure happened before anything was handed over. */
export function surelyNotSent(error: unknown): boolean {
  return beforeSending.has(networkCode(error) ?? '')
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

/** Why a connection failed, as a clause; never the text of an error, which may repeat what was sent. */
export function networkWords(error: unknown): string {
  const code = networkCode(error)
  return words[code ?? ''] ?? (code === undefined ? 'the connection failed' : `the connection failed: ${code}`)
}
