import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One object as a cluster keeps it. */
export interface KubeApiObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown }
  readonly [field: string]: unknown
}

/** A type that the server has: `apps/v1 deployments Deployment`, `-` behind it for one without namespaces. */
export type KubeType = readonly [groupVersion: string, plural: string, kind: string, scope?: 'cluster']

export type KubeMishap =
  | 'denied'
  | 'throttled'
  | 'throttled-once'
  | 'hang'
  | 'html'
  | 'error'
  | 'no-items'
  | 'same-token'
  | 'empty-page'
  /** The place in the list expires once; the server says how to go on. */
  | 'expired'
  /** The place expires once, and the list has to begin again. */
  | 'expired-bare'
  | 'expired-always'
  /** As the second page is asked for: the place is forgotten, the first object is gone and the second was made anew. */
  | 'expired-changed'
  /** One page, and no place to go on from, though there is more. */
  | 'cut-off'
  | 'gone'

export interface KubeApiOptions {
  readonly types: readonly KubeType[]
  readonly objects: readonly KubeApiObject[]
  /** What goes wrong, by plural; `*` for every list; a group's name for its discovery. */
  readonly faults?: Readonly<Record<string, KubeMishap>>
  /** The OpenAPI of a group and version, `shop.example/v1`; without it there is none. */
  readonly openapi?: Readonly<Record<string, object>>
  /** The token that is asked for; without it everybody is let in. */
  readonly token?: string
}

export interface KubeApi {
  readonly url: string
  /** Path and query of every request, in order. */
  readonly requests: readonly string[]
  readonly stop: () => Promise<void>
}

const resourceVersion = '4711'

/**
 * An API server that is none: it answers from a list of objects, over a real socket, with the semantics of the real one's lists.
 * A page has at most `limit` items; its `continue` names the place and the resourceVersion of the first page, and there is
 * `remainingItemCount`; an expired place is 410 with a Status, whose own `continue` goes on with what is there now; items of a list have
 * neither kind nor apiVersion. Discovery is APIGroupList and APIResourceList.
 *
 * Source: Kubernetes, "API concepts", and the Status and ListMeta of the API reference.
 */
