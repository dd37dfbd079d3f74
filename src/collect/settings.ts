import type { Fingerprint } from '../model/fingerprint.ts'
import { shapeOf } from '../model/value-shape.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import { redactAddress, redactPairs, type Redacted } from './secret-address.ts'
import { jsonHoldsSecret } from './secret-json.ts'
import { hasKnownSecret, looksSecret } from './secret-formats.ts'
import { judgeKey, type KeyVerdict } from './secret-keys.ts'
import { isLogin, isNameAndValue } from './secret-logins.ts'

/** What may be kept of one setting. */
export interface ClassifiedSetting {
  /** In clear; absent where all of it is secret; with `***` where a part is. */
  readonly value?: string
  /** Of the secret, or of the secret parts. */
  readonly secret?: Fingerprint
  /** Of the whole value as written. See src/model/value-shape.ts. */
  readonly shape: string
}

/**
 * Decides what of a setting is kept. `key` is its name or path (`database.password`). Secret by name, by a provider's
 * documented form, or by its randomness: only a keyed fingerprint is kept. An address with userinfo or a connection string keeps
 * scheme, host, port and path, and has both a value and a fingerprint of what was taken out. In doubt it is secret: a setting
 * hidden for nothing is still compared by presence and shape.
 */
export function classifySetting(key: string, value: string, fingerprint: Fingerprinter): ClassifiedSetting {
  const shape = shapeOf(value)
  // A cipher text is another each time, so that a fingerprint of it would say nothing.
  if (shape === 'encrypted') return { shape }
  if (sealed.test(key) && shape !== 'empty') return { shape: 'encrypted' }
  const verdict = judgeKey(key)
  if (
    shape === 'empty' ||
    isReference(value, shape) ||
    (verdict === 'open' && isPublicKey(value, shape)) ||
    ((shape === 'boolean' || shape === 'switch') && verdict !== 'open')
  )
    return { value, shape }
  // Made when it is asked for: nearly every value stands in clear.
  const hidden = (): ClassifiedSetting => ({ secret: fingerprint(value), shape: discreet(shape) })
  if (hasSecretName(key, verdict, value, shape) || isLogin(key, value)) return hidden()
  // Without a fingerprint: that something of it is equal on both sides would say nothing.
  if (verdict === 'doubtful' || isNameAndValue(value)) return { value: '***', shape: discreet(shape) }
  const redacted = redact(value)
  if (redacted === 'all') return hidden()
  if (redacted === undefined || redacted.taken.length === 0) {
    const unparsed = verdict === 'connection' && !shape.startsWith('url(') && !shape.startsWith('host')
    return unparsed || (redacted === undefined && looksSecret(value) && !isPublicId(key, value))
      ? hidden()
      : { value, shape }
  }
  const shown = { value: redacted.clear, shape: discreet(shape) }
  return isPublicDsn(value) ? shown : { ...shown, secret: fingerprint(redacted.taken.join('\n')) }
}

/**
 * Whether a setting is in clear and nothing is to be learnt of its value but that: words with dashes under a name that is no secret’s.
 * Short for {@link classifySetting}: nothing else in it could take such a value for a secret.
 */
export function isPlainSetting(key: string, value: string): boolean {
  return (
    plainWords.test(value) &&
    !sealed.test(key) &&
    !secretId.test(key) &&
    judgeKey(key) === 'open' &&
    !looksSecret(value)
  )
}

const plainWords = /^[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,6}$/
/** A sealed secret: only the controller of one cluster can read it. */
const sealed = /(?:^|[./])encryptedData\./
/** What Vault calls the id of a secret is the secret; what AWS calls so is a name. */
const secretId = /secret[_.-]?id$/i

function hasSecretName(key: string, verdict: KeyVerdict, value: string, shape: string): boolean {
  if (verdict === 'secret') return true
  if (shape === 'uuid' && secretId.test(key)) return true
  return (
    verdict === 'suspicious' &&
    value.length >= 16 &&
    /^(?:word|hex|uuid|text|list|integer)/.test(shape) &&
    /\d/.test(value)
  )
}

/** What only says where the secret is: a variable's name, an entry of a vault, a file of keys. */
function isReference(value: string, shape: string): boolean {
  // With an underscore in it: a password may begin with a dollar sign too.
  if (/^\$[A-Z][A-Z0-9]{0,31}_[A-Z0-9_]{1,63}$/.test(value)) return true
  // With two folders and an ending that says what it holds: a random text may begin with a slash.
  if (/^(?:\/[\w.-]{1,64}){2,12}\.(?:key|pem|crt|cer|p12|pfx|jks|json|ya?ml|txt|env|conf)$/.test(value)) return true
  if (shape === 'template')
    return /^(?:\$\{[A-Z][A-Z0-9_]{0,63}\}|\$\([A-Z][A-Z0-9_]{0,63}\)|\{\{\s*[.\w]{1,80}\s*\}\})$/.test(value)
  return /^arn:aws[a-z-]*:(?:secretsmanager|ssm|kms):[a-z0-9-]*:\d*:[\w/+=.@:-]{1,300}$/.test(value)
}

