import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { folder, runIn, twoFiles } from './support.ts'

/** Two settings that staging does not have, one with another form, and a secret of another form. */
const files = {
  'evenkeel.yaml': twoFiles,
  'production.env': 'API_URL=https://api.shop.example/\nPOOL_SIZE=10\nDB_PASSWORD=correct-horse-battery\nCACHE=on\n',
  'staging.env': 'API_URL=https://api.staging.shop.example\nDB_PASSWORD=\n',
}

interface Report {
  readonly drift: string
  readonly findings: readonly { readonly id: string; readonly at: string; readonly status: string }[]
}

async function check(cwd: string, ...more: readonly string[]): Promise<Report & { readonly code: number }> {
  const { code, stdout } = await runIn(cwd, ['check', '--format', 'json', '--quiet', '--fail-on', 'low', ...more])
  return { ...(JSON.parse(stdout) as Report), code }
}

async function idOf(cwd: string, at: string): Promise<string> {
  const { findings } = await check(cwd)
  return findings.find((finding) => finding.at === at)?.id ?? `no finding at ${at}`
}

const text = (cwd: string, name: string): Promise<string> => readFile(join(cwd, name), 'utf8')
const said = ['--reason', 'Staging is small.', '--owner', 'team-shop', '--quiet'] as const

