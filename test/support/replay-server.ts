import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answering, bodyText, type Recording } from './replay-recording.ts'
import {
  contentType,
  errorBody,
  parseRequest,
  tokenOf,
  withoutItems,
  withoutToken,
  withToken,
  type ReplayRequest,
} from './replay-wire.ts'

/** What can go wrong. */
export type Mishap =
  | 'denied'
  | 'throttled'
  | 'hang'
  | 'hang-in-body'
  | 'server-error'
  | 'unavailable'
  | 'html'
  | 'html-error'
  | 'truncated'
  | 'reset'
  | 'empty-page'
  | 'page-twice'
  | 'repeated-token'
  | 'no-list'
  | { readonly code: string; readonly status: number }

export interface Fault {
  /** `ec2:DescribeInstances`, `rds:*` or `*`. */
  readonly action: string
  readonly does: Mishap
  /** How often; without it for ever. An `empty-page` comes once for each list anyway. */
  readonly times?: number
  /** The call of an action with which it begins, each action counted by itself; without it the first. */
  readonly from?: number
  readonly region?: string
}

export interface Replay {
  readonly url: string
  /** What was asked, in order. */
  readonly requests: readonly ReplayRequest[]
  /** The actions that were asked, each once, sorted. */
  readonly actions: () => readonly string[]
  /** Replaces the faults from now on, and counts anew. */
  readonly play: (faults: readonly Fault[]) => void
  readonly stop: () => Promise<void>
}

export interface ReplayOptions {
  readonly recordings: readonly Recording[]
  readonly faults?: readonly Fault[]
}

const emptyPageToken = 'page-after-an-empty-one'
const pageAgainToken = 'the-page-once-more'
const sameToken = 'the-same-token'

/**
 * Plays AWS on a loopback port: recordings in the services' own wire formats, and whatever can go wrong. A request that no
 * recording answers gets an `InvalidAction` error, so that a test notices.
 */
export async function startReplay(options: ReplayOptions): Promise<Replay> {
  const requests: ReplayRequest[] = []
  const sockets = new Set<Socket>()
  let faults = (options.faults ?? []).map((fault) => ({ ...fault, left: fault.times ?? Infinity }))

  let asked = new Map<string, number>()

  const faultOf = (request: ReplayRequest): Mishap | undefined => {
    const nth = (asked.get(request.action) ?? 0) + 1
    asked.set(request.action, nth)
    const fault = faults.find((one) => one.left > 0 && nth >= (one.from ?? 1) && concerns(one, request))
    if (fault === undefined) return undefined
    fault.left--
    return fault.does
  }

  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const request = parseRequest(message, Buffer.concat(chunks).toString('utf8'))
      requests.push(request)
      answer(response, request, options.recordings, faultOf(request))
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    actions: () => [...new Set(requests.map((request) => request.action))].sort(),
    play: (next) => {
      asked = new Map()
      faults = next.map((fault) => ({ ...fault, left: fault.times ?? Infinity }))
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function concerns(fault: Fault, request: ReplayRequest): boolean {
  if (fault.region !== undefined && fault.region !== request.region) return false
  if (fault.action === '*') return !request.action.startsWith('sts:')
  return fault.action === request.action || fault.action === `${request.action.split(':')[0]}:*`
}

function answer(
  response: ServerResponse,
  request: ReplayRequest,
  recordings: readonly Recording[],
  mishap: Mishap | undefined,
): void {
  if (mishap === 'hang') return
  if (mishap === 'reset') {
    response.socket?.destroy()
    return
  }
  if (mishap !== undefined && sendsError(response, request, mishap)) return
  const followsEmpty = tokenOf(request) === emptyPageToken
  const recording = answering(recordings, isOurs(tokenOf(request)) ? withoutToken(request) : request)
  if (recording === undefined) {
    const words = JSON.stringify(request.parameters).replaceAll('<', '')
    send(
      response,
      request,
      400,
      errorBody(request.protocol, 'InvalidAction', `no recording of ${request.action} ${words}`),
    )
    return
  }
  const status = recording.status ?? 200
  const body = distort(bodyText(recording), request, mishap, followsEmpty)
  if (mishap === 'hang-in-body') {
    response.writeHead(status, { 'content-type': contentType(request.protocol), 'content-length': body.length + 100 })
    response.write(body.slice(0, body.length / 2))
    return
  }
  send(response, request, status, body, recording.headers)
}

/** Whether the server made a page token up: no recording knows it. */
function isOurs(token: string | undefined): boolean {
  return token === emptyPageToken || token === sameToken || token === pageAgainToken
}

function distort(body: string, request: ReplayRequest, mishap: Mishap | undefined, followsEmpty: boolean): string {
  const { protocol } = request
  if (mishap === 'truncated') return body.slice(0, Math.floor(body.length * 0.6))
  if (mishap === 'empty-page' && tokenOf(request) === undefined && !followsEmpty) {
    return withToken(protocol, withoutItems(protocol, body), emptyPageToken)
  }
  if (mishap === 'page-twice' && tokenOf(request) === undefined) return withToken(protocol, body, pageAgainToken)
  if (mishap === 'repeated-token') return withToken(protocol, body, sameToken)
  return body
}

const denial = {
  ec2: ['UnauthorizedOperation', 403],
  query: ['AccessDenied', 403],
  json: ['AccessDeniedException', 400],
} as const
const throttle = {
  ec2: ['RequestLimitExceeded', 503],
  query: ['Throttling', 400],
  json: ['ThrottlingException', 400],
} as const

function sendsError(response: ServerResponse, request: ReplayRequest, mishap: Mishap): boolean {
  const { protocol, action } = request
  const error = (code: string, status: number): boolean => {
    // Real messages quote identities and ids; nothing of this text may reach a person.
    send(
      response,
      request,
      status,
      errorBody(protocol, code, `arn:aws:iam::111111111111:user/secret-words on ${action}`),
    )
    return true
  }
  if (typeof mishap === 'object') return error(mishap.code, mishap.status)
  if (mishap === 'denied') return error(denial[protocol][0], denial[protocol][1])
  if (mishap === 'throttled') return error(throttle[protocol][0], throttle[protocol][1])
  if (mishap === 'server-error') return error(protocol === 'json' ? 'InternalFailure' : 'InternalError', 500)
  if (mishap === 'unavailable') return error(protocol === 'json' ? 'ServiceUnavailableException' : 'Unavailable', 503)
  if (mishap === 'html' || mishap === 'html-error') {
    const page =
      '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><p>Welcome to the hotel.</p></body></html>'
    response.writeHead(mishap === 'html' ? 200 : 502, { 'content-type': 'text/html' })
    response.end(page)
    return true
  }
  if (mishap === 'no-list') {
    const name = action.split(':')[1] ?? ''
    send(
      response,
      request,
      200,
      protocol === 'json' ? '{}' : `<${name}Response><requestId>0</requestId></${name}Response>`,
    )
    return true
  }
  return false
}

function send(
  response: ServerResponse,
  request: ReplayRequest,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': contentType(request.protocol),
    'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
    ...headers,
  })
  response.end(body)
}
