const headers: readonly (readonly [beginning: RegExp, by: string])[] = [
  [/^\$ANSIBLE_VAULT;/, 'Ansible Vault'],
  [/^-----BEGIN PGP MESSAGE-----/, 'PGP'],
  [/^(?:age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----)/, 'age'],
  // Three texts of base64: the cipher text, its initialisation vector and its tag.
  [/^[A-Za-z0-9+/=]{24,}--[A-Za-z0-9+/]{12,24}={0,2}--[A-Za-z0-9+/]{20,24}={0,2}\s*$/, 'Rails credentials'],
]

/** What a whole file is encrypted by; undefined for one that can be read. A file of which only the values are encrypted can. */
export function encryptionOf(text: string): string | undefined {
  const start = text.trimStart()
  return headers.find(([beginning]) => beginning.test(start))?.[1]
}
