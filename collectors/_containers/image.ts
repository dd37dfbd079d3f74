/** A container image by its parts. */
export interface Image {
  /** With its registry: `docker.io/library/redis`. */
  readonly image: string
  /** `latest` where neither tag nor digest is given: it is what would be pulled. */
  readonly tag?: string
  readonly digest?: string
}

/**
 * Splits an image reference. A name without a registry is Docker Hub's, as it is for the container runtime, so that `redis`
 * and `docker.io/library/redis` are one image.
 * What stands before an `@` that no digest follows is nothing that a runtime takes; people have put passwords there, so it
 * is not kept.
 *
 * Source: github.com/distribution/reference, normalised names.
 */
export function splitImage(reference: string): Image {
  const [, withoutUser = reference.trim()] =
    /@(?!sha(?:256|384|512):)([^@]*(?:@sha\d{3}:[^@]*)?)$/.exec(reference.trim()) ?? []
  const [beforeDigest = '', digest] = split(withoutUser, withoutUser.indexOf('@'))
  const colon = beforeDigest.lastIndexOf(':')
  // A colon before the last slash belongs to the registry's port.
  const [name = '', tag] = colon > beforeDigest.lastIndexOf('/') ? split(beforeDigest, colon) : [beforeDigest]
  return {
    image: withRegistry(name),
    ...(tag === undefined ? (digest === undefined ? { tag: 'latest' } : {}) : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

function withRegistry(name: string): string {
  const [first = '', ...rest] = name.split('/')
  if (rest.length === 0) return `docker.io/library/${name}`
  const isRegistry =
    first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase()
  return isRegistry ? name : `docker.io/${name}`
}

function split(text: string, index: number): readonly [string, string?] {
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
