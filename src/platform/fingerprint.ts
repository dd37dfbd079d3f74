import { createHash, createHmac, randomBytes } from 'node:crypto'

/** Turns a secret into `{ keyId, hmac }`; the value itself goes no further. */
export type Fingerprinter = (secret: string) => { readonly keyId: string; readonly hmac: string }

/**
 * A fingerprinter under one key. Without a key, a random one: enough for a run that reads both sides itself, and its
 * fingerprints mean nothing to anyone else. HMAC-SHA-256, hex; `keyId` is a prefix of the key's own hash.
 */
export function createFingerprinter(key: string | Buffer = randomBytes(32)): Fingerprinter {
  const keyId = createHash('sha256').update('evenkeel key id').update(key).digest('hex').slice(0, 12)
  return (secret) => ({ keyId, hmac: createHmac('sha256', key).update(secret).digest('hex') })
}
