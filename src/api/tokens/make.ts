import { fail } from '../../errors/catalogue.ts'
import { tokenScopes, type TokenScope } from '../../model/token.ts'
import type { TokenRow } from '../../store/contract/tokens.ts'
import { newToken, reservedNames, tokenName } from './token-text.ts'

/** For a token that there is not, or that has ended. */
export function noSuchToken(name: string): Error {
  const hint = '`evenkeel token list` shows them.'
  return fail('api-not-found', { what: `token "${name}" in force`, hint })
}

/** A new token, and the row of it that is kept. Throws `api-token-name`. */
export function newTokenRow(
  asked: {
    readonly id: string
    readonly name: string
    readonly scopes: readonly TokenScope[]
    readonly expiresInSeconds?: number | undefined
  },
  now: Date,
): { readonly token: string; readonly row: TokenRow } {
  const { id, name, expiresInSeconds } = asked
  if (!tokenName.test(name))
    throw fail('api-token-name', { problem: 'has characters that it cannot have, or too many' })
  if (reservedNames.includes(name))
    throw fail('api-token-name', { problem: `cannot be "${name}", which stands for no token` })
  const { token, prefix, hash } = newToken()
  const expires = expiresInSeconds === undefined ? undefined : new Date(now.getTime() + expiresInSeconds * 1000)
  return {
    token,
    row: {
      id,
      name,
      prefix,
      hash,
      scopes: tokenScopes.filter((scope) => asked.scopes.includes(scope)),
      createdAt: now.toISOString(),
      ...(expires === undefined ? {} : { expiresAt: expires.toISOString() }),
    },
  }
}
