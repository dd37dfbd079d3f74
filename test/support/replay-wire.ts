import type { IncomingMessage } from 'node:http'
import { restCall } from './replay-rest.ts'

export type Protocol = 'ec2' | 'query' | 'json'

/** A request as the replay server understood it. */
export interface ReplayRequest {
  /** `ec2:DescribeInstances`. */
  readonly action: string
  readonly region: string
  readonly protocol: Protocol
  /** Parameters by their names on the wire; those of JSON requests by path. */
  readonly parameters: Readonly<Record<string, string>>
  /** The access key that signed it. */
  readonly accessKey: string
}

/** Reads action, region and parameters of a signed request, in the query protocols or JSON 1.1. */
export function parseRequest(message: IncomingMessage, body: string): ReplayRequest {
  const credential = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(message.headers.authorization ?? '')
  const accessKey = credential?.[1] ?? ''
  const region = credential?.[2] ?? ''
  const service = credential?.[3] ?? ''
  const target = message.headers['x-amz-target']
  if (typeof target === 'string') {
    const action = `${service}:${target.slice(target.lastIndexOf('.') + 1)}`
    return { action, region, protocol: 'json', parameters: flatten(JSON.parse(body)), accessKey }
  }
  const rest = restCall(service, message.url ?? '')
  if (rest !== undefined) {
    const protocol = service === 'lambda' ? 'json' : 'query'
    return { action: `${service}:${rest.name}`, region, protocol, parameters: rest.parameters, accessKey }
  }
  const { Action = '', Version, ...others } = Object.fromEntries(new URLSearchParams(body))
  // Of two interfaces of one service, which have calls of one name, the older is told by its version.
  const parameters = Version === '2012-06-01' ? { ...others, Version } : others
  return {
    action: `${service}:${Action}`,
    region,
    protocol: service === 'ec2' ? 'ec2' : 'query',
    parameters,
    accessKey,
  }
}

function flatten(value: unknown, path = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return path === '' ? {} : { [path]: String(value) }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      Object.entries(flatten(inner, path === '' ? key : `${path}.${key}`)),
    ),
  )
}

/** Writes an error as the service of the protocol does. */
export function errorBody(protocol: Protocol, code: string, message: string): string {
  if (protocol === 'json') return JSON.stringify({ __type: code, Message: message })
  if (protocol === 'ec2') {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>`
  }
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>`
}

export function contentType(protocol: Protocol): string {
  return protocol === 'json' ? 'application/x-amz-json-1.1' : 'text/xml;charset=UTF-8'
}

/** How a request says where a list goes on. */
const tokenNames = {
  ec2: ['NextToken'],
  query: ['Marker', 'NextToken', 'continuation-token'],
  json: ['NextToken', 'nextToken', 'Marker'],
} as const

export function tokenOf(request: ReplayRequest): string | undefined {
  const name = tokenNames[request.protocol].find((one) => request.parameters[one] !== undefined)
  return name === undefined ? undefined : request.parameters[name]
}

/** The same request without its page token. */
export function withoutToken(request: ReplayRequest): ReplayRequest {
  const names: readonly string[] = tokenNames[request.protocol]
  const parameters = Object.entries(request.parameters).filter(([name]) => !names.includes(name))
  return { ...request, parameters: Object.fromEntries(parameters) }
}

/** An answer with another page token, whether it had one or not. */
export function withToken(protocol: Protocol, body: string, token: string): string {
  if (protocol === 'json') {
    // Each service has a word of its own for it, and reads no other.
    const tokens = { NextToken: token, nextToken: token, NextMarker: token, Truncated: true }
    return JSON.stringify({ ...(JSON.parse(body) as Record<string, unknown>), ...tokens })
  }
  const name = protocol === 'ec2' ? 'nextToken' : queryTokenName(body)
  const bare = body.replace(new RegExp(`\\s*<${name}>[^<]*</${name}>`), '')
  const end = protocol === 'ec2' ? /<\/\w+Response>\s*$/ : /<\/\w+Result>/
  return bare.replace(end, (closing) => `<${name}>${token}</${name}>${closing}`)
}

/** How an answer of a query protocol says where it goes on. */
function queryTokenName(body: string): string {
  if (body.includes('//elasticloadbalancing.amazonaws.com/')) return 'NextMarker'
  if (body.includes('<ListAllMyBucketsResult')) return 'ContinuationToken'
  return /\/\/autoscaling\.amazonaws\.com\/|<ServerlessCaches\b/.test(body) ? 'NextToken' : 'Marker'
}

/** An answer with its list emptied: the outermost list element, whatever it is called. */
export function withoutItems(protocol: Protocol, body: string): string {
  if (protocol === 'json') {
    const document = JSON.parse(body) as Record<string, unknown>
    return JSON.stringify(Object.fromEntries(Object.entries(document).map(([k, v]) => [k, Array.isArray(v) ? [] : v])))
  }
  const list =
    protocol === 'ec2'
      ? /(<)(\w+Set|\w+Info)>[\s\S]*<\/\2>/
      : /(<\w+Result>\s*(?:<Marker>[^<]*<\/Marker>\s*)?<)(\w+)>[\s\S]*<\/\2>/
  return body.replace(list, (_, before: string, name: string) => `${before}${name}/>`)
}
