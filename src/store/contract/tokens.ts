import type { TokenScope } from '../../model/token.ts'

export interface TokenRow {
  readonly id: string
  readonly name: string
  /** The first characters of the token: by them it is found, by its hash it is known. */
  readonly prefix: string
  /** sha256, hex. */
  readonly hash: string
  readonly scopes: readonly TokenScope[]
  readonly createdAt: string
  readonly expiresAt?: string
  readonly lastUsedAt?: string
  readonly revokedAt?: string
}

export interface Tokens {
  /** Throws `store-token-exists` for a name that a token in force has. */
  readonly add: (token: Omit<TokenRow, 'lastUsedAt' | 'revokedAt'>) => Promise<void>
  readonly byPrefix: (prefix: string) => Promise<TokenRow | undefined>
  readonly list: () => Promise<readonly TokenRow[]>
  readonly revoke: (id: string, at: Date) => Promise<boolean>
  readonly used: (ids: readonly string[], at: Date) => Promise<void>
}
