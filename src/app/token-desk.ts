import { randomUUID } from 'node:crypto'
import { newTokenRow, noSuchToken } from '../api/tokens/make.ts'
import { EvenkeelError } from '../errors/catalogue.ts'
import type { TokenScope } from '../model/token.ts'
import type { TokenRow } from '../store/contract/tokens.ts'
import { openStore } from '../store/open.ts'
import { serverClient, type ServerClient } from './server-client.ts'
import type { Surroundings } from './surroundings.ts'

/** A token without what it is known by. */
export type ToldToken = Omit<TokenRow, 'hash'>

export interface AskedToken {
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly expiresInSeconds?: number | undefined
}

/** Where tokens are made and revoked: a running server, or the store itself. */
export interface TokenDesk {
  /** The token itself. */
  readonly create: (asked: AskedToken) => Promise<string>
  readonly list: () => Promise<readonly ToldToken[]>
  /** Throws `api-not-found`. */
  readonly revoke: (name: string) => Promise<void>
}

/**
 * Does something with tokens: through the server that is named or that holds the data directory, else in the store, which is opened
 * for it. A server that was killed leaves its file behind: when nothing answers there, the store is free.
 */
export async function atDesk<T>(
  place: { readonly directory: string; readonly server?: string | undefined },
  { env, clock, signal }: Pick<Surroundings, 'env' | 'clock' | 'signal'>,
  work: (desk: TokenDesk) => Promise<T>,
): Promise<T> {
  const client = await serverClient({ env, dataDirectory: place.directory, server: place.server, signal })
  const named = (place.server ?? env['EVENKEEL_URL'] ?? '') !== ''
  if (client !== undefined) {
    try {
      return await work(serverDesk(client))
    } catch (error) {
      if (named || !(error instanceof EvenkeelError) || error.code !== 'server-unreachable') throw error
    }
  }
  const databaseUrl = env['DATABASE_URL'] ?? ''
  const store = await openStore(databaseUrl === '' ? { directory: place.directory } : { databaseUrl }, { clock })
  try {
    return await work({
      create: async (asked) => {
        const { token, row } = newTokenRow({ id: randomUUID(), ...asked }, clock.now())
        await store.tokens.add(row)
        return token
      },
      list: () => store.tokens.list(),
      revoke: async (name) => {
        const found = (await store.tokens.list()).find(
          (one) => one.revokedAt === undefined && (one.name === name || one.id === name),
        )
        if (found === undefined || !(await store.tokens.revoke(found.id, clock.now()))) throw noSuchToken(name)
      },
    })
  } finally {
    await store.close()
  }
}

function serverDesk(client: ServerClient): TokenDesk {
  return {
    create: async (asked) =>
      (await client.json<{ readonly token: string }>({ method: 'POST', path: '/v1/tokens', body: asked })).token,
    list: async () => (await client.json<{ readonly items: readonly ToldToken[] }>({ path: '/v1/tokens' })).items,
    revoke: async (name) => {
      await client.call({ method: 'DELETE', path: `/v1/tokens/${encodeURIComponent(name)}` })
    },
  }
}