describe('except', () => {
  it('writes the first exception into a file of its own, names it, and the finding is excepted', async () => {
    const cwd = await folder(files)
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    const { code, stdout } = await runIn(cwd, ['except', id.slice(0, 6), ...said])
    expect(stdout).toContain(
      'excepted for 30 days (team-shop): Staging is small.\nWrote exceptions.yaml, evenkeel.yaml\n',
    )
    expect(stdout).toContain('--- /dev/null\n+++ exceptions.yaml\n')
    expect(stdout).toContain('+exceptions: exceptions.yaml\n')
    expect(code).toBe(0)
    expect(parse(await text(cwd, 'exceptions.yaml'))).toEqual([
      {
        finding: id,
        rule: 'configuration/missing-in-candidate',
        kind: 'setting-group',
        resource: expect.any(String) as string,
        at: '/settings/POOL_SIZE',
        reason: 'Staging is small.',
        owner: 'team-shop',
        created: '2026-11-01',
      },
    ])
    expect(await text(cwd, 'evenkeel.yaml')).toBe(`${twoFiles}exceptions: exceptions.yaml\n`)
    const { findings } = await check(cwd)
    expect(findings.find((finding) => finding.id === id)?.status).toBe('excepted')
    expect(findings.filter((finding) => finding.status === 'open').length).toBeGreaterThan(0)
  })

  it('adds to what is there, and every other byte stays', async () => {
    const ours =
      "# ours\n- id: cache   # the cache\n  at:   '/settings/CACHE'\n  reason: x\n  owner: team-shop\n  expires: 2026-12-31 # soon\n"
    const cwd = await folder({
      ...files,
      'evenkeel.yaml': `${twoFiles}exceptions: team/shop.yaml # ours\n`,
      'team/shop.yaml': ours,
    })
    await chmod(join(cwd, 'team/shop.yaml'), 0o640)
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    const { code } = await runIn(cwd, ['except', id, ...said, '--expires', '2026-11-20', '--id', 'pool'])
    expect(code).toBe(0)
    const after = await text(cwd, 'team/shop.yaml')
    expect(after.startsWith(ours)).toBe(true)
    expect(parse(after)).toMatchObject([{ id: 'cache' }, { id: 'pool', expires: '2026-11-20' }])
    expect(await text(cwd, 'evenkeel.yaml')).toBe(`${twoFiles}exceptions: team/shop.yaml # ours\n`)
    expect((await stat(join(cwd, 'team/shop.yaml'))).mode & 0o777).toBe(0o640)
  })

  it('writes a structural difference into the configuration, where ${ is no variable', async () => {
    const cwd = await folder(files)
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    const reason = 'As ${env:NOT_SET} says: small, # for good.'
    const { code, stderr } = await runIn(cwd, [
      'except',
      id,
      '--reason',
      reason,
      '--owner',
      'o',
      '--structural',
      '--quiet',
    ])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(await text(cwd, 'evenkeel.yaml')).toContain('reason: "As $${env:NOT_SET} says: small, # for good."')
    const { stdout } = await runIn(cwd, ['check', '--quiet'])
    expect(stdout).toContain(reason)
    expect(stdout).toContain('2027-04-30')
  })

  it('pins both values: a changed one brings the finding back, and the report says why', async () => {
    const cwd = await folder(files)
    const id = await idOf(cwd, '/settings/API_URL')
    expect((await runIn(cwd, ['except', id, ...said, '--pin', '--id', 'url'])).code).toBe(0)
    expect(parse(await text(cwd, 'exceptions.yaml'))).toMatchObject([
      { pin: { candidate: 'https://api.staging.shop.example', baseline: 'https://api.shop.example/' } },
    ])
    const status = async () => (await check(cwd)).findings.find((finding) => finding.id === id)?.status
    expect(await status()).toBe('excepted')
    await writeFile(join(cwd, 'production.env'), files['production.env'].replace('api.shop', 'api2.shop'))
    expect(await status()).toBe('open')
    const { stdout } = await runIn(cwd, ['check', '--quiet'])
    expect(stdout).toContain('exception "url" lapsed: the value in production changed')
    for (const format of ['markdown', 'junit', 'sarif']) {
      const report = await runIn(cwd, ['check', '--quiet', '--format', format])
      expect(report.stdout).toMatch(/exception .*url.* lapsed: the value in production changed/)
    }
  })

  it('takes a finding from a report, and reads no source', async () => {
    const cwd = await folder(files)
    await runIn(cwd, ['check', '--format', 'json', '--output', 'report.json', '--quiet'])
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    await writeFile(join(cwd, 'staging.env'), files['production.env'])
    expect((await runIn(cwd, ['except', id, ...said, '--from', 'report.json'])).code).toBe(0)
    expect(await text(cwd, 'exceptions.yaml')).toContain(id)
    const again = await runIn(cwd, ['except', id, ...said, '--from', 'report.json'])
    expect(again.stderr).toContain('error[except-covered]')
  })

  it('leaves exceptions of rules that are switched off alone', async () => {
    const cwd = await folder({
      ...files,
      'evenkeel.yaml': `${twoFiles}rules: [{ adjust: configuration/shape, off: true }]\nexceptions: ours.yaml\n`,
      'ours.yaml': '- { rule: configuration/shape, reason: r, owner: team-shop, expires: 2026-12-31 }\n',
    })
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    const { code, stderr } = await runIn(cwd, ['except', id, ...said])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect((await runIn(cwd, ['check', '--quiet'])).stdout).not.toContain('covers no finding')
  })

  it('writes nothing with --dry-run, and shows what it would', async () => {
    const cwd = await folder(files)
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    const { stdout, code } = await runIn(cwd, ['except', id, ...said, '--dry-run'])
    expect(stdout).toContain('Nothing was written. It would be: exceptions.yaml, evenkeel.yaml')
    expect(stdout).toContain('+- finding:')
    expect(code).toBe(0)
    await expect(text(cwd, 'exceptions.yaml')).rejects.toThrow('ENOENT')
    expect(await text(cwd, 'evenkeel.yaml')).toBe(twoFiles)
  })
})

