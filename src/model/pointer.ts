/**
 * A JSON pointer (RFC 6901) into a resource's attributes. '' is the resource itself. The element of a keyed field is
 * addressed by its escaped key, never by an index: `/parameters/max_connections`, `/ingress/tcp~1443~10.0.0.0~10`.
 */
export type Pointer = string

/** Escapes one token of a pointer: `~` becomes `~0`, `/` becomes `~1`. */
export function escapeToken(token: string): string {
  if (!token.includes('/') && !token.includes('~')) return token
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Undoes {@link escapeToken}. */
export function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token
}

/** Appends one token, escaped. */
export function child(pointer: Pointer, token: string): Pointer {
  return `${pointer}/${escapeToken(token)}`
}

/** The unescaped tokens of a pointer; the root has none. */
export function tokens(pointer: Pointer): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken)
}

/** The last of the unescaped tokens; '' of the root. */
export function lastToken(pointer: Pointer): string {
  return unescapeToken(pointer.slice(pointer.lastIndexOf('/') + 1))
}

/** The pointer of the unescaped tokens. */
export function pointerOf(parts: readonly string[]): Pointer {
  return parts.map((part) => `/${escapeToken(part)}`).join('')
}

/**
 * Whether a pointer answers to a pattern of the same length. A token `*` in the pattern answers to any one token.
 * '' answers only to ''.
 */
export function answersTo(pattern: Pointer, pointer: Pointer): boolean {
  if (pattern === pointer) return true
  if (!pattern.includes('*')) return false
  const wanted = pattern.split('/')
  const given = pointer.split('/')
  return wanted.length === given.length && wanted.every((token, i) => token === '*' || token === given[i])
}

/** Whether an unknown-field pointer (`/volumes`, a leaf under any element) covers a pointer: is it, or stands above it. */
export function covers(pattern: Pointer, pointer: Pointer): boolean {
  const wanted = tokens(pattern)
  const given = tokens(pointer)
  return wanted.length <= given.length && wanted.every((token, i) => token === '*' || token === given[i])
}
