import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { freePort } from './server-process.ts'

const binary = fileURLToPath(new URL('../../.cache/moto/bin/moto_server', import.meta.url))

/** A moto server of one test file. */
export interface Moto {
  readonly url: string
  /** Empties all accounts. */
  readonly reset: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Whether moto is installed where {@link startMoto} looks for it. */
export function hasMoto(): boolean {
  return existsSync(binary)
}

/**
 * Starts moto's server on a free loopback port, and waits until it answers. `npm test` installs it; throws when it is not
 * there, or does not answer within 60 s.
 */
export async function startMoto(): Promise<Moto> {
  if (!hasMoto()) throw new Error('moto is not installed in .cache/moto: run `npm test` once, or see test/run.mjs')
  // Somebody else may take the port between our look and its start.
  return startOnce().catch(startOnce)
}

async function startOnce(): Promise<Moto> {
  const port = await freePort()
  const child = spawn(binary, ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_EC2_LOAD_DEFAULT_AMIS: 'false', PYTHONWARNINGS: 'ignore' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-4000)
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stopNow = (): void => void child.kill('SIGKILL')
  process.once('exit', stopNow)
  const url = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    process.off('exit', stopNow)
    child.kill('SIGTERM')
    const patience = setTimeout(stopNow, 5000)
    await exited
    clearTimeout(patience)
  }
  try {
    await answering(url, () => child.exitCode)
  } catch (error) {
    await stop()
    throw new Error(`moto did not start: ${complaint}`, { cause: error })
  }
  return {
    url,
    stop,
    reset: async () => {
      const response = await fetch(`${url}/moto-api/reset`, { method: 'POST' })
      if (!response.ok) throw new Error(`moto could not be emptied: HTTP ${response.status}`)
    },
  }
}

async function answering(url: string, exitCode: () => number | null): Promise<void> {
  let last: unknown
  for (let tries = 0; tries < 300; tries++) {
    if (exitCode() !== null) throw new Error(`it ended with ${exitCode()}`)
    try {
      const response = await fetch(`${url}/moto-api/data.json`, { signal: AbortSignal.timeout(5000) })
      if (response.ok) return
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('it does not answer', { cause: last })
}
