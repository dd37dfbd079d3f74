import { timingSafeEqual } from 'node:crypto'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import { tokenScopes, type TokenScope } from '../../model/token.ts'
import type { Clock } from '../../platform/clock.ts'
import type { TokenRow, Tokens } from '../../store/contract/tokens.ts'
import { hashOfToken, prefixOfToken } from './token-text.ts'

/** Who asks. `id` is undefined for whoever sits at the machine. */
export interface Actor {
  readonly id?: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
}

/** Whoever may read the data directory, and, while there is no token, whoever asks from this machine. */
export const localActor: Actor = { name: 'local', scopes: tokenScopes }

/** How long what the store said of a token is believed: a token that is revoked elsewhere works no longer than this. */
const believedMilliseconds = 3_000
const mostRemembered = 10_000

interface Remembered {
  readonly row: TokenRow | undefined
  readonly at: number
}

export interface Identifier {
  /** Who a token is, from memory alone; undefined: the store has to be asked. */
  readonly remembered: (token: string) => Actor | EvenkeelError | undefined
  /**
   * The id of a token that was somebody's when the store was last asked, however long ago: by it requests are counted, nobody is let in.
   * Undefined for the one of the data directory.
   */
  readonly counted: (token: string) => string | undefined
  /** Who a token is, or why it is nobody's. Rejects with `store-unavailable`. */
  readonly identify: (token: string) => Promise<Actor | EvenkeelError>
  /** Whether the store has ever had a token: then one is needed. */
  readonly anyToken: () => Promise<boolean>
  /** Forgets what the store said: something about tokens was changed here. */
  readonly forget: () => void
}

/** Knows tokens by the hash that the store keeps. */
export function identifierOf(tokens: Tokens, clock: Clock, localToken: string | undefined): Identifier {
  const remembered = new Map<string, Remembered>()
  const local = localToken === undefined ? undefined : hashOfToken(localToken)
  // A token that is under way when `forget` is called must not be remembered as it was before.
  let generation = 0
  let any: { readonly found: boolean; readonly at: number } | undefined
  const now = (): number => clock.now().getTime()
  const fresh = (at: number): boolean => Math.abs(now() - at) < believedMilliseconds

  const judge = (token: string, hash: string, row: TokenRow | undefined): Actor | EvenkeelError => {
    if (row === undefined || !same(hash, row.hash)) return fail('api-token-unknown', {})
    if (row.revokedAt !== undefined) return fail('api-token-ended', { name: row.name, how: 'was revoked' })
    if (row.expiresAt !== undefined && Date.parse(row.expiresAt) <= now())
      return fail('api-token-ended', { name: row.name, how: `expired at ${row.expiresAt}` })
    return { id: row.id, name: row.name, scopes: row.scopes }
  }

  const recall = (token: string): Actor | EvenkeelError | undefined => {
    const hash = hashOfToken(token)
    if (local !== undefined && same(hash, local)) return localActor
    const prefix = prefixOfToken(token)
    if (prefix === undefined) return fail('api-token-unknown', {})
    const entry = remembered.get(prefix)
    return entry !== undefined && fresh(entry.at) ? judge(token, hash, entry.row) : undefined
  }

  const remember = (prefix: string, entry: Remembered): void => {
    if (remembered.size >= mostRemembered) {
      // Guesses must not push out what is in use: they are forgotten first.
      for (const [one, { row }] of remembered) if (row === undefined) remembered.delete(one)
      if (remembered.size >= mostRemembered) remembered.clear()
    }
    remembered.set(prefix, entry)
  }

  return {
    remembered: recall,
    counted: (token) => {
      const row = remembered.get(prefixOfToken(token) ?? '')?.row
      if (row === undefined) return undefined
      const actor = judge(token, hashOfToken(token), row)
      return actor instanceof EvenkeelError ? undefined : actor.id
    },
    identify: async (token) => {
      const known = recall(token)
      if (known !== undefined) return known
      const prefix = prefixOfToken(token) ?? ''
      const begun = generation
      const at = now()
      const row = await tokens.byPrefix(prefix)
      if (begun === generation) remember(prefix, { row, at })
      return judge(token, hashOfToken(token), row)
    },
    anyToken: async () => {
      // Tokens are never removed, only revoked: once there was one, there is one.
      if (any !== undefined && (any.found || fresh(any.at))) return any.found
      const begun = generation
      const at = now()
      const found = (await tokens.list()).length > 0
      if (begun === generation) any = { found, at }
      return found
    },
    forget: () => {
      generation++
      remembered.clear()
      any = undefined
    },
  }
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
