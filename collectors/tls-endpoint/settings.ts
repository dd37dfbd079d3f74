import type { Static } from 'typebox'
import { Type } from '../../src/model/schema.ts'

const port = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'

/** What a `tls` source entry takes. */
export const tlsEndpointSettings = Type.Object(
  {
    endpoints: Type.Array(
      Type.String({
        description: '`host:port`; the port is 443 where none is given. An IPv6 address stands in brackets.',
        pattern: `^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(?::${port})?$`,
        patternErrorMessage: 'a host with or without a port, such as "www.shop.example:443", without a scheme or path',
      }),
      { minItems: 1, description: 'The endpoints to look at.' },
    ),
    servername: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'The name to ask for (SNI) and to hold the certificate against, instead of the endpoint’s host.',
      }),
    ),
    ca: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'A PEM file of authorities to trust beside the well-known ones, relative to the configuration file.',
      }),
    ),
    deadlineSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'How long one endpoint may take, in seconds.' }),
    ),
  },
  { additionalProperties: false, description: 'TLS endpoints.' },
)

export type TlsEndpointSettings = Static<typeof tlsEndpointSettings>
