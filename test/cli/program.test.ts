import { describe, expect, it } from 'vitest'
import { drifted, parity, run } from './support.ts'

describe('a command line that cannot be understood', () => {
  it.each([
    [['chek'], "error[cli-usage]: Unknown command 'chek'.", 'Did you mean "check"?'],
    [['check', '--formt', 'json'], "error[cli-usage]: Unknown option '--formt'.", 'Did you mean "--format"?'],
    [['check', '--format'], "error[cli-usage]: Option '--format <format>' argument missing.", 'See `evenkeel --help`'],
    [['check', 'extra'], 'error[cli-usage]: Too many arguments', '--help'],
    [['explain'], "error[cli-usage]: Missing required argument 'what'.", '--help'],
    [['rules', 'tst'], "error[cli-usage]: Unknown command 'tst'.", 'Did you mean "test"?'],
    [['check', '--format', 'jsn'], 'error[cli-unknown-choice]: --format cannot be "jsn".', 'Did you mean "json"?'],
    [['check', '--fail-on', 'hihg'], 'error[cli-unknown-choice]: --fail-on cannot be "hihg".', 'Did you mean "high"?'],
    [['check', '--fail-on', 'zzzzzz'], 'error[cli-unknown-choice]', 'It takes: critical, high, medium, low, never.'],
    [['check', '--fail-on', 'info'], 'error[cli-unknown-choice]', 'It takes: critical'],
    [[], 'error[cli-usage]: A command is missing.', 'See the commands above.'],
    [['rules'], 'error[cli-usage]: A command is missing.', 'See the commands above.'],
  ])('%j', async (args, sentence, remedy) => {
    const { code, stdout, stderr } = await run(args)
    expect(stderr).toContain(sentence)
    expect(stderr).toContain(`\n  ${remedy.startsWith('--') ? '' : remedy}`)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})

describe('help and version', () => {
  it('are asked for, so they are output', async () => {
    const help = await run(['--help'])
    expect(help.stdout).toMatch(/Usage: evenkeel/)
    for (const command of ['check', 'explain', 'init', 'doctor', 'rules', 'schema'])
      expect(help.stdout).toContain(`\n  ${command}`)
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(await run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    })
    expect((await run(['check', '--help'])).stdout).toContain('Exit codes: 0 parity')
  })
})

describe('errors', () => {
  it('are coloured only where colour is wanted', async () => {
    const escape = String.fromCharCode(27)
    expect((await run(['check'], { colour: true })).stderr).toContain(`${escape}[`)
    expect((await run(['check'], { colour: false })).stderr).not.toContain(escape)
  })

  it('never carry control characters of a file to the terminal', async () => {
    const escape = String.fromCharCode(27)
    const { stderr } = await run(['check'], { files: { 'evenkeel.yaml': '"\\u001b[31mred": 1\n' } })
    expect(stderr).toContain('unknown key')
    expect(stderr).not.toContain(escape)
  })

  it('of several problems are told one by one', async () => {
    const { stderr } = await run(['check'], { files: { 'evenkeel.yaml': 'a: 1\nb: 2\n' } })
    expect(stderr.match(/^error\[/gm)).toHaveLength(4)
  })
})

describe('rules', () => {
  it('list shows each with its severity, by dimension', async () => {
    const { code, stdout } = await run(['rules', 'list'])
    expect(stdout).toMatch(/^compute\n/m)
    expect(stdout).toMatch(/^ {2}database\/\S+ +(critical|high|medium|low|info) /m)
    expect(stdout).toMatch(/^ {2}access\/\S+ +critical +every field of every kind {2}must-not-reference$/m)
    expect(code).toBe(0)
  })

  it('test runs the examples of the built-in ones, and all hold', async () => {
    const { code, stdout } = await run(['rules', 'test'])
    expect(stdout).toMatch(/^\d+ rules, \d+ examples passed, 0 failed\n$/)
    expect(code).toBe(0)
  })

  it('test says which example of one’s own does not hold', async () => {
    const pack = `dimension: configuration
rules:
  - id: shop/debug-off
    kind: setting-group
    at: /settings/DEBUG
    relation: present-in-both
    severity: low
    title: "{name} has {at}"
    why: a test
    remedy: none
    examples:
      - pass: { candidate: { key: DEBUG, value: "1" } }
      - fail: { candidate: { key: DEBUG, value: "1" } }
`
    const files = { ...parity, 'evenkeel.yaml': `${parity['evenkeel.yaml']}rules: own.yaml\n`, 'own.yaml': pack }
    const { code, stdout } = await run(['rules', 'test'], { files })
    expect(stdout).toMatch(/^FAIL {2}shop\/debug-off \(own\.yaml:3:5\), example 1, which must pass: /m)
    expect(stdout).toContain(', 1 failed\n')
    expect(code).toBe(1)
  })

  it('a configuration that is named must be there', async () => {
    expect(await run(['rules', 'list', '--config', 'gone.yaml'])).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('explain', () => {
  it('shows a resource with its twin, its values and what to write', async () => {
    const { code, stdout } = await run(['explain', 'staging.env', '--quiet'], { files: drifted })
    expect(stdout).toContain('paired by')
    expect(stdout).toContain('≠ /settings/POOL_SIZE')
    expect(stdout).toContain('= /settings/API_URL')
    expect(stdout).toContain('{domain}')
    expect(stdout).toContain('{ kind: setting-group, candidate: staging.env, baseline: production.env }')
    expect(code).toBe(0)
  })

  it('shows a finding, also by the beginning of its id', async () => {
    const { stdout } = await run(['check', '--format', 'json', '--quiet'], { files: drifted })
    const id = (JSON.parse(stdout) as { findings: { id: string }[] }).findings[0]?.id ?? ''
    for (const text of [id, id.slice(0, 8)]) {
      const found = await run(['explain', text, '--quiet'], { files: drifted })
      expect(found.stdout).toContain(`Finding ${id}: `)
      expect(found.code).toBe(0)
    }
  })

  it('names the nearest for a name that nothing has', async () => {
    const { code, stderr } = await run(['explain', 'stagng.env', '--quiet'], { files: drifted })
    expect(stderr).toContain(
      'error[cli-not-found]: Nothing that was read is called "stagng.env".\n  Did you mean "staging.env"?',
    )
    expect(code).toBe(2)
  })

  it('never shows a secret', async () => {
    const files = { ...parity, 'staging.env': 'API_KEY=hunter2hunter2\n', 'production.env': 'API_KEY=hunter3hunter3\n' }
    const { stdout } = await run(['explain', 'staging.env', '--quiet'], { files })
    expect(stdout).toContain('/settings/API_KEY')
    expect(stdout).toContain('fingerprint')
    expect(stdout).not.toContain('hunter')
  })
})
