import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drifted, folder, parity, run, runIn, twoFiles } from '../../cli/support.ts'

const key = 'k'.repeat(32)
const otherKey = 'o'.repeat(32)

interface Document {
  readonly comparison: { readonly candidate: string; readonly baseline: string }
  readonly drift: string
  readonly coverage: { readonly verdict: string }
  readonly findings: readonly { readonly rule: string; readonly at: string; readonly title: string }[]
}

const documentOf = (stdout: string): Document => JSON.parse(stdout) as Document

/** The findings of a document without what differs from run to run. */
const foundIn = (stdout: string) => documentOf(stdout).findings.map(({ rule, at, title }) => ({ rule, at, title }))

async function written(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const cwd = await folder(files)
  for (const environment of ['production', 'staging']) {
    const args = ['snapshot', '--environment', environment, '--output', `${environment}.jsonl`]
    const { code, stdout, stderr } = await runIn(cwd, args, { env })
    expect({ code, stdout, stderr: stderr.includes('error') }).toEqual({ code: 0, stdout: '', stderr: false })
  }
  return cwd
}

describe('evenkeel snapshot', () => {
  it('writes what it saw to stdout, line by line', async () => {
    const { code, stdout } = await run(['snapshot', '--environment', 'production', '--quiet'], { files: parity })
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(code).toBe(0)
    expect(lines[0]).toMatchObject({
      evenkeel: 'snapshot',
      version: 1,
      environment: 'production',
      takenAt: '2026-11-01T12:00:00.000Z',
    })
    expect(lines[1]).toMatchObject({ coverage: { kind: 'setting-group', status: 'complete' } })
    expect(lines.at(-2)).toMatchObject({ head: { kind: 'setting-group' }, body: { tags: {} } })
    expect(lines.at(-1)).toEqual({ end: true, resources: 1 })
  })

  it('writes nothing that a terminal would obey, and loses nothing of it', async () => {
    const files = { ...parity, 'production.env': 'GREETING="a\u202eb\u009b2Jc"\n' }
    const { stdout } = await run(['snapshot', '--environment', 'production', '--quiet'], { files })
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/)
    expect(stdout).toContain('a\\u202eb\\u009b2Jc')
  })

  it('touches nothing of the other environment', async () => {
    const { 'staging.env': _gone, ...files } = parity
    const { code, stderr } = await run(['snapshot', '--environment', 'production'], { files })
    expect(code).toBe(0)
    expect(stderr).not.toContain('staging')
  })

  it('is written with exit code 3 when something required could not be read', async () => {
    const { 'production.env': _gone, ...files } = parity
    const { code, stdout, stderr } = await run(['snapshot', '--environment', 'production'], { files })
    expect(code).toBe(3)
    expect(stdout).toContain('"status":"partial"')
    expect(stdout).toMatch(/\{"end":true,"resources":0\}\n$/)
    expect(stderr).toContain('production.env')
  })

  it('says that fingerprints of one run compare with nothing else', async () => {
    const files = { ...parity, 'production.env': 'DB_PASSWORD=Xk29vnQ7pLs03mTz\n' }
    const without = await run(['snapshot', '--environment', 'production'], { files })
    expect(without.stderr).toContain('EVENKEEL_FINGERPRINT_KEY')
    expect(without.stdout).not.toContain('Xk29vnQ7pLs03mTz')
    const env = { EVENKEEL_FINGERPRINT_KEY: key }
    const lasting = await run(['snapshot', '--environment', 'production'], { files, env })
    expect(lasting.stderr).not.toContain('EVENKEEL_FINGERPRINT_KEY')
    const plain = await run(['snapshot', '--environment', 'production'], { files: parity })
    expect(plain.stderr).not.toContain('EVENKEEL_FINGERPRINT_KEY')
  })

  it.each([
    [['snapshot'], '--environment'],
    [['snapshot', '--environment', 'producton'], 'Did you mean "production"?'],
    [['snapshot', '--environment', 'production', '--output', 'no/such/folder.jsonl'], 'could not be written'],
  ])('%j is a usage error', async (args, words) => {
    const { code, stderr } = await run(args, { files: parity })
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})

describe('check on files', () => {
  it.each([
    ['both files', ['--candidate', 'staging.jsonl', '--baseline', 'production.jsonl']],
    ['a file and an environment', ['--candidate', 'staging.jsonl', '--baseline', 'production']],
    ['an environment and a file', ['--candidate', 'staging', '--baseline', './production.jsonl']],
    ['one side, where a comparison tells the other', ['--candidate', 'staging.jsonl']],
  ])('finds what it finds without them: %s', async (_, sides) => {
    const cwd = await written(drifted)
    const direct = await runIn(cwd, ['check', '--format', 'json'])
    const { code, stdout, stderr } = await runIn(cwd, ['check', '--format', 'json', ...sides])
    expect(documentOf(stdout).comparison).toEqual({ candidate: 'staging', baseline: 'production' })
    expect(foundIn(stdout)).toEqual(foundIn(direct.stdout))
    expect(code).toBe(direct.code)
    expect(stderr).toContain('as it was at 2026-11-01T12:00:00.000Z')
  })

  it('needs no configuration for two files, and infers their words', async () => {
    const cwd = await written(parity)
    const elsewhere = await folder({
      'a.jsonl': await readFile(join(cwd, 'staging.jsonl'), 'utf8'),
      'b.jsonl': await readFile(join(cwd, 'production.jsonl'), 'utf8'),
    })
    const two = [
      'check',
      '--candidate',
      'a.jsonl',
      '--baseline',
      'b.jsonl',
      '--format',
      'json',
      '--fail-on',
      'critical',
    ]
    const { code, stdout } = await runIn(elsewhere, two)
    expect(documentOf(stdout)).toMatchObject({ coverage: { verdict: 'complete' } })
    expect(code).toBe(0)
    const one = await runIn(elsewhere, ['check', '--candidate', 'a.jsonl', '--baseline', 'production'])
    expect(one.code).toBe(2)
    expect(one.stderr).toContain('config-not-found')
    const named = await runIn(elsewhere, [...two, '--config', 'evenkeel.yaml'])
    expect(named.stderr).toContain('config-')
  })

  it('knows an environment that the configuration does not have by its file', async () => {
    const cwd = await written(parity)
    const text = await readFile(join(cwd, 'staging.jsonl'), 'utf8')
    await writeFile(join(cwd, 'pr.jsonl'), text.replace('"environment":"staging"', '"environment":"pr-128"'))
    const { code, stdout } = await runIn(cwd, [
      'check',
      '--candidate',
      'pr.jsonl',
      '--baseline',
      'production',
      '--format',
      'json',
      '--fail-on',
      'never',
    ])
    expect(documentOf(stdout).comparison).toEqual({ candidate: 'pr-128', baseline: 'production' })
    expect(code).toBe(0)
  })

  it('compares what could not be read as unknown', async () => {
    const cwd = await folder({ 'evenkeel.yaml': twoFiles, 'production.env': parity['production.env'] })
    await runIn(cwd, ['snapshot', '--environment', 'staging', '--output', 'staging.jsonl'])
    const { code, stdout } = await runIn(cwd, ['check', '--candidate', 'staging.jsonl', '--format', 'json'])
    expect(documentOf(stdout)).toMatchObject({ drift: 'none', coverage: { verdict: 'incomplete' }, findings: [] })
    expect(code).toBe(3)
  })

  const secret = {
    'evenkeel.yaml': twoFiles,
    'production.env': 'DB_PASSWORD=Xk29vnQ7pLs03mTz\n',
    'staging.env': 'DB_PASSWORD=Xk29vnQ7pLs03mTz\n',
  }

  it('finds one secret on both sides under one key, and says nothing of it under two', async () => {
    const cwd = await written(secret, { EVENKEEL_FINGERPRINT_KEY: key })
    const sides = ['check', '--candidate', 'staging.jsonl', '--baseline', 'production.jsonl', '--format', 'json']
    const same = await runIn(cwd, sides)
    expect(documentOf(same.stdout).findings.map(({ at }) => at)).toEqual(['/settings/DB_PASSWORD'])
    expect(same.stderr).not.toContain('two keys')
    const other = { env: { EVENKEEL_FINGERPRINT_KEY: otherKey } }
    await runIn(cwd, ['snapshot', '--environment', 'staging', '--output', 'staging.jsonl'], other)
    const apart = await runIn(cwd, sides)
    expect(documentOf(apart.stdout)).toMatchObject({ drift: 'none', findings: [] })
    expect(apart.stderr).toContain('fingerprinted under two keys')
  })

  it('shows then and now of one environment: what changed, and nothing else', async () => {
    const env = { EVENKEEL_FINGERPRINT_KEY: key }
    const before = {
      ...secret,
      'production.env': 'DB_PASSWORD=Xk29vnQ7pLs03mTz\nPOOL_SIZE=10\nURL=https://shop.example/\nPLACE=changeme\n',
    }
    const cwd = await written(before, env)
    const snapshot = async (file: string, with_ = env): Promise<void> => {
      await runIn(cwd, ['snapshot', '--environment', 'production', '--output', file], { env: with_ })
    }
    const diff = async (candidate: string) => {
      const { stdout, stderr } = await runIn(
        cwd,
        ['check', '--candidate', candidate, '--baseline', 'production.jsonl', '--format', 'json'],
        { env },
      )
      expect(stderr).not.toContain('error')
      return documentOf(stdout)
    }
    await snapshot('same.jsonl')
    expect(await diff('same.jsonl')).toMatchObject({ drift: 'none', findings: [] })
    await writeFile(join(cwd, 'production.env'), before['production.env'].replace('=10', '=12'))
    await snapshot('pool.jsonl')
    const pool = await diff('pool.jsonl')
    expect(pool.comparison).toEqual({ candidate: 'pool.jsonl', baseline: 'production.jsonl' })
    expect(pool.findings.map(({ rule, at }) => ({ rule, at }))).toEqual([
      { rule: 'diff/setting-group-changed', at: '/settings/POOL_SIZE' },
    ])
    await writeFile(join(cwd, 'production.env'), before['production.env'].replace('Xk29', 'Yk29'))
    await snapshot('rotated.jsonl')
    expect((await diff('rotated.jsonl')).findings.map(({ at }) => at)).toEqual(['/settings/DB_PASSWORD'])
    await snapshot('other-key.jsonl', { EVENKEEL_FINGERPRINT_KEY: otherKey })
    expect((await diff('other-key.jsonl')).findings).toEqual([])
  })

  it.each([
    ['no-such.jsonl', 'snapshot-unreadable'],
    ['-', 'snapshot-unreadable'],
    ['cut.jsonl', 'snapshot-cut-off'],
    ['half.jsonl', 'snapshot-line'],
  ])('refuses %s', async (file, code) => {
    const cwd = await written(parity)
    const text = await readFile(join(cwd, 'staging.jsonl'), 'utf8')
    await writeFile(join(cwd, 'cut.jsonl'), text.slice(0, text.lastIndexOf('{"end"')))
    await writeFile(join(cwd, 'half.jsonl'), text.slice(0, text.lastIndexOf('"resources"')))
    const result = await runIn(cwd, ['check', '--candidate', file, '--baseline', 'production.jsonl'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain(`error[${code}]`)
  })
})
