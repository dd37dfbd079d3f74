/**
 * What is kept of a secret: a keyed HMAC, so that equal secrets can be told from different ones and a weak one cannot
 * be guessed. Two fingerprints compare only under the same `keyId`; otherwise their equality is unknown.
 */
export interface Fingerprint {
  readonly keyId: string
  readonly hmac: string
}

/** Whether a JSON value has the form of a fingerprint. */
export function isFingerprint(value: unknown): value is Fingerprint {
  return (
    typeof value === 'object' &&
    value !== null &&
    'keyId' in value &&
    'hmac' in value &&
    typeof value.keyId === 'string' &&
    typeof value.hmac === 'string'
  )
}

/** A fingerprint in the words in which findings show it. */
export const fingerprintWords = /secret \(fingerprint [0-9a-f]{8}…\)/
