import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../support/server-process.ts'

const main = fileURLToPath(new URL('../../../dist/src/app/demo/main.js', import.meta.url))

describe('npm run demo', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-demo-test-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const start = (args: readonly string[]) => {
    // A database of somebody's real service is not touched.
    const env = { ...process.env, TMPDIR: folder, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', NO_COLOR: '1' }
    const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { child, ended, stdout: () => stdout, stderr: () => stderr }
  }

  it('shows what differs, says what to open, and goes on until Ctrl+C', async () => {
    const demo = start(['--listen', '127.0.0.1:0', '--data', join(folder, 'kept')])
    const url = await eventually(
      () => /^The service runs at (\S+) until Ctrl\+C\./m.exec(demo.stdout())?.[1],
      () => `no address: ${demo.stdout()}${demo.stderr()}`,
      { seconds: 100 },
    )
    expect(demo.stdout()).toContain('staging would not have told you the truth: 13 differences')
    const pages = [...demo.stdout().matchAll(/^ {2}(http:\/\/\S+)$/gm)].map(([, page = '']) => page)
    expect(pages).toHaveLength(4)
    for (const page of pages) {
      expect(page.startsWith(`${url}/`)).toBe(true)
      expect([page, (await fetch(page)).status]).toEqual([page, 200])
    }
    demo.child.kill('SIGINT')
    expect(await demo.ended).toBe(0)
  })

  it('ends after the table with --once, and leaves nothing behind', async () => {
    const before = await readdir(folder)
    const demo = start(['--once', '--listen', '127.0.0.1:0'])
    expect([await demo.ended, demo.stderr()]).toEqual([0, expect.stringContaining('Assessing examples/shop.')])
    expect(demo.stdout()).toContain('staging would not have told you the truth: 13 differences')
    expect(demo.stdout()).not.toContain('Ctrl+C')
    expect(await readdir(folder)).toEqual(before)
  })
})
