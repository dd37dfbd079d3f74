import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A server of a test that is a process of its own. */
export interface ServerProcess {
  /** The last of what it said on both outputs. */
  readonly said: () => string
  /** True once it has ended, for whatever reason. */
  readonly ended: () => boolean
  readonly exited: Promise<void>
  /** Sends the signal of `endBy`, after 10 s SIGKILL, and waits for its end. */
  readonly stop: () => Promise<void>
  /** SIGKILL, as a crash would. */
  readonly kill: () => Promise<void>
}

export interface ServerProcessOptions {
  /** How it ends: what it takes as the order to shut down. */
  readonly endBy: 'TERM' | 'QUIT' | 'INT'
  /** Whom it runs as; only root may choose. */
  readonly user?: { readonly uid: number; readonly gid: number }
  readonly cwd?: string
}

/**
 * Its shell waits for two things: for the server's end, and for the end of its standard input, which is ours (a line of it is a signal to
 * pass on). So a server never outlives the test process that started it, however that one ended.
 */
const guard = `
"$@" &
server=$!
exec 3<&0
{ while read -r signal; do kill "-$signal" "$server"; done; kill "-$GUARD_END_BY" "$server"; } <&3 >/dev/null 2>&1 &
reader=$!
wait "$server"
code=$?
kill "$reader" 2>/dev/null
exit "$code"
`

/** Starts a program that serves until it is told to stop. Errors of the start show in `said` and `ended`. */
export function startServerProcess(command: readonly string[], options: ServerProcessOptions): ServerProcess {
  const child = spawn('/bin/sh', ['-c', guard, 'sh', ...command], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', GUARD_END_BY: options.endBy },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.user ?? {}),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
  let said = ''
  const listen = (text: string): void => {
    said = (said + text).slice(-8000)
  }
  child.stdout.setEncoding('utf8').on('data', listen)
  child.stderr.setEncoding('utf8').on('data', listen)
  // A write to a server that has just ended by itself.
  child.stdin.on('error', () => undefined)
  let ended = false
  const exited = new Promise<void>((resolve) => {
    const end = (): void => {
      ended = true
      resolve()
    }
    child.once('exit', end)
    child.once('error', (error) => {
      listen(error.message)
      end()
    })
  })
  const pass = (signal: string): void => {
    if (!ended) child.stdin.write(`${signal}\n`)
  }
  return {
    said: () => said,
    ended: () => ended,
    exited,
    stop: async () => {
      const patience = setTimeout(() => pass('KILL'), 10_000)
      pass(options.endBy)
      await exited
      clearTimeout(patience)
    },
    kill: async () => {
      pass('KILL')
      await exited
    },
  }
}

/**
 * A loopback port that nobody has at this moment, out of those that no system gives away by itself (to who listens on port 0, to connections
 * that go out): nobody gets it by chance before a server is up, nor while one that was killed is away.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (free) await new Promise((resolve) => server.close(resolve))
  return free
}

/**
 * Asks until the answer is not undefined; a rejection counts as none. Throws what `otherwise` says after so many seconds: generous, it is
 * there to end what hangs.
 */
export async function eventually<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  otherwise: () => string,
  { seconds = 60, everyMs = 50 }: { readonly seconds?: number; readonly everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + seconds * 1000
  let last: unknown
  do {
    try {
      const answer = await ask()
      if (answer !== undefined) return answer
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  } while (performance.now() < deadline)
  throw new Error(`${otherwise()} (after ${seconds} s)`, { cause: last })
}
