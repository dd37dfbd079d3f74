import { Type } from '@fastify/type-provider-typebox'
import { randomUUID } from 'node:crypto'
import { tokenScopes } from '../../model/token.ts'
import type { TokenRow } from '../../store/contract/tokens.ts'
import type { Api, ApiContext } from '../context.ts'
import { moment, nameParameter, oneOf, problems, strict } from '../schemas/common.ts'
import { newTokenRow, noSuchToken } from '../tokens/make.ts'

const tags = ['tokens']

const TokenSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  prefix: Type.String({ description: 'How it begins, after `evk_`.' }),
  scopes: Type.Array(oneOf(tokenScopes)),
  createdAt: moment,
  expiresAt: Type.Optional(moment),
  lastUsedAt: Type.Optional(moment),
  revokedAt: Type.Optional(moment),
})

/** Who may ask. Hashes never leave the store, and a token is told once, when it is made. */
export function addTokens(api: Api, { parts, identifier }: ApiContext): void {
  const { store, clock } = parts

  api.get(
    '/v1/tokens',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'List the tokens, also those that have ended',
        response: { 200: Type.Object({ items: Type.Array(TokenSchema) }), ...problems },
      },
    },
    async () => ({ items: (await store.tokens.list()).map(told) }),
  )

  api.post(
    '/v1/tokens',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Make a token',
        description: 'The token is in this answer and nowhere else.',
        body: Type.Object(
          {
            name: Type.String({
              minLength: 1,
              maxLength: 64,
              description: 'What it is called wherever it is told who did something.',
            }),
            scopes: Type.Array(oneOf(tokenScopes), { minItems: 1, maxItems: tokenScopes.length }),
            expiresInSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 10 * 365 * 86_400 })),
          },
          strict,
        ),
        response: { 201: Type.Object({ ...TokenSchema.properties, token: Type.String() }), ...problems },
      },
    },
    async ({ body }, reply) => {
      const { token, row } = newTokenRow({ id: randomUUID(), ...body }, clock.now())
      await store.tokens.add(row)
      // The first one closes the door for whoever has none.
      identifier.forget()
      return reply.code(201).send({ ...told(row), token })
    },
  )

  api.delete(
    '/v1/tokens/:name',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Revoke a token, by its name or id',
        params: Type.Object({ name: nameParameter('The name or the id of a token in force.') }, strict),
        response: { 204: Type.Null({ description: 'It is of no use any more.' }), ...problems },
      },
    },
    async ({ params: { name } }, reply) => {
      const found = (await store.tokens.list()).find(
        (one) => one.revokedAt === undefined && (one.id === name || one.name === name),
      )
      const revoked = found !== undefined && (await store.tokens.revoke(found.id, clock.now()))
      identifier.forget()
      if (!revoked) throw noSuchToken(name)
      return reply.code(204).send(null)
    },
  )
}

function told({ hash: _hash, scopes, ...row }: TokenRow) {
  return { ...row, scopes: [...scopes] }
}
