import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { rootPath } from '../../src/app/root.ts'
import { drifted, folder, parity } from './support.ts'

const main = rootPath('dist/src/cli/main.js')
const children: ChildProcess[] = []
const servers: Server[] = []

beforeAll(() => {
  if (!existsSync(main)) throw new Error('npm run build comes first')
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) server.close()
})

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

function start(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    stdout,
    stderr,
  }))
  return { child, ended }
}

interface SilentServer {
  readonly port: number
  /** Resolves when somebody has come and waits for its word: a program that is up, and in the middle of its work. */
  readonly next: () => Promise<unknown>
}

/** A server that takes connections and never says a word. */
async function silentServer(): Promise<SilentServer> {
  const server = createServer((socket) => void socket.on('error', () => {}))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, next: () => once(server, 'connection') }
}

const hanging = (port: number): Record<string, string> => ({
  'evenkeel.yaml': `environments:
  production: { sources: [{ tls: { endpoints: ["127.0.0.1:${port}"] } }] }
  staging: { sources: [{ tls: { endpoints: ["localhost:${port}"] } }] }
comparisons: [{ candidate: staging, baseline: production }]
`,
})

describe('the exit code of the process', () => {
  it.each([
    ['0 at parity', parity, ['check', '--format', 'json'], 0],
    ['1 at drift', drifted, ['check', '--format', 'json', '--fail-on', 'low'], 1],
    ['2 without a configuration', {}, ['check'], 2],
    ['2 for an unknown option', {}, ['check', '--nope'], 2],
    ['3 when it could not look', { 'evenkeel.yaml': parity['evenkeel.yaml'] }, ['check', '--format', 'json'], 3],
    ['0 for the version', {}, ['--version'], 0],
  ])('%s', async (_, files, args, expected) => {
    const { code, stdout, stderr } = await start(await folder(files), args).ended
    expect(code, stderr).toBe(expected)
    if (args.includes('json')) expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 })
  })
})

describe('signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it promptly while a source hangs', async (name, expected) => {
    const server = await silentServer()
    const cwd = await folder(hanging(server.port))
    const { child, ended } = start(cwd, ['check', '--format', 'json'])
    await server.next()
    child.kill(name)
    const { code, stdout, stderr } = await ended
    expect(code).toBe(expected)
    expect(stdout).toBe('')
    expect(stderr).toContain('Interrupted.')
  })
})

describe('a named pipe', () => {
  it('is read when somebody writes to it, and waiting for that can be interrupted', async () => {
    const cwd = await folder(parity)
    const pipe = join(cwd, 'pipe.jsonl')
    execFileSync('mkfifo', [pipe])
    const written = start(cwd, ['snapshot', '--environment', 'production', '--output', 'production.jsonl'])
    expect((await written.ended).code).toBe(0)
    const args = ['check', '--candidate', 'pipe.jsonl', '--baseline', 'production.jsonl']
    const fed = start(cwd, args)
    // Opens when it is opened at its other end.
    const writer = await open(pipe, 'w')
    await writer.writeFile(await readFile(join(cwd, 'production.jsonl')))
    await writer.close()
    expect((await fed.ended).code).toBe(0)
    const waiting = start(cwd, args)
    const silent = await open(pipe, 'w')
    waiting.child.kill('SIGINT')
    const { code, stderr } = await waiting.ended
    await silent.close()
    expect(code).toBe(130)
    expect(stderr).toContain('Interrupted.')
  })
})

describe('streams', () => {
  it('a reader that goes away is no error, and the verdict stays', async () => {
    const cwd = await folder(drifted)
    const { child, ended } = start(cwd, ['check', '--fail-on', 'low', '--quiet'])
    child.stdout?.destroy()
    const { code, stderr } = await ended
    expect(stderr).toBe('')
    expect(code).toBe(1)
  })

  it('a long document is written whole to a slow pipe', async () => {
    const settings = Array.from({ length: 3_000 }, (_, i) => `SETTING_${i}=${i}`).join('\n')
    const cwd = await folder({ ...parity, 'production.env': settings, 'staging.env': 'OTHER=1\n' })
    const { child, ended } = start(cwd, ['check', '--format', 'json', '--fail-on', 'low', '--quiet'])
    child.stdout?.pause()
    setTimeout(() => child.stdout?.resume(), 2_000)
    const { code, stdout } = await ended
    expect(stdout.length).toBeGreaterThan(200_000)
    expect((JSON.parse(stdout) as { findings: unknown[] }).findings.length).toBeGreaterThanOrEqual(3_000)
    expect(code).toBe(1)
  })

  it('colours nothing in a pipe, unless forced', async () => {
    const escape = String.fromCharCode(27)
    const cwd = await folder(drifted)
    expect((await start(cwd, ['check', '--quiet']).ended).stdout).not.toContain(escape)
    expect((await start(cwd, ['check', '--quiet'], { FORCE_COLOR: '1' }).ended).stdout).toContain(escape)
    expect((await start(cwd, ['check', '--quiet'], { NO_COLOR: '1' }).ended).stdout).not.toContain(escape)
  })

  it('stderr holds no warning of the runtime', async () => {
    const { stderr } = await start(await folder(parity), ['check', '--quiet']).ended
    expect(stderr).toBe('')
  })
})

describe('a defect', () => {
  it('is one sentence, with the stack only when asked for', async () => {
    // A signal whose handler throws stands for a defect: from outside, no input makes one.
    const broken = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
        "process.once('SIGUSR2', () => { throw new TypeError('the password is hunter2') })",
      )}`,
    }
    const failing = async (env: Readonly<Record<string, string>>): Promise<Ended> => {
      const server = await silentServer()
      const { child, ended } = start(await folder(hanging(server.port)), ['check', '--quiet'], env)
      await server.next()
      child.kill('SIGUSR2')
      return ended
    }
    const quiet = await failing(broken)
    expect(quiet.stderr).toMatch(/^error\[cli-internal\]: Unexpected failure: TypeError.*\.\n/)
    expect(quiet.stderr).not.toContain('hunter2')
    expect(quiet.code).toBe(2)
    const loud = await failing({ ...broken, EVENKEEL_DEBUG: '1' })
    expect(loud.stderr).toMatch(/^\s+at /m)
  })
})
