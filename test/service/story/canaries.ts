import { randomBytes } from 'node:crypto'
import { canary } from '../../scenarios/shop/build.ts'

/** Secrets of one story, each its own. None of them may be found where the service keeps or says something. */
export interface Canaries {
  /** Master password of the databases, in the provider's hands only. */
  readonly database: string
  /** Value of a setting whose name says what it is. */
  readonly setting: string
  /** Password within a connection string of a setting. */
  readonly settingUrl: string
  readonly awsSecret: string
  readonly slackToken: string
  readonly smtpPassword: string
  readonly fingerprintKey: string
}

export function newCanaries(): Canaries {
  const secret = (kind: string): string => `canary-${kind}-${randomBytes(8).toString('hex')}`
  return {
    database: canary,
    setting: secret('setting'),
    settingUrl: secret('url'),
    awsSecret: secret('aws'),
    slackToken: `xoxb-${secret('slack')}`,
    smtpPassword: secret('smtp'),
    fingerprintKey: `${secret('fingerprint')}-long-enough`,
  }
}

/** Where a secret was found: `smtpPassword in the log of serve, as base64`. Empty is well. */
export function leaks(
  secrets: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(places).flatMap(([place, text]) =>
      Object.entries(forms(secret))
        .filter(([, form]) => text.includes(form))
        .map(([form]) => `${name} in ${place}, ${form}`),
    ),
  )
}

/** As it is, and as it would be carried along. In base64 a text has three forms, by where it begins. */
function forms(secret: string): Readonly<Record<string, string>> {
  const base64 = (skipped: number): string =>
    Buffer.from('x'.repeat(skipped) + secret)
      .toString('base64')
      .slice(skipped === 0 ? 0 : 4, -4)
  return {
    'as it is': secret,
    'encoded for a URL': encodeURIComponent(secret),
    'as base64': base64(0),
    'as base64, one on': base64(1),
    'as base64, two on': base64(2),
    'as hex': Buffer.from(secret).toString('hex'),
  }
}