export async function startKubeApi(options: KubeApiOptions): Promise<KubeApi> {
  const requests: string[] = []
  const times = new Map<string, number>()
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    answer(request, response, options, times)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: KubeApiOptions,
  times: Map<string, number>,
): void {
  const url = new URL(request.url ?? '/', 'http://api')
  if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`) {
    status(response, 401, 'Unauthorized')
    return
  }
  const parts = url.pathname.split('/').filter((part) => part !== '')
  if (url.pathname === '/version') {
    json(response, 200, { major: '1', minor: '34', gitVersion: 'v1.34.1' })
    return
  }
  if (url.pathname === '/api') {
    json(response, 200, { kind: 'APIVersions', versions: ['v1'] })
    return
  }
  if (url.pathname === '/apis') {
    json(response, 200, groupList(options))
    return
  }
  if (url.pathname.startsWith('/openapi/v3/apis/')) {
    const document = options.openapi?.[url.pathname.slice('/openapi/v3/apis/'.length)]
    if (document === undefined) status(response, 404, 'NotFound')
    else json(response, 200, document)
    return
  }
  const [root, ...rest] = parts
  const groupVersion = root === 'api' ? rest[0] : `${rest[0] ?? ''}/${rest[1] ?? ''}`
  const path = rest.slice(root === 'api' ? 1 : 2)
  if (path.length === 0) {
    discovery(response, groupVersion ?? '', options)
    return
  }
  const namespaced = path[0] === 'namespaces' && path.length > 2
  const [plural = '', name] = namespaced ? path.slice(2) : path
  const type = options.types.find(([gv, one]) => gv === groupVersion && one === plural)
  if (type === undefined) {
    status(response, 404, 'NotFound')
    return
  }
  const all = options.objects
    .filter((one) => one.apiVersion === groupVersion && one.kind === type[2])
    .filter((one) => !namespaced || one.metadata.namespace === path[1])
  if (name !== undefined) {
    const found = all.find((one) => one.metadata.name === name)
    if (found === undefined) status(response, 404, 'NotFound')
    else json(response, 200, found)
    return
  }
  list(request, response, { url, all, type, fault: options.faults?.[plural] ?? options.faults?.['*'], times })
}

interface Listing {
  readonly url: URL
  readonly all: readonly KubeApiObject[]
  readonly type: KubeType
  readonly fault: KubeMishap | undefined
  readonly times: Map<string, number>
}

function list(request: IncomingMessage, response: ServerResponse, listing: Listing): void {
  const { url, type, fault, times } = listing
  const before = times.get(type[1]) ?? 0
  const token = url.searchParams.get('continue')
  const place =
    token === null ? undefined : (JSON.parse(Buffer.from(token, 'base64url').toString()) as { start: number })
  const expires = fault?.startsWith('expired') === true && place !== undefined
  const forgotten = expires && (fault === 'expired-always' || before === 0)
  if (forgotten) {
    times.set(type[1], before + 1)
    const goOn = fault === 'expired' ? { continue: tokenOf(place.start) } : {}
    status(response, 410, 'Expired', { metadata: goOn })
    return
  }
  if (misbehaves(response, fault, before, () => times.set(type[1], before + 1))) return
  const selector = url.searchParams.get('fieldSelector')
  const now = fault === 'expired-changed' && before > 0 ? changed(listing.all) : listing.all
  const all = selector === null ? now : now.filter((one) => one['type'] !== selector.split('!=')[1])
  const limit = Number(url.searchParams.get('limit') ?? '0')
  const start = place?.start ?? 0
  if (fault === 'empty-page' && before === 0) {
    times.set(type[1], 1)
    json(response, 200, page(type, [], tokenOf(0), all.length))
    return
  }
  const end = limit === 0 ? all.length : Math.min(start + limit, all.length)
  const metadataOnly = request.headers.accept?.includes('as=PartialObjectMetadataList') === true
  const items = all.slice(start, end).map((one) => item(one, metadataOnly))
  const next = fault === 'same-token' ? tokenOf(0) : end < all.length ? tokenOf(end) : undefined
  if (fault === 'cut-off') json(response, 200, { metadata: { remainingItemCount: all.length - end }, items })
  else json(response, 200, page(type, items, next, all.length - end, metadataOnly))
}

/** The first is gone, and the second was deleted and made anew. */
function changed([, second, ...rest]: readonly KubeApiObject[]): readonly KubeApiObject[] {
  return second === undefined ? rest : [{ ...second, metadata: { ...second.metadata, uid: 'another' } }, ...rest]
}

function misbehaves(
  response: ServerResponse,
  fault: KubeMishap | undefined,
  before: number,
  count: () => void,
): boolean {
  switch (fault) {
    case 'denied':
      status(response, 403, 'Forbidden')
      return true
    case 'gone':
      status(response, 404, 'NotFound')
      return true
    case 'error':
      status(response, 500, 'InternalError')
      return true
    case 'throttled':
    case 'throttled-once':
      if (fault === 'throttled-once' && before > 0) return false
      count()
      response.setHeader('retry-after', '0')
      status(response, 429, 'TooManyRequests')
      return true
    case 'hang':
      return true
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>sign in</html>')
      return true
    case 'no-items':
      json(response, 200, { kind: 'Status', status: 'Success' })
      return true
    default:
      return false
  }
}

/** Items of a list have no type of their own; of an object that is all that its metadata says. */
function item(object: KubeApiObject, metadataOnly: boolean): object {
  if (metadataOnly) return { metadata: object.metadata }
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== 'kind' && key !== 'apiVersion'))
}

function page(
  [groupVersion, , kind]: KubeType,
  items: readonly object[],
  next: string | undefined,
  remaining: number,
  metadataOnly = false,
): object {
  return {
    kind: metadataOnly ? 'PartialObjectMetadataList' : `${kind}List`,
    apiVersion: metadataOnly ? 'meta.k8s.io/v1' : groupVersion,
    metadata: { resourceVersion, ...(next === undefined ? {} : { continue: next, remainingItemCount: remaining }) },
    items,
  }
}

function tokenOf(start: number): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: Number(resourceVersion), start })).toString('base64url')
}

function groupList({ types }: KubeApiOptions): object {
  const versions = [...new Set(types.map(([groupVersion]) => groupVersion))].filter((one) => one.includes('/'))
  const groups = versions.map((groupVersion) => {
    const [name = '', version = ''] = groupVersion.split('/')
    const one = { groupVersion, version }
    return { name, versions: [one], preferredVersion: one }
  })
  return { kind: 'APIGroupList', apiVersion: 'v1', groups }
}

function discovery(response: ServerResponse, groupVersion: string, { types, faults }: KubeApiOptions): void {
  const fault = faults?.[groupVersion.split('/')[0] ?? '']
  if (fault === 'error') {
    status(response, 503, 'ServiceUnavailable')
    return
  }
  if (fault === 'denied') {
    status(response, 403, 'Forbidden')
    return
  }
  const mine = types.filter(([gv]) => gv === groupVersion)
  json(response, 200, {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: mine.flatMap(([, name, kind, scope]) => [
      { name, singularName: '', namespaced: scope === undefined, kind, verbs: ['get', 'list', 'watch', 'create'] },
      { name: `${name}/status`, singularName: '', namespaced: scope === undefined, kind, verbs: ['get', 'patch'] },
    ]),
  })
}

function status(response: ServerResponse, code: number, reason: string, more: object = {}): void {
  const message = `${reason}: as a server says it`
  json(response, code, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code,
    ...more,
  })
}

function json(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
