/**
 * Takes off the hash that kustomize puts behind the name of what its generators make: a dash and ten characters of an
 * alphabet without vowels and look-alikes. A tail of digits alone is taken for a date or a number, and stays.
 *
 * Source: kustomize, `api/hasher`: the first ten hexadecimal digits of a SHA-256 with 0, 1, 3, a and e replaced by g, h, k,
 * m and t.
 */
export function withoutKustomizeHash(name: string): string {
  const found = /^(.+)-([bcdfghkmt2456789]{10})$/.exec(name)
  const [, own, hash] = found ?? []
  return own === undefined || hash === undefined || /^\d+$/.test(hash) ? name : own
}
