import type { Attributes } from '../../src/model/field.ts'
import type { ingress } from '../../src/model/kinds/ingress.ts'
import type { KubeObject } from './objects.ts'
import { at, mapping, members, scalarText, text } from './reading.ts'

type GatewayRoute = Attributes<typeof ingress.fields.routes.of>

/** The gateways that a route joins, as one text. */
export function parentsOf({ content }: KubeObject): string {
  return members(at(content, 'spec', 'parentRefs'))
    .map((parent) => [text(at(parent, 'name')) ?? '', text(at(parent, 'sectionName'))].filter(Boolean).join('/'))
    .sort()
    .join(', ')
}

/** The routes of an HTTPRoute and its likes: each match of each rule for each host. Source: Gateway API specification. */
export function gatewayRoutes({ content }: KubeObject): readonly GatewayRoute[] {
  const spec = at(content, 'spec')
  const hosts = members(at(spec, 'hostnames')).flatMap((host) => text(host) ?? [])
  return members(at(spec, 'rules')).flatMap((rule) => {
    const target = targetsOf(rule)
    const filters = members(at(rule, 'filters')).map(filterWords).sort().join('; ')
    const matches = members(at(rule, 'matches'))
    return (matches.length === 0 ? [{}] : matches).flatMap((match) =>
      (hosts.length === 0 ? [undefined] : hosts).map((host) => ({
        ...(host === undefined ? {} : { host }),
        ...pathOf(match),
        target,
        ...(filters === '' ? {} : { filters }),
      })),
    )
  })
}

const types: Readonly<Record<string, string>> = { Exact: 'Exact', RegularExpression: 'RegularExpression' }

function pathOf(match: unknown): { readonly path: string; readonly match?: string } {
  const service = text(at(match, 'method', 'service'))
  const path =
    service === undefined
      ? (text(at(match, 'path', 'value')) ?? '/')
      : `/${service}/${text(at(match, 'method', 'method')) ?? '*'}`
  const type = types[text(at(match, 'path', 'type')) ?? '']
  const method = typeof at(match, 'method') === 'string' ? [`method ${scalarText(at(match, 'method')) ?? ''}`] : []
  const more = ['headers', 'queryParams'].flatMap((part) =>
    members(at(match, part)).map((one) => `${part === 'headers' ? 'header' : 'query'} ${text(at(one, 'name')) ?? ''}`),
  )
  const asked = [...method, ...more.sort()]
  return {
    path: asked.length === 0 ? path : `${path} [${asked.join(', ')}]`,
    ...(type === undefined ? {} : { match: type }),
  }
}

function targetsOf(rule: unknown): string {
  const backends = members(at(rule, 'backendRefs'))
  const words = backends.map((one) => {
    const port = scalarText(at(one, 'port'))
    const weight = backends.length === 1 ? '' : ` (${scalarText(at(one, 'weight')) ?? '1'})`
    return `${text(at(one, 'name')) ?? '?'}${port === undefined ? '' : `:${port}`}${weight}`
  })
  return words.length === 0 ? 'nothing' : words.sort().join(', ')
}

function filterWords(filter: unknown): string {
  const type = text(at(filter, 'type')) ?? '?'
  const redirect = mapping(at(filter, 'requestRedirect'))
  if (redirect === undefined) return type
  const scheme = text(redirect['scheme'])
  const code = scalarText(redirect['statusCode'])
  return [type, scheme === undefined ? '' : `to ${scheme}`, code ?? ''].filter((part) => part !== '').join(' ')
}
