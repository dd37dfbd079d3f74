import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis as Client } from 'ioredis'
import { eventually, freePort, startServerProcess, type ServerProcess } from './server-process.ts'

/** A Redis of a test file. */
export interface Redis {
  readonly port: number
  readonly password: string
  /** With its password. */
  readonly url: string
  /** Empties it. */
  readonly flush: () => Promise<void>
  /** Every key with what is in it, as text: for a search through all of it. */
  readonly dump: () => Promise<string>
  /** Ends it as a crash would; it answers nobody until `start`. */
  readonly kill: () => Promise<void>
  /** Starts it again on the same port: empty, or with its data when it is `durable`. */
  readonly start: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * Starts Redis on a free loopback port and waits until it answers. Without persistence, unless `durable`: then every write is on the disk
 * before it is answered. It ends with the test process.
 */
export async function startRedis({ durable = false }: { readonly durable?: boolean } = {}): Promise<Redis> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-redis-'))
  const password = randomBytes(12).toString('hex')
  let port = await freePort()
  let server: ServerProcess | undefined
  const urlOf = (): string => `redis://:${password}@127.0.0.1:${port}`

  const start = async (): Promise<void> => {
    const settings = [
      'bind 127.0.0.1',
      `port ${port}`,
      `requirepass ${password}`,
      'save ""',
      ...(durable ? ['appendonly yes', 'appendfsync always'] : ['appendonly no']),
      `dir ${folder}`,
    ]
    const file = join(folder, 'redis.conf')
    await writeFile(file, `${settings.join('\n')}\n`, { mode: 0o600 })
    const started = startServerProcess(['redis-server', file], { endBy: 'TERM' })
    server = started
    const answer = await eventually(
      async () => (started.ended() ? 'ended' : await withClient(urlOf(), (client) => client.ping())),
      () => `Redis did not start: ${started.said()}`,
    )
    if (answer === 'ended') throw new Error(`Redis did not start: ${started.said()}`)
  }
  const stopServer = async (): Promise<void> => {
    await server?.stop()
    server = undefined
  }
  const stop = async (): Promise<void> => {
    await stopServer()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  for (let tries = 1; ; tries++) {
    try {
      await start()
      break
    } catch (error) {
      await stopServer()
      if (tries === 3) {
        await stop()
        throw error
      }
      // Somebody else may have taken the port between our look and its start.
      port = await freePort()
    }
  }
  return {
    port,
    password,
    url: urlOf(),
    flush: () => withClient(urlOf(), async (client) => void (await client.flushall())),
    dump: () => withClient(urlOf(), dump),
    kill: async () => {
      await server?.kill()
      server = undefined
    },
    start,
    restart: async () => {
      await stopServer()
      await start()
    },
    stop,
  }
}

async function withClient<T>(url: string, ask: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5000 })
  // What goes wrong rejects the call as well.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await ask(client)
  } finally {
    client.disconnect()
  }
}

/** Each type is read by its own command. */
async function dump(client: Client): Promise<string> {
  const lines: string[] = []
  for await (const keys of client.scanStream({ count: 500 }) as AsyncIterable<readonly string[]>) {
    for (const key of keys) lines.push(`${key} ${JSON.stringify(await contentOf(client, key))}`)
  }
  return lines.sort().join('\n')
}

async function contentOf(client: Client, key: string): Promise<unknown> {
  const type = await client.type(key)
  if (type === 'string') return client.get(key)
  if (type === 'hash') return client.hgetall(key)
  if (type === 'list') return client.lrange(key, 0, -1)
  if (type === 'set') return client.smembers(key)
  if (type === 'zset') return client.zrangebyscore(key, '-inf', '+inf', 'WITHSCORES')
  if (type === 'stream') return client.xrange(key, '-', '+')
  if (type === 'none') return null
  throw new Error(`a key of type ${type} is not read here: ${key}`)
}
