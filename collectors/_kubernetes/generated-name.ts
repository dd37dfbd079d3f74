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

/** A version, a revision, a hash. */
const release = /^(?:v?\d+(?:\.\d+)*|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40})$/

/**
 * Takes off what people put behind the name of a job so that it runs again for each release: versions, revisions and hashes
 * (`migrate-v13-1.22.2`, `migrate-42`, `migrate-5f3c9d2`). The template of a job cannot be changed, so its name is.
 *
 * Source: Kubernetes, "Jobs", on immutable templates; Helm's `{{ .Release.Revision }}` in names of hooks.
 */
export function withoutRelease(name: string): string {
  const parts = name.split('-')
  while (parts.length > 1 && release.test(parts.at(-1) ?? '')) parts.pop()
  return parts.join('-')
}
