import type { Attributes } from '../../src/model/field.ts'
import { ingress } from '../../src/model/kinds/ingress.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { gatewayRoutes, parentsOf } from './gateway-routes.ts'
import { identityOf } from './identity.ts'
import { some } from './lists.ts'
import type { KubeObject } from './objects.ts'
import { optionsOf } from './options.ts'
import { at, mapping, members, scalarText, text } from './reading.ts'

export type IngressRoute = Attributes<typeof ingress.fields.routes.of>
type Told = Pick<Attributes<typeof ingress.fields>, 'class' | 'routes' | 'redirectsToTls'>

/**
 * An Ingress, a route of the Gateway API or an OpenShift Route as an `ingress`.
 *
 * Source: Kubernetes API reference, Ingress v1 (and v1beta1 of old repositories); Gateway API specification; OpenShift API
 * reference, Route.
 */
export function ingressOf(object: KubeObject, fingerprint: Fingerprinter): CollectedResource<typeof ingress.fields> {
  return collected(ingress, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      type: object.kind,
      ...toldBy(object),
      ...some('options', optionsOf(object, fingerprint)),
    },
  })
}

function toldBy(object: KubeObject): Told {
  if (object.kind === 'Ingress') return ingressPart(object)
  if (object.kind === 'Route') return routePart(object)
  const parents = parentsOf(object)
  return { ...(parents === '' ? {} : { class: parents }), routes: gatewayRoutes(object) }
}

function ingressPart({ content, annotations }: KubeObject): Told {
  const spec = at(content, 'spec')
  const named = text(at(spec, 'ingressClassName')) ?? annotations['kubernetes.io/ingress.class']
  const tls = members(at(spec, 'tls'))
  const encrypted = tls.flatMap((one) => members(at(one, 'hosts')).flatMap((host) => text(host) ?? []))
  const all = tls.some((one) => members(at(one, 'hosts')).length === 0)
  const routes = members(at(spec, 'rules')).flatMap((rule): readonly IngressRoute[] => {
    const host = text(at(rule, 'host'))
    const secure = all || (host !== undefined && encrypted.some((pattern) => covers(pattern, host)))
    return members(at(rule, 'http', 'paths')).map((path) => ({
      ...(host === undefined ? {} : { host }),
      path: text(at(path, 'path')) ?? '/',
      ...matchOf(text(at(path, 'pathType'))),
      target: backendOf(at(path, 'backend')),
      ...(secure ? { tls: 'certificate' } : {}),
    }))
  })
  const rest = mapping(at(spec, 'defaultBackend')) ?? mapping(at(spec, 'backend'))
  return {
    ...(named === undefined ? {} : { class: named }),
    routes: rest === undefined ? routes : [...routes, { path: '(all else)', target: backendOf(rest) }],
  }
}

function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1))
}

function matchOf(type: string | undefined): { readonly match?: string } {
  return type === undefined || type === 'Prefix' ? {} : { match: type }
}

function backendOf(backend: unknown): string {
  const name = text(at(backend, 'service', 'name')) ?? text(at(backend, 'serviceName'))
  if (name === undefined)
    return `${text(at(backend, 'resource', 'kind')) ?? '?'} ${text(at(backend, 'resource', 'name')) ?? '?'}`
  const port =
    at(backend, 'service', 'port', 'number') ?? at(backend, 'service', 'port', 'name') ?? at(backend, 'servicePort')
  return port === undefined ? name : `${name}:${scalarText(port) ?? ''}`
}

function routePart({ content, annotations }: KubeObject): Told {
  const spec = at(content, 'spec')
  // The router makes a name up of route, namespace and its own domain, and says so.
  const host = annotations['openshift.io/host.generated'] === 'true' ? undefined : text(at(spec, 'host'))
  const backends = [at(spec, 'to'), ...members(at(spec, 'alternateBackends'))]
  const port = scalarText(at(spec, 'port', 'targetPort'))
  const names = backends.map((one) => {
    const weight = scalarText(at(one, 'weight'))
    return `${text(at(one, 'name')) ?? '?'}${backends.length === 1 ? '' : ` (${weight ?? '100'})`}`
  })
  const tls = text(at(spec, 'tls', 'termination'))
  return {
    routes: [
      {
        ...(host === undefined ? {} : { host }),
        path: text(at(spec, 'path')) ?? '/',
        target: `${names.join(', ')}${port === undefined ? '' : `:${port}`}`,
        ...(tls === undefined ? {} : { tls }),
      },
    ],
    ...(tls === undefined ? {} : { redirectsToTls: at(spec, 'tls', 'insecureEdgeTerminationPolicy') === 'Redirect' }),
  }
}
