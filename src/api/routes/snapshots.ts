import { Type } from '@fastify/type-provider-typebox'
import pLimit from 'p-limit'
import { fail } from '../../errors/catalogue.ts'
import type { Api, ApiContext } from '../context.ts'
import { linesOf, streamOf } from '../ndjson.ts'
import { anyObject, nameParameter, problems, strict } from '../schemas/common.ts'

const tags = ['environments']
const ndjson = 'application/x-ndjson'
const address = nameParameter(
  'A snapshot address: `staging`, `production@{2026-11-01}`, `production~1`, `production#42`, `production:declared`.',
)
const diffs = { atOnce: 2, waiting: 8 }

/** Snapshots in and out, line by line, and what differs between two of them. */
export function addSnapshots(api: Api, { parts, names, limits }: ApiContext): void {
  api.get(
    '/v1/snapshots/:address',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'A snapshot as `evenkeel snapshot` writes it',
        params: Type.Object({ address }, strict),
        response: {
          200: { description: 'JSON Lines.', content: { [ndjson]: { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const lines = await parts.giveSnapshot(await names.address(request.params.address))
      return reply.type(ndjson).send((await streamOf(lines)) as never)
    },
  )

  const slots = pLimit(diffs.atOnce)
  api.get(
    '/v1/diff',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Compare two snapshots; nothing is kept',
        querystring: Type.Object({ candidate: address, baseline: address }, strict),
        response: { 200: anyObject('The document of `evenkeel check --format json`.'), ...problems },
      },
    },
    async ({ query }, reply) => {
      const candidate = await names.address(query.candidate)
      const baseline = await names.address(query.baseline)
      if (slots.pendingCount >= diffs.waiting) throw fail('api-busy', { what: 'comparisons of snapshots', seconds: 10 })
      const assessment = await slots(() => parts.diff(candidate, baseline))
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(parts.document(assessment)))
    },
  )

  // Within its own scope: no other route takes lines.
  void api.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(ndjson, (_request, payload, done) => done(null, payload))
    scope.post<{ Body: AsyncIterable<Uint8Array> | undefined }>(
      '/v1/snapshots',
      {
        config: { scope: 'write' },
        schema: {
          tags,
          summary: 'Send a snapshot, as `evenkeel snapshot` writes it',
          description: `JSON Lines as \`${ndjson}\`. Nothing of it is published unless all of it is well.`,
          response: {
            201: Type.Object({
              environment: Type.String(),
              seq: Type.Integer(),
              changed: Type.Boolean({ description: 'False: it is what was known; there is no new snapshot.' }),
            }),
            ...problems,
          },
        },
      },
      async (request, reply) => {
        const encoding = request.headers['content-encoding']
        if (encoding !== undefined && encoding !== 'identity') throw fail('api-media-type', { takes: ndjson })
        if (request.body === undefined) throw fail('api-body', { problem: 'it is empty' })
        if (Number(request.headers['content-length'] ?? 0) > limits.snapshotBytes) {
          const most = `${Math.floor(limits.snapshotBytes / 1024 / 1024)} MiB`
          throw fail('api-too-large', { what: 'The body of the request', most })
        }
        const lines = linesOf(request.body, limits.snapshotBytes, limits.lineBytes)
        const { environment, seq, changed } = await parts.takeSnapshot(lines)
        const location = `/v1/snapshots/${encodeURIComponent(`${environment}#${seq}`)}`
        return reply.code(201).header('location', location).send({ environment, seq, changed })
      },
    )
  })
}
