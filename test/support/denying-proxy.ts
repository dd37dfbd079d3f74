import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface DenyingProxy {
  readonly endpoint: string
  readonly stop: () => Promise<void>
}

/** Passes calls on to `target`, and answers those signed for `region` as AWS answers an identity without permissions. */
export async function startDenyingProxy(target: string, region: string): Promise<DenyingProxy> {
  const server = createServer((incoming, outgoing) => {
    const [, , signedRegion, service = ''] =
      /Credential=([^,]+)/.exec(incoming.headers.authorization ?? '')?.[1]?.split('/') ?? []
    if (signedRegion === region && service !== 'sts') {
      incoming.resume()
      const denied = denial(service)
      outgoing.writeHead(denied.status, { 'content-type': denied.type }).end(denied.body)
      return
    }
    const { hostname, port } = new URL(target)
    const onwards = request({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers })
    onwards.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onwards.on('error', () => outgoing.destroy())
    incoming.pipe(onwards)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function denial(service: string): { readonly status: number; readonly type: string; readonly body: string } {
  const message = 'You are not authorized to perform this operation.'
  if (service === 'ec2') {
    const body = `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`
    return { status: 403, type: 'text/xml', body }
  }
  if (service === 'acm') {
    const body = JSON.stringify({ __type: 'AccessDeniedException', message })
    return { status: 400, type: 'application/x-amz-json-1.1', body }
  }
  const body = `<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`
  return { status: 403, type: 'text/xml', body }
}