describe('the file that except chooses', () => {
  const entry = (owner: string, at: string) => `- { at: ${at}, reason: r, owner: ${owner}, expires: 2026-12-31 }\n`
  const several = { 'a.yaml': entry('team-a', '/settings/A*'), 'b.yaml': entry('team-b', '/settings/B*') }
  const setup = async (exceptions: string, more: Readonly<Record<string, string>> = {}) => {
    const cwd = await folder({ ...files, 'evenkeel.yaml': `${twoFiles}exceptions: ${exceptions}\n`, ...more })
    return { cwd, id: await idOf(cwd, '/settings/POOL_SIZE') }
  }
  const except = (cwd: string, id: string, owner: string, ...more: readonly string[]) =>
    runIn(cwd, ['except', id, '--reason', 'r', '--owner', owner, '--quiet', ...more])

  it('is the one where its owner’s others are', async () => {
    const { cwd, id } = await setup('[a.yaml, b.yaml]', several)
    expect((await except(cwd, id, 'team-b')).stdout).toContain('Wrote b.yaml\n')
  })

  it('is asked for where nothing tells', async () => {
    const { cwd, id } = await setup('[a.yaml, b.yaml]', several)
    const { stderr, code } = await except(cwd, id, 'team-c')
    expect(stderr).toContain('error[except-which-file]: Several files could take it, and none has more of team-c')
    expect(stderr).toContain('a.yaml, b.yaml')
    expect(code).toBe(2)
    expect((await except(cwd, id, 'team-c', '--file', 'a.yaml')).stdout).toContain('Wrote a.yaml\n')
  })

  it('is one of the owner’s own, where there is a pattern for them', async () => {
    const { cwd, id } = await setup('exceptions/*.yaml')
    const { stdout } = await except(cwd, id, 'Team Checkout')
    expect(stdout).toContain('Wrote exceptions/team-checkout.yaml\n')
    expect((await check(cwd)).findings.find((finding) => finding.id === id)?.status).toBe('excepted')
  })

  it('is named in the configuration when it is not yet', async () => {
    const { cwd, id } = await setup('a.yaml', several)
    const { stdout } = await except(cwd, id, 'team-c', '--file', 'teams/c.yaml')
    expect(stdout).toContain('Wrote teams/c.yaml, evenkeel.yaml\n')
    expect(stdout).toContain('-exceptions: a.yaml\n+exceptions: [a.yaml, teams/c.yaml]\n')
  })

  it('that is a list takes a structural difference beside it', async () => {
    const { cwd, id } = await setup('a.yaml', several)
    expect((await except(cwd, id, 'team-a', '--structural', '--file', 'a.yaml')).code).toBe(0)
    expect(await text(cwd, 'a.yaml')).toContain(`exceptions:\n${several['a.yaml']}differences:\n  - finding:`)
  })

  it('is left alone when it cannot be added to, with what to write by hand', async () => {
    const { cwd, id } = await setup('a.yaml', {
      'a.yaml': `x: &x\n  - ${several['a.yaml'].slice(2)}exceptions: *x\n`
        .replace('x: &x', 'differences: &x')
        .replace('expires', 'review')
        .replace('exceptions: *x', 'known: []'),
    })
    const before = await text(cwd, 'a.yaml')
    const { code } = await except(cwd, id, 'team-a', '--structural', '--file', 'a.yaml')
    expect(code).toBe(0)
    expect(parse(await text(cwd, 'a.yaml'))).toMatchObject({ differences: [{}, { finding: id }], known: [] })
    expect(await text(cwd, 'a.yaml')).not.toBe(before)
    await writeFile(join(cwd, 'a.yaml'), '{ exceptions: [] }\n')
    const refused = await except(cwd, id, 'team-a', '--structural', '--file', 'a.yaml')
    expect(refused.stderr).toContain('error[except-file-form]: a.yaml cannot be added to')
    expect(refused.stderr).toContain(`Write it there by hand: - { finding: ${id}`)
    expect(await text(cwd, 'a.yaml')).toBe('{ exceptions: [] }\n')
  })
})

