import { defineCollector, type ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { readAuthorities } from './authorities.ts'
import { endpointOf, endpointText } from './endpoint.ts'
import { handshake, type Served } from './handshake.ts'
import { certificateOf } from './normalise.ts'
import { tlsEndpointSettings, type TlsEndpointSettings } from './settings.ts'

type Request = Pick<ReadRequest<TlsEndpointSettings>, 'scope' | 'settings' | 'environment' | 'signal'>

async function look({ scope, settings, environment, signal }: Request): Promise<Served> {
  const { ca, servername } = settings
  const authorities = ca === undefined ? [] : await readAuthorities(ca, environment.baseDirectory, signal)
  return handshake(endpointOf(scope.scope), { servername, authorities, signal })
}

export const tlsEndpoint = defineCollector({
  id: 'tls-endpoint',
  family: 'tls',
  title: 'TLS endpoints',
  mode: 'observed',
  // It sees the endpoints that are named and lists nothing: a state's certificates stay beside it.
  supersedes: [],
  settings: tlsEndpointSettings,
  deadlineSeconds: 15,
  scopes: async ({ endpoints }) =>
    [...new Set(endpoints.map((written) => endpointText(endpointOf(written))))].map((scope) => ({
      scope,
      // Its own: another endpoint that was read says nothing about this one.
      role: scope,
      required: true,
    })),
  reads: [
    {
      produces: [certificate],
      needs: [],
      // Who issued it, and by which way, is not to be seen from outside.
      cannotKnow: { certificate: ['/renewable', '/signatureAlgorithm', '/validation'] },
      async *read(request) {
        yield certificateOf(request.scope.scope, await look(request))
      },
    },
  ],
  async *diagnose(request) {
    const what = request.scope.scope
    try {
      const { attributes } = certificateOf(what, await look(request))
      yield { what, ok: true, detail: `${attributes.protocol}, ${attributes.subject}, until ${attributes.notAfter}` }
    } catch (error) {
      if (!(error instanceof EvenkeelError)) throw error
      yield { what, ok: false, detail: error.message, remedy: error.remedy }
    }
  },
})
