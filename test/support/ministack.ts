import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './server-process.ts'

const binary = fileURLToPath(new URL('../../.cache/ministack/bin/ministack', import.meta.url))

/** A ministack of one test file. The access key of a call, twelve digits, is the account that it is made in. */
export interface Ministack {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Starts ministack on a free loopback port, and waits until it answers: the second simulator of AWS, for what moto does not tell
 * truly (parameters of databases and caches with their sources and defaults). `npm test` installs it; throws when it is not there,
 * or does not answer within 60 s.
 */
export async function startMinistack(): Promise<Ministack> {
  if (!existsSync(binary)) throw new Error('ministack is not installed in .cache/ministack: run `npm test` once')
  // Somebody else may take the port between our look and its start.
  return startOnce().catch(startOnce)
}

async function startOnce(): Promise<Ministack> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-ministack-'))
  const port = String(await freePort())
  const child = spawn(binary, [], {
    cwd: folder,
    // It listens everywhere by default, and leaves the number of its process in the folder for such things.
    env: { PATH: process.env['PATH'], BIND_HOST: '127.0.0.1', GATEWAY_PORT: port, TMPDIR: folder, HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-4000)
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stopNow = (): void => void child.kill('SIGKILL')
  process.once('exit', stopNow)
  const stop = async (): Promise<void> => {
    process.off('exit', stopNow)
    stopNow()
    await exited
    await rm(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
      () => true,
      () => false,
    )
    if (answered) return { url, stop }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await stop()
  throw new Error(`ministack did not start: ${complaint}`)
}
