import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { useMemoryDatabase } from '../store/support/databases.ts'
import { assessed, comparison, coverage, findingOf, openApi, tokenIn } from './support.ts'

const memory = useMemoryDatabase()
const folder = fileURLToPath(new URL('../../integrations/github-action/', import.meta.url))

/** Runs the shell of the action, as a runner would. */
async function runAction(env: Readonly<Record<string, string>>) {
  const work = await mkdtemp(join(tmpdir(), 'evenkeel-action-'))
  onTestFinished(() => rm(work, { recursive: true, force: true }))
  const files = { GITHUB_OUTPUT: join(work, 'output'), GITHUB_STEP_SUMMARY: join(work, 'summary') }
  const child = spawn('sh', [join(folder, 'evenkeel-gate.sh')], {
    env: { PATH: process.env['PATH'], TMPDIR: work, ...files, ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const read = (path: string) => readFile(path, 'utf8').catch(() => '')
  return {
    code,
    stdout,
    stderr,
    outputs: await read(files.GITHUB_OUTPUT),
    summary: await read(files.GITHUB_STEP_SUMMARY),
  }
}

async function listening() {
  const test = await openApi(memory())
  const url = await test.api.listen({ host: '127.0.0.1', port: 0 })
  const token = await tokenIn(test.store, 'ci', ['gate'])
  const env = { EVENKEEL_URL: url, EVENKEEL_TOKEN: token, EVENKEEL_COMPARISON: comparison }
  return { ...test, url, token, env }
}

describe('the action', () => {
  it('hands every input to its shell through the environment, and every output on', async () => {
    const action = parse(await readFile(join(folder, 'action.yml'), 'utf8')) as {
      readonly inputs: object
      readonly outputs: Readonly<Record<string, { readonly value: string }>>
      readonly runs: {
        readonly steps: readonly [{ readonly run: string; readonly env: Readonly<Record<string, string>> }]
      }
    }
    const [{ run, env }] = action.runs.steps
    expect(run).not.toContain('${{')
    for (const input of Object.keys(action.inputs)) expect(Object.values(env)).toContain(`\${{ inputs.${input} }}`)
    const shell = await readFile(join(folder, 'evenkeel-gate.sh'), 'utf8')
    for (const name of Object.keys(env).filter((one) => one.startsWith('EVENKEEL_'))) expect(shell).toContain(name)
    for (const output of Object.keys(action.outputs)) expect(shell).toContain(`output ${output} `)
  })

  it('passes, with a summary, outputs, and the token masked and nowhere else', async () => {
    const { env, token, ...test } = await listening()
    await assessed(test, [findingOf('a', { severity: 'low' })])
    const { code, stdout, stderr, outputs, summary } = await runAction({
      ...env,
      EVENKEEL_SERVICE: 'orders',
      EVENKEEL_MAX_AGE: '1h',
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`::add-mask::${token}\n`)
    expect(stdout.split(token)).toHaveLength(2)
    expect(outputs).toBe('passed=yes\ndrift=none\ncoverage=complete\noverridden=false\n')
    expect(summary).toContain('service orders: passed')
    expect(summary).not.toContain(token)
  })

  it('fails by drift, and passes when it is overridden with a reason', async () => {
    const { env, ...test } = await listening()
    await assessed(test, [findingOf('a', { title: 'It differs ::error::x' })])
    const failed = await runAction(env)
    expect(failed.code).toBe(1)
    expect(failed.summary).toContain('It differs')
    expect(failed.stdout).not.toMatch(/^::error::/m)
    const reason = 'The "fix" is in\nthis release \\o/.'
    const passed = await runAction({ ...env, EVENKEEL_OVERRIDE_REASON: reason, EVENKEEL_ACTOR: 'ana' })
    expect(passed).toMatchObject({ code: 0, outputs: 'passed=no\ndrift=drift\ncoverage=complete\noverridden=true\n' })
    expect(test.overrides).toMatchObject([{ by: 'ana (ci)', reason: 'The "fix" is in this release \\o/.', counted: 1 }])
    const refused = await runAction({ ...env, EVENKEEL_OVERRIDE_REASON: 'short' })
    expect(refused.code).toBe(2)
    expect(refused.stdout).toContain('The override was not recorded')
  })

  it('does not take what nobody knows for a pass, unless it is told to', async () => {
    const { env, ...test } = await listening()
    await assessed(test, [], { coverage: { verdict: 'incomplete', scopes: [coverage({ status: 'denied' })] } })
    expect(await runAction(env)).toMatchObject({
      code: 3,
      outputs: expect.stringContaining('passed=unknown') as string,
    })
    const warned = await runAction({ ...env, EVENKEEL_ON_UNKNOWN: 'warn' })
    expect(warned.code).toBe(0)
    expect(warned.stdout).toContain('::warning')
    expect((await runAction({ ...env, EVENKEEL_ON_UNKNOWN: 'pass' })).code).toBe(0)
  })

  it('knows nothing when the server is away', async () => {
    const { env, api } = await listening()
    await api.close()
    const away = await runAction(env)
    expect(away).toMatchObject({ code: 3, outputs: expect.stringContaining('passed=unknown') as string })
    expect(away.summary).toContain('could not be asked')
  })

  it('ends with 2 and one sentence where it is asked wrongly', async () => {
    const { env } = await listening()
    const wrong = { ...env, EVENKEEL_TOKEN: `evk_0123456789_${'A'.repeat(43)}` }
    expect(await runAction(wrong)).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('The token is not known here.') as string,
    })
    expect((await runAction({ ...env, EVENKEEL_COMPARISON: 'staging..prod' })).stdout).toContain(
      'Did you mean "staging..production"?',
    )
    expect(await runAction({ ...env, EVENKEEL_ON_UNKNOWN: 'perhaps' })).toMatchObject({ code: 2 })
    expect(await runAction({ ...env, EVENKEEL_TOKEN: 'x"\nurl = "http://evil.example' })).toMatchObject({ code: 2 })
    expect(await runAction({ ...env, EVENKEEL_URL: '' })).toMatchObject({ code: 2 })
    for (const wait of ['08', '1;id', '-1', '1000'])
      expect(await runAction({ ...env, EVENKEEL_WAIT: wait })).toMatchObject({ code: 2, stderr: '' })
  })

  it('shows nothing of a token that is none', async () => {
    const { code, stdout, stderr } = await runAction({
      EVENKEEL_URL: 'http://127.0.0.1:1',
      EVENKEEL_COMPARISON: comparison,
      EVENKEEL_TOKEN: 'evk_first\n::set-output name=passed::second',
    })
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    expect(stdout).toBe('::error title=Evenkeel gate::The token has characters that no token has.\n')
  })

  it.each([
    ['a password', 'http://ci:hunter2@127.0.0.1:1'],
    ['an option of curl', '-K/etc/passwd'],
    ['a file', 'file:///etc/passwd'],
    ['a query', 'http://127.0.0.1:1/?a='],
    ['a second line', 'http://127.0.0.1:1\n::error::x'],
  ])('takes no address with %s, and does not show it', async (_, url) => {
    const { code, stdout, stderr } = await runAction({ EVENKEEL_URL: url, EVENKEEL_COMPARISON: comparison })
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    expect(stdout).toMatch(/^::error title=Evenkeel gate::The address of the server \(url\) [^\n]*\n$/)
    expect(stdout).not.toContain('hunter2')
  })

  it('lets nothing that a server says be a command of the runner', async () => {
    const words = '::add-mask::x\n  ::set-output name=passed::yes\na ##[set-env name=A]b\n'
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'evenkeel-passed': 'no', 'evenkeel-drift': '$(id)`id`\ta=b' }).end(words)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { code, stdout, outputs } = await runAction({
      EVENKEEL_URL: `http://127.0.0.1:${port}`,
      EVENKEEL_COMPARISON: comparison,
    })
    expect(code).toBe(1)
    expect(stdout.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([
      expect.stringContaining('::error title=Evenkeel gate::Differences'),
    ])
    expect(outputs).toMatch(/^passed=no\ndrift=[\w .-]*\ncoverage=\noverridden=false\n$/)
  })
})
