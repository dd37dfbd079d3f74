const headers: readonly (readonly [beginning: RegExp, by: string])[] = [
  [/^\$ANSIBLE_VAULT;/, 'Ansible Vault'],
  [/^-----BEGIN PGP MESSAGE-----/, 'PGP'],
  [/^(?:age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----)/, 'age'],
]

/**
 * Three texts of base64: the cipher text, its initialisation vector and its tag. The first may be as long as a file, and a pattern
 * that is greedy on millions of characters runs out of stack: so it is asked for what it must not hold.
 */
function isRailsCredentials(text: string): boolean {
  const [cipher = '', vector = '', tag = '', more] = text.trimEnd().split('--', 4)
  if (more !== undefined || cipher.length < 24 || /[^A-Za-z0-9+/=]/.test(cipher)) return false
  return /^[A-Za-z0-9+/]{12,24}={0,2}$/.test(vector) && /^[A-Za-z0-9+/]{20,24}={0,2}$/.test(tag)
}

/** What a whole file is encrypted by; undefined for one that can be read. A file of which only the values are encrypted can. */
export function encryptionOf(text: string): string | undefined {
  const start = text.trimStart()
  const found = headers.find(([beginning]) => beginning.test(start))?.[1]
  return found ?? (isRailsCredentials(start) ? 'Rails credentials' : undefined)
}
