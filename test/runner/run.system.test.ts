import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly output: string
  readonly lastLine: string
}

let scratch: string

/** A checkout of its own with the test command and the tests that are given; `dist` is built of two empty files. */
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'evenkeel-test-command-'))
  for (const name of ['test/run.mjs', 'vitest.config.ts']) await cp(join(root, name), join(scratch, name))
  await cp(join(root, 'test/runner'), join(scratch, 'test/runner'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts'),
  })
  await symlink(join(root, 'node_modules'), join(scratch, 'node_modules'))
  await put('package.json', '{ "type": "module" }')
  await put(
    'tsconfig.build.json',
    '{ "compilerOptions": { "outDir": "dist", "rootDir": "." }, "files": ["src/empty.ts", "src/app/build-rules-main.ts"] }',
  )
  await put('src/empty.ts', 'export {}\n')
  await put('src/app/build-rules-main.ts', 'export {}\n')
})

afterEach(() => rm(scratch, { recursive: true, force: true }))

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(scratch, path)), { recursive: true })
  await writeFile(join(scratch, path), text)
}

const test = (name: string, body: string): string =>
  `import { expect, it } from 'vitest'\nit(${JSON.stringify(name)}, async () => { ${body} })\n`

function start(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, CI: '', ...variables }
  const child = spawn(process.execPath, ['test/run.mjs', ...args], { cwd: scratch, env })
  let output = ''
  const collect = (part: Buffer): void => {
    output += part.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, output, lastLine: output.trimEnd().split('\n').at(-1) ?? '' }))
  })
  return { child, ended, soFar: () => output }
}

const run = (args: readonly string[] = [], variables: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  start(args, variables).ended

describe('the test command', () => {
  it('runs unit tests and ends with the count', async () => {
    await put('test/a.test.ts', test('adds', 'expect(1 + 1).toBe(2)'))
    await put('test/b.test.ts', test('adds again', 'expect(2 + 2).toBe(4)'))
    expect(await run()).toMatchObject({ code: 0, lastLine: '2 passed, 0 failed, 0 skipped' })
    expect(await run(['test/b'])).toMatchObject({ code: 0, lastLine: '1 passed, 0 failed, 0 skipped' })
    expect(await run(['-t', 'again'])).toMatchObject({ code: 0, lastLine: '1 passed, 0 failed, 1 skipped' })
  })

  it('fails when a test fails, when a file cannot be loaded, and when there is no test', async () => {
    expect(await run()).toMatchObject({ code: 1, lastLine: '0 passed, 0 failed, 0 skipped' })
    await put('test/a.test.ts', test('subtracts', 'expect(1 - 1).toBe(2)'))
    await put('test/b.test.ts', `import './nowhere.ts'\n`)
    expect(await run()).toMatchObject({ code: 1, lastLine: '0 passed, 2 failed, 0 skipped' })
    const nothing = await run(['test/zzz'])
    expect(nothing).toMatchObject({ code: 1, lastLine: '0 passed, 0 failed, 0 skipped' })
    expect(nothing.output).toContain('No test matches test/zzz.')
  })

  it('builds before system tests, and only before them', async () => {
    await put('test/a.test.ts', test('adds', 'expect(1 + 1).toBe(2)'))
    await put(
      'test/b.system.test.ts',
      `import '../dist/src/empty.js'\n${test('runs what was built', 'expect(1).toBe(1)')}`,
    )
    expect((await run(['test/a'])).output).not.toContain('Building dist')
    expect(await run()).toMatchObject({ code: 0, lastLine: '2 passed, 0 failed, 0 skipped' })
  })

  it('fails when the build does', async () => {
    await put('src/empty.ts', 'export const wrong: number = "text"\n')
    await put('test/b.system.test.ts', test('runs all the same', 'expect(1).toBe(1)'))
    const ended = await run()
    expect(ended).toMatchObject({ code: 1, lastLine: '1 passed, 1 failed, 0 skipped' })
    expect(ended.output).toContain('src/empty.ts(1,14)')
  })

  it('counts and names the suites whose need cannot be had, which fails on CI', async () => {
    await put('test/a.test.ts', test('adds', 'expect(1 + 1).toBe(2)'))
    await put(
      'test/b.system.test.ts',
      `// needs: moto\n${test('one', 'expect(1).toBe(1)')}it('two', () => expect(2).toBe(2))\n`,
    )
    const without = { PATH: join(scratch, 'empty') }
    const ended = await run([], without)
    expect(ended).toMatchObject({ code: 0, lastLine: '1 passed, 0 failed, 2 skipped' })
    expect(ended.output).toMatch(/Skipped test\/b\.system\.test\.ts \(2\): python3 with venv is missing \(.+\)\./)
    expect(await run([], { ...without, CI: 'true' })).toMatchObject({
      code: 1,
      lastLine: '1 passed, 0 failed, 2 skipped',
    })
  })

  it('hides the credentials of whoever runs it from the tests', async () => {
    const secret = 'AWS_SECRET_ACCESS_KEY'
    await put('test/a.test.ts', test('sees none', `expect(process.env.${secret}).toBeUndefined()`))
    expect(await run([], { [secret]: 'x', AWS_PROFILE: 'mine' })).toMatchObject({ code: 0 })
  })

  it('runs once at a time, takes over from the dead, and ends when told to', async () => {
    await put(
      'test/a.test.ts',
      test('waits', 'console.log("wait" + "ing"); await new Promise((r) => setTimeout(r, 60_000))'),
    )
    await put('.cache/test.lock', '999999999')
    const first = start([])
    await until(() => first.soFar().includes('RUN'))
    const second = await run()
    expect(second.code).toBe(2)
    expect(second.lastLine).toBe(
      `Another test run is under way in this checkout (process ${first.child.pid}). Wait for its end, or stop it.`,
    )
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(143)
    await put('test/a.test.ts', test('adds', 'expect(1 + 1).toBe(2)'))
    expect((await run()).code).toBe(0)
  })
})

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50))
}