describe('except refuses', () => {
  const refuse = async (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const cwd = await folder({ ...files, ...more })
    const { code, stderr, stdout } = await runIn(cwd, ['except', ...args, '--quiet'])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(await text(cwd, 'evenkeel.yaml')).toBe(twoFiles)
    return stderr
  }

  it.each<[string, readonly string[], string]>([
    ['no finding', ['--reason', 'r', '--owner', 'o'], 'No finding is named.'],
    ['no reason', ['abcdef'], '--reason is missing.'],
    ['a blank reason', ['abcdef', '--reason', '  '], '--reason is missing.'],
    ['a blank owner', ['abcdef', '--reason', 'r', '--owner', ' '], '--owner is empty.'],
    ['an end for good', ['abcdef', '--reason', 'r', '--structural', '--expires', '2026-12-01'], 'does not expire.'],
    ['a review for a while', ['abcdef', '--reason', 'r', '--review', '2026-12-01'], '--review is for structural'],
    [
      'a day that is none',
      ['abcdef', '--reason', 'r', '--expires', '2026-02-30'],
      '--expires is no day: "2026-02-30".',
    ],
    [
      'a day gone by',
      ['abcdef', '--reason', 'r', '--expires', '2026-10-31'],
      '--expires lies in the past: 2026-10-31.',
    ],
    ['an id that is none', ['ffffffff', '--reason', 'r', '--owner', 'o'], 'No finding has the id "ffffffff".'],
    ['a reason for an adoption', ['--adopt', '--reason', 'r'], '--adopt takes no --reason.'],
    ['one finding for an adoption', ['abcdef', '--adopt'], '--adopt takes every open finding, not one.'],
    [
      'a report with sides',
      ['ab', '--reason', 'r', '--from', 'x.json', '--candidate', 'staging'],
      'A report says itself',
    ],
    [
      'a report that is not there',
      ['ab', '--reason', 'r', '--from', 'x.json'],
      'x.json is no report to take findings from: it does not exist.',
    ],
  ])('%s', async (_, args, sentence) => {
    expect(await refuse(args)).toContain(sentence)
  })

  it.each<[string, string]>([
    ['not json', 'it is no JSON'],
    ['[]', 'it is not what `check --format json` writes'],
    ['{"schemaVersion":2}', 'it is not what `check --format json` writes'],
    [
      '{"schemaVersion":1,"comparison":{"candidate":"a","baseline":"b"},"coverage":{"verdict":"complete","scopes":[]},"findings":[]}',
      'it is about "a", an environment',
    ],
    [
      '{"schemaVersion":1,"comparison":{"candidate":"a","baseline":"b"},"coverage":{"verdict":"complete","scopes":[]},"findings":[{}]}',
      'it is not what',
    ],
  ])('the report %s', async (report, problem) => {
    const stderr = await refuse(['abcdef', '--reason', 'r', '--owner', 'o', '--from', 'r.json'], { 'r.json': report })
    expect(stderr).toContain(`error[except-report]: r.json is no report to take findings from: ${problem}`)
  })

  it('a finding without an owner anywhere, and takes the owner of the service', async () => {
    const services = 'services: { settings: { match: { names: ["*"] }, owner: team-settings } }\n'
    const cwd = await folder(files)
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    const { stderr } = await runIn(cwd, ['except', id, '--reason', 'r', '--quiet'])
    expect(stderr).toContain('--owner is missing.')
    await writeFile(join(cwd, 'evenkeel.yaml'), `${twoFiles}${services}`)
    expect((await runIn(cwd, ['except', id, '--reason', 'r', '--quiet'])).stdout).toContain('(team-settings): r')
  })

  it('a finding that is covered, and a beginning that several share', async () => {
    const cwd = await folder(files)
    const id = await idOf(cwd, '/settings/POOL_SIZE')
    await runIn(cwd, ['except', id, ...said, '--id', 'pool'])
    const { stderr } = await runIn(cwd, ['except', id, ...said])
    expect(stderr).toContain(`Finding ${id} is covered already, until 2026-12-01, by the exception "pool".`)
    expect(stderr).toContain('Change that one instead: exceptions.yaml:2.')
  })

  it('an entry whose id is taken, with its place', async () => {
    const cwd = await folder(files)
    await runIn(cwd, ['except', await idOf(cwd, '/settings/POOL_SIZE'), ...said, '--id', 'same'])
    const before = await text(cwd, 'exceptions.yaml')
    const { stderr } = await runIn(cwd, ['except', await idOf(cwd, '/settings/API_URL'), ...said, '--id', 'same'])
    expect(stderr).toContain('the exception "same" exists already, at exceptions.yaml:2.')
    expect(await text(cwd, 'exceptions.yaml')).toBe(before)
  })

  it('to say that a finding is not there, without saying what could not be read', async () => {
    const cwd = await folder({ 'evenkeel.yaml': twoFiles, 'production.env': 'A=1\n' })
    const { stderr } = await runIn(cwd, ['except', 'abcdef', ...said])
    expect(stderr).toContain('No finding has the id "abcdef", and a place could not be read, where it may be.')
  })
})

