import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer, type TlsOptions } from 'node:tls'

/** A server on the loopback, on a port of its own. */
export interface RunningServer {
  readonly port: number
  /** `localhost:PORT`. */
  readonly endpoint: string
  /** Names that clients asked for. */
  readonly asked: readonly string[]
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** Serves TLS, and hangs up on whoever says something. `cert` is the chain that is sent, leaf first. */
export function startTlsServer(options: TlsOptions): Promise<RunningServer> {
  const asked: string[] = []
  const SNICallback: TlsOptions['SNICallback'] = (name, done) => {
    asked.push(name)
    done(null)
  }
  const server = createServer({ SNICallback, ...options }, (socket) => {
    socket.on('error', () => undefined)
    socket.on('data', () => socket.destroy())
  })
  server.on('tlsClientError', () => undefined)
  return listen(server, asked)
}

/** Does with each connection what it is told: nothing for a silent server, an answer in plain text. */
export function startPlainServer(onConnection: (socket: Socket) => void): Promise<RunningServer> {
  const server = createPlainServer((socket) => {
    socket.on('error', () => undefined)
    // Without a reader it would never learn that the client hung up.
    socket.resume()
    onConnection(socket)
  })
  return listen(server, [])
}

async function listen(server: Server, asked: readonly string[]): Promise<RunningServer> {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    endpoint: `localhost:${port}`,
    asked,
    connections: () => open.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
