/** What Node calls a certificate that it does not trust. Source: Node.js, "X509 certificate error codes". */
const ofCertificate =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET_ISSUER|VERIFY|DECODE)|ERR_TLS_CERT_ALTNAME_INVALID|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/

/** The code of a connection that failed, and for a certificate that is not trusted how it could be. */
export function connectionWords(code: string | undefined): string | undefined {
  if (code === undefined || !ofCertificate.test(code)) return code
  if (code === 'CERT_HAS_EXPIRED') return `${code}: its certificate has expired`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `${code}: its certificate is for another name`
  return `${code}: its certificate is not trusted here; NODE_EXTRA_CA_CERTS names a file of the authorities that are`
}
