import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drifted, folder, parity, run, runIn, twoFiles } from './support.ts'

interface Document {
  readonly schemaVersion: number
  readonly drift: string
  readonly coverage: { readonly verdict: string }
  readonly findings: readonly { readonly id: string; readonly rule: string; readonly at: string }[]
}

const documentOf = (stdout: string): Document => JSON.parse(stdout) as Document

describe('the exit code', () => {
  it('is 3 when the sources hold nothing that is compared: that is no pass', async () => {
    const happened = 'apiVersion: v1\nkind: Event\nmetadata: {name: web.17a}\n'
    const files = {
      'evenkeel.yaml': `environments:
  production: { sources: [{ kubernetes: { manifests: production.yaml } }] }
  staging: { sources: [{ kubernetes: { manifests: staging.yaml } }] }
comparisons: [{ candidate: staging, baseline: production }]
`,
      'production.yaml': happened,
      'staging.yaml': happened,
    }
    const { code, stdout } = await run(['check'], { files })
    expect(stdout).toContain('nothing in staging could be compared with production')
    expect(stdout).toContain('so this is no pass')
    expect(code).toBe(3)
  })

  it('is 0 at parity', async () => {
    const { code, stdout } = await run(['check', '--format', 'json'], { files: parity })
    expect(documentOf(stdout)).toMatchObject({
      schemaVersion: 1,
      drift: 'none',
      coverage: { verdict: 'complete' },
      findings: [],
    })
    expect(code).toBe(0)
  })

  it('is 1 at drift, and 0 when the threshold is not reached', async () => {
    const all = await run(['check', '--format', 'json', '--fail-on', 'low'], { files: drifted })
    expect(documentOf(all.stdout)).toMatchObject({ drift: 'drift', findings: [{ at: '/settings/POOL_SIZE' }] })
    expect(all.code).toBe(1)
    const never = await run(['check', '--format', 'json', '--fail-on', 'never'], { files: drifted })
    expect(documentOf(never.stdout).drift).toBe('below-threshold')
    expect(never.code).toBe(0)
  })

  it('is 3 when nothing differs but something required could not be read, also with --fail-on never', async () => {
    const files = { 'evenkeel.yaml': twoFiles, 'production.env': parity['production.env'] }
    for (const failOn of ['high', 'never']) {
      const { code, stdout } = await run(['check', '--format', 'json', '--fail-on', failOn], { files })
      expect(documentOf(stdout)).toMatchObject({ drift: 'none', coverage: { verdict: 'incomplete' } })
      expect(code).toBe(3)
    }
  })

  it('is 1 when something differs and something else could not be read', async () => {
    const text = twoFiles.replace('settings: staging.env', 'settings: [staging.env, gone.env]')
    const { code, stdout } = await run(['check', '--format', 'json', '--fail-on', 'low'], {
      files: { ...drifted, 'evenkeel.yaml': text },
    })
    expect(documentOf(stdout)).toMatchObject({ drift: 'drift', coverage: { verdict: 'incomplete' } })
    expect(code).toBe(1)
  })

  it.each([
    ['no configuration', {}, 'error[config-not-found]'],
    ['a wrong one', { 'evenkeel.yaml': twoFiles.replace('settings:', 'setings:') }, 'error[config-unknown-key]'],
    ['a missing pack', { ...parity, 'evenkeel.yaml': `${twoFiles}rules: gone.yaml\n` }, 'error[config-unreadable]'],
    [
      'missing exceptions',
      { ...parity, 'evenkeel.yaml': `${twoFiles}exceptions: gone.yaml\n` },
      'error[config-unreadable]',
    ],
  ])('is 2 for %s, and stdout stays empty', async (_, files, error) => {
    const { code, stdout, stderr } = await run(['check', '--format', 'json'], { files })
    expect(stderr).toContain(error)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  it('is 130 after SIGINT and 143 after SIGTERM', async () => {
    for (const [name, expected] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const { code, stdout, stderr } = await run(['check', '--format', 'json'], {
        files: parity,
        signal: AbortSignal.abort(name),
      })
      expect(stdout).toBe('')
      expect(stderr).toContain('Interrupted.')
      expect(code).toBe(expected)
    }
  })
})

describe('the output', () => {
  it('is one document on stdout, with progress and notes on stderr', async () => {
    const text = twoFiles.replace('baseline: production }', 'baseline: production, schedule: "0 6 * * *" }')
    const { stdout, stderr } = await run(['check', '--format', 'json'], { files: { ...parity, 'evenkeel.yaml': text } })
    expect(documentOf(stdout).schemaVersion).toBe(1)
    expect(stderr).toContain('note: evenkeel.yaml:5: comparisons[0].schedule has no effect on a single check')
    expect(stderr).toContain('config-files')
  })

  it('has no progress with --quiet', async () => {
    const { stderr } = await run(['check', '--quiet'], { files: parity })
    expect(stderr).toBe('')
  })

  it.each(['table', 'markdown', 'sarif', 'junit'])('comes as %s', async (format) => {
    const { code, stdout } = await run(['check', '--format', format, '--fail-on', 'low', '--quiet'], { files: drifted })
    // Markdown writes the underscore so that it cannot begin emphasis.
    expect(stdout.replaceAll('&#95;', '_')).toContain('POOL_SIZE')
    expect(stdout.endsWith('\n')).toBe(true)
    expect(code).toBe(1)
  })

  it('goes whole to a file with --output, without colour', async () => {
    const cwd = await folder(drifted)
    const { code, stdout } = await runIn(cwd, ['check', '--output', 'report.txt', '--fail-on', 'low', '--quiet'], {
      colour: true,
    })
    expect(stdout).toBe('')
    expect(code).toBe(1)
    const text = await readFile(join(cwd, 'report.txt'), 'utf8')
    expect(text).toContain('POOL_SIZE')
    expect(text).not.toContain(String.fromCharCode(27))
    expect(await readdir(cwd)).not.toContain('report.txt.partial')
  })

  it('replaces an earlier report, and never leaves half of one', async () => {
    const cwd = await folder({ ...parity, 'report.json': 'old' })
    expect((await runIn(cwd, ['check', '--format', 'json', '--output', 'report.json', '--quiet'])).code).toBe(0)
    expect(documentOf(await readFile(join(cwd, 'report.json'), 'utf8')).drift).toBe('none')
  })

  it('says so before anything is read when the folder of the file is missing', async () => {
    const { code, stderr } = await run(['check', '--output', 'no/such/report.json'], { files: parity })
    expect(stderr).toMatch(
      /^error\[cli-output\]: no\/such\/report\.json could not be written \(its folder does not exist\)/,
    )
    expect(code).toBe(2)
  })

  it('says when the file cannot be written', async () => {
    const cwd = await folder(parity)
    await mkdir(join(cwd, 'taken'))
    for (const [file, reason] of [
      ['no/such/report.json', 'its folder does not exist'],
      ['taken', 'it is a folder'],
    ] as const) {
      const { code, stderr } = await runIn(cwd, ['check', '--output', file, '--quiet'])
      expect(stderr).toContain(`error[cli-output]: ${file} could not be written (${reason}).`)
      expect(code).toBe(2)
    }
  })
})

describe('the comparison', () => {
  const three = `${twoFiles.replace('comparisons:', '  pr: { sources: [{ files: { settings: staging.env } }] }\ncomparisons:')}  - { candidate: pr, baseline: production }\n`
  const files = { ...parity, 'evenkeel.yaml': three }

  it('is the only one that there is', async () => {
    expect((await run(['check', '--quiet'], { files: parity })).code).toBe(0)
  })

  it('must be named where there are several', async () => {
    const { code, stderr } = await run(['check'], { files })
    expect(stderr).toContain(
      'error[cli-which-comparison]: evenkeel.yaml has several comparisons that this could mean: staging against production, pr against production.',
    )
    expect(code).toBe(2)
  })

  it('is told by one side where that is enough', async () => {
    const { stdout } = await run(['check', '--candidate', 'pr', '--format', 'json'], { files })
    expect(JSON.parse(stdout)).toMatchObject({ comparison: { candidate: 'pr', baseline: 'production' } })
  })

  it('may be one that is not configured', async () => {
    const { stdout } = await run(['check', '--candidate', 'pr', '--baseline', 'staging', '--format', 'json'], { files })
    expect(JSON.parse(stdout)).toMatchObject({ comparison: { candidate: 'pr', baseline: 'staging' } })
  })

  it.each([
    [['--candidate', 'stagin'], 'cli-unknown-environment', 'Did you mean "staging"?'],
    [['--baseline', 'constructor'], 'cli-unknown-environment', 'It has: production, staging, pr.'],
    [['--candidate', 'production'], 'cli-no-comparison', 'Give both --candidate and --baseline'],
    [['--candidate', 'pr', '--baseline', 'pr'], 'cli-same-environment', 'Name two different environments.'],
  ])('%j is refused', async (sides, code, remedy) => {
    const found = await run(['check', ...sides], { files })
    expect(found.stderr).toContain(`error[${code}]`)
    expect(found.stderr).toContain(remedy)
    expect(found.code).toBe(2)
  })
})

describe('what the configuration names', () => {
  it('is found as evenkeel.yml too, and relative to its own folder', async () => {
    const cwd = await folder()
    await mkdir(join(cwd, 'conf'))
    for (const [name, text] of Object.entries({ ...parity, 'evenkeel.yml': twoFiles })) {
      if (name !== 'evenkeel.yaml') await writeFile(join(cwd, 'conf', name), text)
    }
    expect((await runIn(cwd, ['check', '--config', 'conf/evenkeel.yml', '--quiet'])).code).toBe(0)
    expect((await runIn(join(cwd, 'conf'), ['check', '--quiet'])).code).toBe(0)
  })

  it('is excepted with a reason, and then does not fail', async () => {
    const exceptions =
      '- { resource: "*", at: /settings/POOL_SIZE, reason: not yet released, owner: team-orders, expires: 2026-12-01 }\n'
    const files = {
      ...drifted,
      'evenkeel.yaml': `${twoFiles}exceptions: exceptions.yaml\n`,
      'exceptions.yaml': exceptions,
    }
    const { code, stdout } = await run(['check', '--format', 'json', '--fail-on', 'low'], { files })
    expect(documentOf(stdout)).toMatchObject({
      drift: 'none',
      findings: [{ at: '/settings/POOL_SIZE', status: 'excepted' }],
    })
    expect(code).toBe(0)
    const later = await run(['check', '--format', 'json', '--fail-on', 'low'], { files, now: '2026-12-24T00:00:00Z' })
    expect(later.code).toBe(1)
    expect(later.stderr).toContain('note: ')
  })

  it('may add rules', async () => {
    const pack = `dimension: configuration
rules:
  - id: shop/no-pool
    kind: setting-group
    at: /settings/*
    on: each
    side: candidate
    relation: matches
    with: { field: value, pattern: "^http://" }
    severity: critical
    title: "{name} speaks https"
    why: a test
    remedy: none
`
    const files = { ...parity, 'evenkeel.yaml': `${twoFiles}rules: [own.yaml]\n`, 'own.yaml': pack }
    const { code, stdout, stderr } = await run(['check', '--format', 'json', '--quiet'], { files })
    expect(stderr).toBe('')
    expect(documentOf(stdout).findings.map((one) => one.rule)).toContain('shop/no-pool')
    expect(code).toBe(1)
  })

  it('tells every problem of a pack with its place', async () => {
    const files = {
      ...parity,
      'evenkeel.yaml': `${twoFiles}rules: own.yaml\n`,
      'own.yaml': 'dimension: network\nruls: []\n',
    }
    const { code, stderr } = await run(['check'], { files })
    expect(stderr).toContain('error[config-unknown-key]: own.yaml:2:1: unknown key "ruls"')
    expect(code).toBe(2)
  })
})