/** Certificates and public keys look random and are no secret; nothing else may stand beside them. */
function isPublicKey(value: string, shape: string): boolean {
  if (/^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-nistp\d{3}) [\w+/=]+(?: [\w.@-]{1,80})?$/.test(value)) return true
  if (shape !== 'pem(certificate)' && shape !== 'pem(public-key)') return false
  const blocks = /-----BEGIN ((?:RSA |X509 |TRUSTED )?(?:CERTIFICATE|PUBLIC KEY))-----[\w+/=\s]*-----END \1-----/g
  return value.replace(blocks, '').trim() === ''
}

/** What is called the id of a client or an app stands in every page that it is used in, however random it looks. */
function isPublicId(key: string, value: string): boolean {
  return (
    /(?:client|app(?:lication)?|account|tenant|project|pool|zone)[_.-]?id$/i.test(key) &&
    !hasKnownSecret(value) &&
    /^[\w-]{8,80}(?:\.apps\.googleusercontent\.com)?$/.test(value)
  )
}

/**
 * An address of Sentry: what stands before the `@` only lets events in, is in every page that reports any, and is one key for
 * all environments of a project. Nobody gives staging one of its own, so there is nothing to compare.
 *
 * Source: docs.sentry.io, "DSN Explainer".
 */
function isPublicDsn(value: string): boolean {
  return /^https?:\/\/[0-9a-f]{32}@[\w.-]+(?::\d{1,5})?\/(?:[\w-]+\/)?\d+$/i.test(value)
}

/** `all`: there is a secret in it that cannot be cut out; undefined: it is no text that can have parts. */
function redact(value: string): Redacted | 'all' | undefined {
  if (value.includes('://') && /^\S*$/.test(value) && value.includes(',')) return redactList(value)
  const address = redactAddress(value) ?? redactJdbc(value)
  if (address !== undefined) return address
  if (/^\s*[[{]/.test(value)) return jsonHoldsSecret(value) ? 'all' : undefined
  if (value.includes('://') && value.lastIndexOf('@') > value.indexOf('://')) return 'all'
  if (hasBareUserinfo.test(value)) return 'all'
  if (!namesSecret.test(value)) return undefined
  return redactPairs(value) ?? 'all'
}

/** Something in a text is called a secret and has a value (`password=x`, `--token x`, `api_key: x`), or is before an `@`. */
const namesSecret =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|access|account|private)[-_ ]?key|credentials?|authorization|sharedaccess[a-z]{0,20})["']?(?:[\s=:]\s{0,9}\S|>[^\s<])|[\w.-]\/[^\s/@]+@(?!sha256:|[v^~]?\d+(?:\.\d+){0,2}(?:-[\w.]+)?$)(?:\/\/)?[\w[]/i

/**
 * A user and a password without a scheme before them (`app:hunter2@tcp(db:3306)/orders`, as Go's drivers take it). What has a
 * word for its kind there (`mailto:`), or a digest behind it (`redis:7@sha256:`), has none.
 */
const hasBareUserinfo =
  /(?<![\w.+-])(?!(?:mailto|npm|acct|sips?|xmpp|pkg|workspace|urn|arn):)[\w.+-]{1,64}:(?!\/\/)[^\s@"']{1,128}@(?!sha256:)[\w[(]/i

/** Several addresses with commas between; one with commas in its authority is one address. */
function redactList(value: string): Redacted | 'all' | undefined {
  const parts = value.split(',')
  if (!parts.every((part) => part.includes('://'))) return redactAddress(value) ?? 'all'
  const each = parts.map(redactAddress)
  if (each.some((one) => one === undefined)) return 'all'
  return { clear: each.map((one) => one?.clear).join(','), taken: each.flatMap((one) => one?.taken ?? []) }
}

/** `jdbc:oracle:thin:user/password@//db:1521/orders`: all before the last `@` is userinfo. */
function redactJdbc(value: string): Redacted | undefined {
  const found = /^(jdbc:\w+:(?:\w+:)?)(.*)@(.*)$/s.exec(value)
  return found === null ? undefined : { clear: `${found[1] ?? ''}***@${found[3] ?? ''}`, taken: [found[2] ?? ''] }
}

const schemes = new Set(
  (
    'http https ws wss postgres mysql mysql2 mariadb redis rediss amqp amqps mongodb mongodb+srv smtp smtps ldap ldaps s3 tcp tls ' +
    'nats kafka sqlserver oracle ftp sftp ssh grpc grpcs file sb cockroachdb snowflake clickhouse jdbc:postgres jdbc:mysql ' +
    'jdbc:mariadb jdbc:sqlserver'
  ).split(' '),
)

/** A scheme or service that is no well-known word may itself be a piece of the secret. */
function discreet(shape: string): string {
  return shape
    .replace(/url\(([^(),]*)[^()]*\)/g, (whole, scheme: string) => (schemes.has(scheme) ? whole : 'url'))
    .replace(/arn\([^()]*\)/g, 'arn')
}
