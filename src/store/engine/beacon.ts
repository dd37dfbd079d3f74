import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

/** A socket that shows that its process lives. */
export interface Beacon {
  readonly name: string
  readonly putOut: () => Promise<void>
}

/** The longest path of a socket that every system takes; a longer one is cut in silence. */
const longestPath = 100

/** Listens to a socket of this name in a directory until it is put out or the process ends. */
export async function beacon(directory: string, name: string): Promise<Beacon> {
  const reach = await reachOf(directory, name)
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(reach.path, resolve)
  })
  server.unref()
  return {
    name,
    putOut: async () => {
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()))
      await reach.done()
    },
  }
}

/**
 * Whether somebody listens. Refused, or no such socket: its process has ended. Anything else, such as a socket of another user that
 * we may not touch, is no proof of that.
 */
export async function isLit(directory: string, name: string): Promise<boolean> {
  const reach = await reachOf(directory, name)
  try {
    return await new Promise<boolean>((resolve) => {
      const socket = connect(reach.path)
      socket.once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(!dead.has(error.code ?? '')))
    })
  } finally {
    await reach.done()
  }
}

const dead: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'])

/** The path of a socket; where it is too long, by way of the opened directory, which Linux shows under a short name. */
async function reachOf(
  directory: string,
  name: string,
): Promise<{ readonly path: string; readonly done: () => Promise<void> }> {
  const path = join(directory, name)
  if (Buffer.byteLength(path) <= longestPath) return { path, done: async () => {} }
  const handle = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY)
  return { path: `/proc/self/fd/${handle.fd}/${name}`, done: () => handle.close() }
}
