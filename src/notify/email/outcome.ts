import { fail } from '../../errors/catalogue.ts'
import { scrub } from '../../platform/secret.ts'
import type { DeliveryResult } from '../contract.ts'
import { plainWords } from '../words.ts'

export interface SmtpSituation {
  readonly host: string
  readonly secrets: readonly string[]
  /** The mail itself was begun. */
  readonly handedOver: boolean
  /** We ended it: why. */
  readonly interrupted: string | undefined
}

/**
 * What became of a mail whose sending failed: a reply of the server decides (RFC 5321, 4.2.1: 4yz for now, 5yz for good);
 * without one, whether the mail had been begun. Throws `notify-unanswered` where it may have arrived.
 */
export function outcomeOf(error: unknown, { host, secrets, handedOver, interrupted }: SmtpSituation): DeliveryResult {
  const { responseCode, response, code } = error as {
    readonly responseCode?: number
    readonly response?: string
    readonly code?: string
  }
  const server = `the mail server ${plainWords(host, 100)}`
  if (interrupted === undefined && responseCode !== undefined && responseCode >= 400) {
    const reply = plainWords(scrub(response ?? String(responseCode), secrets), 200)
    const problem = `${server} answered: ${reply}`
    return responseCode < 500 ? { result: 'later', problem } : { result: 'never', problem }
  }
  const words = interrupted ?? reasons[code ?? ''] ?? 'the connection failed'
  if (handedOver) throw fail('notify-unanswered', { where: server, reason: words })
  // It has no way to say what we ask for; that does not change by itself.
  if (code === 'EENVELOPE' || code === 'EREQUIRETLS' || code === 'ENOAUTH') {
    return { result: 'never', problem: `${server} cannot take the mail: ${words}` }
  }
  return { result: 'later', problem: `${server} could not be reached: ${words}` }
}

/** The codes of nodemailer (https://nodemailer.com/errors). */
const reasons: Readonly<Record<string, string>> = {
  EDNS: 'its name could not be looked up',
  ECONNECTION: 'the connection was refused or cut',
  ESOCKET: 'the connection was refused or cut',
  ETIMEDOUT: 'it did not answer in time',
  ETLS: 'the connection could not be encrypted',
  EPROTOCOL: 'its answer was not understood',
  EAUTH: 'it does not take the login',
  ENOAUTH: 'it offers no login',
  EENVELOPE: 'an address is not valid',
  EREQUIRETLS: 'it does not encrypt',
}
