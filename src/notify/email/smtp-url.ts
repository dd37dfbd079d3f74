import type { SMTPTransportOptions } from 'nodemailer'
import type { Secret } from '../../platform/secret.ts'

/** What a URL of a mail server says. */
export interface SmtpServer {
  readonly host: string
  readonly options: Pick<SMTPTransportOptions, 'host' | 'port' | 'secure' | 'requireTLS' | 'auth'>
  /** What no message may repeat. */
  readonly secrets: readonly string[]
}

/**
 * Reads `smtps://user:password@host:465` or `smtp://host:587`. With `smtp`, the connection is encrypted where the server offers
 * it, and must be where a password is to go over a network.
 */
export function smtpOf(secret: Secret): SmtpServer {
  const url = new URL(secret.reveal())
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const user = decodeURIComponent(url.username)
  const pass = decodeURIComponent(url.password)
  const local = host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
  return {
    host,
    options: {
      host,
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      ...(user === '' ? {} : { auth: { user, pass }, requireTLS: !secure && !local }),
    },
    secrets: user === '' ? [] : [pass, url.password, secret.reveal(), `\0${user}\0${pass}`],
  }
}
