import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parity, run, twoFiles } from './support.ts'

describe('doctor', () => {
  it('says one line for each thing that is well', async () => {
    const { code, stdout } = await run(['doctor'], { files: parity })
    const lines = stdout.trim().split('\n')
    expect(lines[0]).toBe('ok    evenkeel.yaml: 2 environments (production, staging), 1 comparison')
    expect(lines[1]).toMatch(/^ok {4}rules: \d+ rules, 0 exceptions$/)
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/^ok {4}production config-files {2}production\.env: /),
      expect.stringMatching(/^ok {4}staging config-files {2}staging\.env: /),
    ])
    expect(code).toBe(0)
  })

  it('says what is not, with the remedy below, and goes on', async () => {
    const { 'production.env': _, ...files } = parity
    const { code, stdout } = await run(['doctor'], { files })
    expect(stdout).toMatch(/^FAIL {2}production config-files {2}.*\n {6}\S/m)
    expect(stdout).toMatch(/^ok {4}staging config-files/m)
    expect(code).toBe(3)
  })

  it('does not wait for what hangs longer than its deadline', async () => {
    const server = createServer((socket) => void socket.on('error', () => {}))
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const silent = `{ tls: { endpoints: ["127.0.0.1:${port}"], deadlineSeconds: 1 } }`
    const files = { ...parity, 'evenkeel.yaml': twoFiles.replace('{ files: { settings: staging.env } }', silent) }
    const { code, stdout } = await run(['doctor'], { files })
    expect(stdout).toMatch(/^FAIL {2}staging tls-endpoint {2}/m)
    expect(stdout).toMatch(/^ok {4}production config-files/m)
    expect(code).toBe(3)
  })

  it('gives a configuration error as every command does', async () => {
    const { code, stderr } = await run(['doctor'], { files: { 'evenkeel.yaml': 'a: 1' } })
    expect(stderr).toContain('error[config-unknown-key]')
    expect(code).toBe(2)
  })
})

describe('doctor --policy', () => {
  const withAws = (settings: string): Record<string, string> => ({
    ...parity,
    'evenkeel.yaml': twoFiles.replace('{ files: { settings: staging.env } }', `{ aws: ${settings} }`),
  })

  it('prints what the configured collectors need, and nothing else', async () => {
    const { code, stdout } = await run(['doctor', '--policy'], { files: withAws('{}') })
    const policy = JSON.parse(stdout) as { Statement: { Action: string[]; Effect: string }[] }
    expect(policy).toMatchObject({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*' }] })
    const actions = policy.Statement[0]?.Action ?? []
    expect(actions).toEqual(
      expect.arrayContaining(['ec2:DescribeInstances', 'rds:DescribeDBInstances', 'acm:ListCertificates']),
    )
    expect(actions).toEqual([...actions].sort())
    for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:(Describe|List|Get)\w+$/)
    expect(code).toBe(0)
  })

  it('leaves out the services that are not configured', async () => {
    const { stdout } = await run(['doctor', '--policy'], { files: withAws('{ services: [rds] }') })
    expect(stdout).toContain('rds:')
    expect(stdout).not.toContain('acm:')
  })

  it('says so when nothing needs it', async () => {
    const { code, stdout, stderr } = await run(['doctor', '--policy'], { files: parity })
    expect(stdout).toBe('')
    expect(stderr).toBe('No configured source needs AWS permissions.\n')
    expect(code).toBe(0)
  })
})
