import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { eventually } from './server-process.ts'

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))

/** A process of the built program that goes on until it is stopped. */
export interface Service {
  readonly pid: number
  /** What it printed on stdout: of `serve` the one line, its URL. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Undefined while it runs; null when a signal ended it. */
  readonly code: () => number | null | undefined
  /** SIGTERM, and its exit code; SIGKILL after 30 s, which gives null. */
  readonly stop: () => Promise<number | null>
  /** SIGKILL: what a crash, the memory's end or a pulled plug leave behind. */
  readonly kill: () => Promise<void>
}

export interface ServiceOptions {
  readonly cwd: string
  /** All of its variables, beside PATH and what a process needs: nothing of this process's own. */
  readonly env: Readonly<Record<string, string>>
}

/** The variables that a process gets in any case. */
function bare(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG']
  return {
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
    NO_COLOR: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
}

/** Starts the built program with these arguments. It ends with this process at the latest. */
export function startService(args: readonly string[], { cwd, env }: ServiceOptions): Service {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...bare(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('the program could not be started')
  let stdout = ''
  let stderr = ''
  let code: number | null | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const killNow = (): void => void child.kill('SIGKILL')
  process.once('exit', killNow)
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', (given) => {
      process.off('exit', killNow)
      code = given
      resolve(given)
    })
  })
  return {
    pid,
    stdout: () => stdout,
    stderr: () => stderr,
    code: () => code,
    stop: async () => {
      const patience = setTimeout(killNow, 30_000)
      child.kill('SIGTERM')
      const given = await closed
      clearTimeout(patience)
      return given
    },
    kill: async () => {
      killNow()
      await closed
    },
  }
}

/** Waits for the URL that `serve` prints when it listens. Throws what the program said when it ends before, or after two minutes. */
export function urlOf(service: Service): Promise<string> {
  return saidBy(service, () => /^(http:\/\/\S+)\n/m.exec(service.stdout())?.[1], 'serve printed no URL')
}

/** Waits until `worker` says that it works. */
export function working(service: Service): Promise<string> {
  return saidBy(service, () => /"msg":"working"/.exec(service.stderr())?.[0], 'the worker does not work')
}

async function saidBy(service: Service, find: () => string | undefined, otherwise: string): Promise<string> {
  const found = await eventually(
    () => find() ?? (service.code() === undefined ? undefined : null),
    () => `${otherwise}: ${service.stderr().slice(-2000)}`,
    { seconds: 120 },
  )
  if (found === null) throw new Error(`${otherwise}; it ended with ${service.code()}: ${service.stderr().slice(-2000)}`)
  return found
}
