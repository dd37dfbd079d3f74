import { gateway } from '../../src/model/kinds/gateway.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import { identityOf } from './identity.ts'
import { some } from './lists.ts'
import type { KubeObject } from './objects.ts'
import { at, members, text } from './reading.ts'

/** A Gateway of the Gateway API. Source: Gateway API specification, GatewaySpec. */
export function gatewayOf(object: KubeObject): CollectedResource<typeof gateway.fields> {
  const spec = at(object.content, 'spec')
  const named = text(at(spec, 'gatewayClassName'))
  const addresses = members(at(spec, 'addresses')).flatMap((one) => text(at(one, 'value')) ?? [])
  return collected(gateway, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      ...(named === undefined ? {} : { class: named }),
      listeners: members(at(spec, 'listeners')).flatMap((one) => {
        const name = text(at(one, 'name'))
        if (name === undefined) return []
        const port = at(one, 'port')
        const protocol = text(at(one, 'protocol'))
        const host = text(at(one, 'hostname'))
        const tls = at(one, 'tls') === undefined ? undefined : (text(at(one, 'tls', 'mode')) ?? 'Terminate')
        const routes = text(at(one, 'allowedRoutes', 'namespaces', 'from'))
        return [
          {
            name,
            ...(typeof port === 'number' ? { port } : {}),
            ...(protocol === undefined ? {} : { protocol }),
            ...(host === undefined ? {} : { host }),
            ...(tls === undefined ? {} : { tls }),
            ...(routes === undefined || routes === 'Same' ? {} : { routes }),
          },
        ]
      }),
      ...some('addresses', addresses),
    },
  })
}
