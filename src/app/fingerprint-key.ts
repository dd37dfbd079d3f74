import { fail } from '../errors/catalogue.ts'

/** Where a key that lasts is taken from: only the environment, for a file of the configuration is shared. */
export const keyVariable = 'EVENKEEL_FINGERPRINT_KEY'

/** Too short to guess by trying is what matters; 32 characters of `openssl rand -hex 16` are 128 bits. */
const shortest = 32

/**
 * The key that secrets are fingerprinted with, where one was given: then fingerprints compare from run to run, and may be
 * pinned. Undefined: every run has a key of its own. Throws `cli-fingerprint-key` for one that could be guessed.
 */
export function lastingKey(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const key = env[keyVariable]
  if (key === undefined || key === '') return undefined
  if (key.length < shortest) throw fail('cli-fingerprint-key', { variable: keyVariable, shortest })
  return key
}