describe('secrets', () => {
  const key = 'k'.repeat(40)
  const secrets = {
    'evenkeel.yaml': twoFiles,
    'production.env': 'API_PASSWORD=correct-horse-battery\n',
    'staging.env': 'API_PASSWORD=correct-horse-battery\n',
  }
  const find = async (cwd: string) => (await check(cwd)).findings.find(({ at }) => at === '/settings/API_PASSWORD')

  it('are pinned only under a key that lasts, and never written', async () => {
    const cwd = await folder(secrets)
    const id = (await find(cwd))?.id ?? ''
    const refused = await runIn(cwd, ['except', id, ...said, '--pin'])
    expect(refused.stderr).toContain('error[except-pin-secret]')
    expect(refused.code).toBe(2)
    const env = { EVENKEEL_FINGERPRINT_KEY: key }
    const { code, stdout } = await runIn(cwd, ['except', id, ...said, '--pin'], { env })
    expect(code).toBe(0)
    const file = await text(cwd, 'exceptions.yaml')
    expect(file).toMatch(/pin: \{ candidate: .*secret \(fingerprint [0-9a-f]{8}….*key: "?[0-9a-f]{12}/)
    for (const shown of [file, stdout]) expect(shown).not.toContain('correct-horse')
    const again = async (more: { readonly env?: Readonly<Record<string, string>> }) =>
      (await runIn(cwd, ['check', '--quiet'], more)).stdout
    expect(await again({ env })).toContain('Documented differences  1')
    expect(await again({})).toMatch(/by another\s+fingerprint key than this run has/)
    for (const name of ['production.env', 'staging.env'])
      await writeFile(join(cwd, name), 'API_PASSWORD=another-horse-battery\n')
    expect(await again({ env })).toContain('lapsed: the value in staging changed')
  })

  it('a key that could be guessed is refused', async () => {
    const cwd = await folder(secrets)
    const { stderr, code } = await runIn(cwd, ['check'], { env: { EVENKEEL_FINGERPRINT_KEY: 'short' } })
    expect(stderr).toContain('error[cli-fingerprint-key]')
    expect(stderr).not.toContain('short,')
    expect(code).toBe(2)
  })
})

describe('except --adopt', () => {
  it('makes all that is open known: the check passes, and says how far it has burnt down', async () => {
    const cwd = await folder(files)
    const before = await check(cwd)
    expect(before.code).toBe(1)
    const { code, stdout } = await runIn(cwd, ['except', '--adopt', '--quiet'])
    expect(code).toBe(0)
    expect(stdout).toContain(`${before.findings.length} differences of staging against production known at adoption: `)
    const written = await text(cwd, 'adoption.yaml')
    expect(written).not.toMatch(/shop\.example|horse|https/)
    expect(parse(written)).toMatchObject({
      known: [{ candidate: 'staging', baseline: 'production', since: '2026-11-01' }],
    })
    const after = await check(cwd)
    expect(after).toMatchObject({ code: 0, drift: 'none' })
    expect(new Set(after.findings.map((finding) => finding.status))).toEqual(new Set(['known']))

    await writeFile(join(cwd, 'staging.env'), `${files['staging.env']}POOL_SIZE=5\n`)
    const table = await runIn(cwd, ['check', '--quiet', '--fail-on', 'low'])
    const total = before.findings.length
    expect(table.stdout).toContain(`${total} known at adoption, 1 resolved since, ${total - 1} to go`)
    expect(table.stdout).toContain('differs from production in nothing new')
    expect(table.code).toBe(0)
    const markdown = await runIn(cwd, ['check', '--quiet', '--format', 'markdown'])
    expect(markdown.stdout).toContain(`${total} known at adoption, 1 resolved since`)
  })

  it('does not hide what comes later, nor what has changed', async () => {
    const cwd = await folder(files)
    await runIn(cwd, ['except', '--adopt', '--quiet'])
    await writeFile(join(cwd, 'production.env'), `${files['production.env'].replace('CACHE=on', 'CACHE=off')}NEW=1\n`)
    const { stdout, code } = await runIn(cwd, ['check', '--quiet', '--fail-on', 'low'])
    expect(stdout).toContain('NEW')
    expect(stdout).toContain('the adoption of 2026-11-01 lapsed: a value has changed since')
    expect(stdout).toContain('1 open again')
    expect(code).toBe(1)
    const { findings } = await check(cwd)
    expect(
      findings
        .filter((finding) => finding.status === 'open')
        .map((finding) => finding.at)
        .sort(),
    ).toEqual(['/settings/CACHE', '/settings/NEW'])
  })

  it('adds what has come since, in the same file, and says when there is nothing', async () => {
    const cwd = await folder(files)
    await runIn(cwd, ['except', '--adopt', '--quiet'])
    expect((await runIn(cwd, ['except', '--adopt', '--quiet'])).stdout).toBe(
      'Nothing to adopt: no difference is open.\n',
    )
    await writeFile(join(cwd, 'production.env'), `${files['production.env']}NEW=1\n`)
    const later = await runIn(cwd, ['except', '--adopt', '--quiet'], { now: '2026-12-01T08:00:00Z' })
    expect(later.stdout).toContain('1 difference of staging against production known at adoption')
    expect(later.stdout).toContain('Wrote adoption.yaml\n')
    const { known } = parse(await text(cwd, 'adoption.yaml')) as { readonly known: readonly { since: string }[] }
    expect(known.map((one) => one.since)).toEqual(['2026-11-01', '2026-12-01'])
    expect((await check(cwd)).code).toBe(0)
  })

  it('says what it cannot know: places that were not read, and secrets without a key', async () => {
    const cwd = await folder({
      'evenkeel.yaml': twoFiles.replace('staging.env', '[staging.env, more.env]'),
      'production.env': 'API_PASSWORD=correct-horse-battery\n',
      'staging.env': 'API_PASSWORD=correct-horse-battery\n',
    })
    const { stderr } = await runIn(cwd, ['except', '--adopt', '--quiet'])
    expect(stderr).toContain('note: 1 place could not be read; what differs there is not adopted.')
    expect(stderr).toContain('without EVENKEEL_FINGERPRINT_KEY a changed secret does not reopen them')
    expect((await check(cwd)).code).toBe(3)
  })

  it('writes nothing with --dry-run', async () => {
    const cwd = await folder(files)
    expect((await runIn(cwd, ['except', '--adopt', '--dry-run', '--quiet'])).stdout).toContain('Nothing was written.')
    await expect(text(cwd, 'adoption.yaml')).rejects.toThrow('ENOENT')
  })
})
