import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Output } from '../../src/app/surroundings.ts'
import { runCli } from '../../src/cli/program.ts'

export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Situation {
  /** Files by path below the current folder. */
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly colour?: boolean
  readonly signal?: AbortSignal
  readonly now?: string
}

/** A folder with these files, removed when the test ends. */
export async function folder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'evenkeel-cli-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), text)
  }
  return path
}

/** Runs one command line in this process, in a folder of its own. */
export async function run(args: readonly string[], situation: Situation = {}): Promise<Run> {
  return runIn(await folder(situation.files), args, situation)
}

/** Runs one command line in this process, in a folder that exists. */
export async function runIn(
  cwd: string,
  args: readonly string[],
  situation: Omit<Situation, 'files'> = {},
): Promise<Run> {
  let stdout = ''
  let stderr = ''
  const output = (take: (text: string) => void): Output => ({
    write: take,
    isTty: false,
    colour: situation.colour ?? false,
    columns: 100,
  })
  const code = await runCli(args, {
    cwd,
    env: situation.env ?? {},
    stdout: output((text) => (stdout += text)),
    stderr: output((text) => (stderr += text)),
    clock: { now: () => new Date(situation.now ?? '2026-11-01T12:00:00Z') },
    signal: situation.signal ?? new AbortController().signal,
  })
  return { code, stdout, stderr }
}

/** Two environments that are each one file of settings. */
export const twoFiles = `environments:
  production: { aliases: [prod], domains: [shop.example], sources: [{ files: { settings: production.env } }] }
  staging: { domains: [staging.shop.example], sources: [{ files: { settings: staging.env } }] }
comparisons:
  - { candidate: staging, baseline: production }
`
export const parity = {
  'evenkeel.yaml': twoFiles,
  'production.env': 'API_URL=https://api.shop.example/\nPOOL_SIZE=10\n',
  'staging.env': 'API_URL=https://api.staging.shop.example/\nPOOL_SIZE=5\n',
}
/** A setting that staging does not have. */
export const drifted = { ...parity, 'staging.env': 'API_URL=https://api.staging.shop.example/\n' }
