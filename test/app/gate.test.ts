import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assessed, comparison, coverage, findingOf, openApi, tokenIn } from '../api/support.ts'
import { folder, runIn } from '../cli/support.ts'
import { useMemoryDatabase } from '../store/support/databases.ts'

const memory = useMemoryDatabase()

/** A server, and a folder whose data directory names it. */
async function served() {
  const test = await openApi(memory(), () => ({ localToken: 'of-this-run' }))
  const url = await test.api.listen({ host: '127.0.0.1', port: 0 })
  const cwd = await folder()
  await mkdir(join(cwd, '.evenkeel'))
  await writeFile(join(cwd, '.evenkeel/server.json'), JSON.stringify({ url, token: 'of-this-run', pid: 1 }))
  const gate = (...args: string[]) => runIn(cwd, ['gate', '--comparison', comparison, ...args])
  return { ...test, url, cwd, gate }
}

describe('evenkeel gate', () => {
  it('passes with 0 and fails with 1, and says both verdicts', async () => {
    const test = await served()
    await assessed(test, [findingOf('a', { service: 'orders' })])
    const failed = await test.gate()
    expect(failed).toMatchObject({ code: 1, stderr: '' })
    expect(failed.stdout).toMatch(/^staging\.\.production: failed\n {2}drift .*1 high.*\n {2}coverage {2}complete/)
    expect(failed.stdout).toContain('Set max_connections to 500')
    expect(await test.gate('--service', 'web', '--max-age', '1h')).toMatchObject({ code: 0 })
    expect(await test.gate('--fail-on', 'critical')).toMatchObject({ code: 0 })
    expect(JSON.parse((await test.gate('--format', 'json')).stdout)).toMatchObject({
      passed: false,
      counts: { high: 1 },
    })
  })

  it('does with the unknown as it is told', async () => {
    const test = await served()
    await assessed(test, [], { coverage: { verdict: 'incomplete', scopes: [coverage({ status: 'denied' })] } })
    expect((await test.gate()).code).toBe(3)
    expect((await test.gate('--on-unknown', 'pass')).code).toBe(0)
    expect(await test.gate('--on-unknown', 'warn')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('warning') as string,
    })
  })

  it('overrides only with a reason, and only what did not pass', async () => {
    const test = await served()
    await assessed(test, [findingOf('a', { service: 'orders' })])
    expect(await test.gate('--override')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--reason') as string,
    })
    expect((await test.gate('--reason', 'no override asked for')).code).toBe(2)
    const overridden = await test.gate('--override', '--reason', 'The fix is in this release.', '--by', 'ana')
    expect(overridden).toMatchObject({ code: 0, stdout: expect.stringContaining('overridden') as string })
    expect(test.overrides).toMatchObject([{ by: 'ana (local)', reason: 'The fix is in this release.' }])
    expect((await test.gate('--service', 'web', '--override', '--reason', 'Not needed at all.')).code).toBe(0)
    expect(test.overrides).toHaveLength(1)
    // The next one is asked anew.
    expect((await test.gate()).code).toBe(1)
  })

  it('is asked wrongly: 2 and one sentence', async () => {
    const test = await served()
    const token = await tokenIn(test.store, 'reader', ['read'])
    const other = await runIn(test.cwd, ['gate', '--comparison', comparison, '--server', test.url], {
      env: { EVENKEEL_TOKEN: token },
    })
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('error[api-token-scope]') as string })
    expect(await runIn(test.cwd, ['gate', '--comparison', 'staging..prod'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('staging..production') as string,
    })
    expect((await test.gate('--max-age', 'soon')).code).toBe(2)
    expect(await test.gate('--server', 'http://user:hunter2@127.0.0.1')).toMatchObject({
      code: 2,
      stderr: expect.not.stringContaining('hunter2') as string,
    })
  })

  it('counts nothing with --fail-on never', async () => {
    const test = await served()
    await assessed(test, [findingOf('a')])
    expect((await test.gate('--fail-on', 'never')).stdout).toContain('drift     not counted (1 high)')
  })

  it('says on stderr what it waits for', async () => {
    const waited = await (await served()).gate('--wait', '3')
    expect(waited.code).toBe(3)
    expect(waited.stdout).toContain('was never assessed. The assessment that was waited for had not ended by then.')
    expect(waited.stderr).toBe(`Waiting for an assessment of ${comparison}, 3 s at most …\n`)
  })

  it('knows nothing where there is no server', async () => {
    const cwd = await folder()
    const none = await runIn(cwd, ['gate', '--comparison', comparison])
    expect(none).toMatchObject({ code: 3, stdout: expect.stringContaining('not known, which is no pass') as string })
    expect((await runIn(cwd, ['gate', '--comparison', comparison, '--on-unknown', 'pass'])).code).toBe(0)
    const overridden = await runIn(cwd, [
      'gate',
      '--comparison',
      comparison,
      '--override',
      '--reason',
      'Nobody can record this.',
    ])
    expect(overridden.code).toBe(3)
  })

  it('waits for a server that is started anew, elsewhere', async () => {
    const test = await served()
    await assessed(test, [])
    const file = join(test.cwd, '.evenkeel/server.json')
    await writeFile(file, JSON.stringify({ url: 'http://127.0.0.1:1', token: 'x', pid: 1 }))
    const asking = test.gate()
    // As a server writes it: all of it at once.
    await writeFile(`${file}.new`, JSON.stringify({ url: test.url, token: 'of-this-run', pid: 1 }))
    await rename(`${file}.new`, file)
    expect((await asking).code).toBe(0)
  })
})
