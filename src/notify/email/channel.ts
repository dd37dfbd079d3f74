import { createHash } from 'node:crypto'
import type { SendMailOptions, SMTPTransportOptions } from 'nodemailer'
import { startDeadline } from '../../platform/deadline.ts'
import { startRace } from '../../platform/race.ts'
import type { Secret } from '../../platform/secret.ts'
import type { Channel, DeliveryAttempt, DeliveryResult } from '../contract.ts'
import { tell } from '../tell.ts'
import { outcomeOf } from './outcome.ts'
import { smtpOf } from './smtp-url.ts'
import { tellingText } from './text.ts'

export interface EmailChannelSettings {
  /** `smtps://user:password@host:465` (TLS from the first byte), or `smtp://host:587` (STARTTLS). */
  readonly smtp: Secret
  /** `Evenkeel <evenkeel@shop.example>`. */
  readonly from: string
}

/**
 * Messages by e-mail, one attempt and one connection each; at most `timeoutSeconds`. A mail server cannot be asked whether it has
 * a mail: after an attempt without an answer the same mail goes out again under the same Message-ID, by which a receiver
 * shows it once.
 */
export function emailChannel(settings: EmailChannelSettings, timeoutSeconds = 30): Channel {
  return {
    id: 'email',
    deliver: async (attempt, signal) => {
      const deadline = startDeadline(signal, timeoutSeconds)
      try {
        return await send(settings, attempt, deadline)
      } finally {
        deadline.clear()
      }
    },
  }
}

async function send(
  settings: EmailChannelSettings,
  attempt: DeliveryAttempt,
  { signal, expired }: { readonly signal: AbortSignal; readonly expired: () => boolean },
): Promise<DeliveryResult> {
  const { createTransport } = await import('nodemailer')
  const smtp = smtpOf(settings.smtp)
  let handedOver = false
  const options: SMTPTransportOptions = {
    ...smtp.options,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: 20_000,
    // Nothing in a message may make the mail program read files or fetch URLs.
    disableFileAccess: true,
    disableUrlAccess: true,
    // Of all that is said only one thing is heard: 354, go ahead with the mail. From then on it may have arrived.
    debug: true,
    logger: listener((said) => {
      handedOver ||= said
    }),
  }
  // Destroying a socket below TLS can end the whole process (seen with Node 20), so one that is given up is left to its timeouts.
  const race = startRace(signal)
  try {
    signal.throwIfAborted()
    const info = await race.against(createTransport(options).sendMail(mailOf(settings, attempt)))
    return { result: 'sent', ref: info.messageId }
  } catch (error) {
    const interrupted = expired() ? 'it did not answer in time' : signal.aborted ? 'it was interrupted' : undefined
    return outcomeOf(error, { host: smtp.host, secrets: smtp.secrets, handedOver, interrupted })
  } finally {
    race.close()
  }
}

/** The mail of a message. The same message gives the same mail, whenever and however often it is made. */
function mailOf({ from }: EmailChannelSettings, { key, delivery }: DeliveryAttempt): SendMailOptions {
  const { message, destination } = delivery
  const domain = /@([^\s<>@]+?)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  const common: SendMailOptions = {
    from,
    to: destination,
    date: new Date(message.at),
    messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`,
    headers: {
      'List-Id': `Evenkeel ${listName(message.comparison)} <${listId(message.comparison)}.evenkeel.${domain}>`,
      // So that nobody's holiday answers it.
      'Auto-Submitted': 'auto-generated',
    },
  }
  if (message.type !== 'weekly') {
    const telling = tell(message)
    return { ...common, subject: telling.headline, text: tellingText(telling) }
  }
  const attachments = message.images.map(({ cid, base64 }) => ({
    cid,
    filename: `${cid.replace(/@.*$/, '')}.png`,
    content: Buffer.from(base64, 'base64'),
    contentType: 'image/png',
    contentDisposition: 'inline' as const,
  }))
  return { ...common, subject: message.subject, text: message.text, html: message.html, attachments }
}

/** Letters, digits and dots: what a header and a name of a list take. */
function listName(comparison: string): string {
  return comparison.replace(/[^\w.-]+/g, '-').slice(0, 60)
}

function listId(comparison: string): string {
  return listName(comparison).replace(/[._]+/g, '-').toLowerCase()
}

/** A logger that keeps nothing: what passes through it holds passwords. */
function listener(hear: (begun: boolean) => void): NonNullable<SMTPTransportOptions['logger']> {
  const nothing = (): void => {}
  return {
    trace: nothing,
    debug: (entry: unknown, text: unknown) => {
      const { tnx } = entry as { readonly tnx?: unknown }
      hear(tnx === 'server' && typeof text === 'string' && text.startsWith('354'))
    },
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
  }
}
