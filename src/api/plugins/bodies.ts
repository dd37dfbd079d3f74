import type { Api } from '../context.ts'

/**
 * Bodies of JSON, as Fastify reads them; but a DELETE says all that it means by its address: clients that name a content type for every
 * request, and send nothing, mean no body.
 */
export function addBodies(api: Api): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) => {
    if (text === '' && request.method === 'DELETE') done(null, undefined)
    else void parse(request, text, done)
  })
}
