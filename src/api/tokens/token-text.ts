import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { TokenScope } from '../../model/token.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
const prefixLength = 10

/** What a token looks like: `evk_`, ten characters by which it is found, and 256 random bits. */
const form = /^evk_([a-z0-9]{10})_[A-Za-z0-9_-]{43}$/

/** A text that is long enough to be most of a token, wherever it stands: for what must never hold one. */
export const tokenInText = /evk_[a-z0-9]{10}_/i

/** A new token. Only its prefix and its hash are ever kept. */
export function newToken(): { readonly token: string; readonly prefix: string; readonly hash: string } {
  const prefix = Array.from({ length: prefixLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  const token = `evk_${prefix}_${randomBytes(32).toString('base64url')}`
  return { token, prefix, hash: hashOfToken(token) }
}

/** By what a token is looked up; undefined for a text that is none. */
export function prefixOfToken(text: string): string | undefined {
  return form.exec(text)?.[1]
}

/** sha256, hex. A token is 256 random bits, so a slow hash would add nothing. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What each scope may do, beside itself. */
const included: Readonly<Record<TokenScope, readonly TokenScope[]>> = {
  read: ['read'],
  gate: ['gate'],
  write: ['write', 'read', 'gate'],
  admin: ['admin', 'write', 'read', 'gate'],
}

/** Whether somebody with these scopes may do what needs that one: `write` may read and ask gates, `admin` may do everything. */
export function mayDo(scopes: readonly TokenScope[], needed: TokenScope): boolean {
  return scopes.some((scope) => included[scope].includes(needed))
}

/** What a token may be called: it is shown wherever it is told who did something. */
export const tokenName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Names that say who did something when it was no token. */
export const reservedNames: readonly string[] = ['local', 'schedule', 'start']
