import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, run, runIn, twoFiles } from './support.ts'

const documented = `${twoFiles}shared: [registry.shop.example]
services:
  settings: { match: { names: ["*"] }, owner: team-settings }
differences:
  - { id: pool, at: /settings/POOL_SIZE, service: settings, reason: "Staging | is *small*.", owner: team-shop, review: 2027-03-01 }
  - { id: overdue, at: /settings/CACHE, reason: No cache., owner: team-shop, review: 2026-06-01 }
  - { id: gone, at: /settings/GONE, reason: Was here., owner: team-shop, review: 2027-03-01 }
exceptions: exceptions.yaml
`
const temporary = `- { id: ended, at: /settings/QUEUE, reason: For the test., owner: team-queue, expires: 2026-10-01 }
- { id: changed, at: /settings/API_URL, reason: Old host., owner: team-api, expires: 2026-12-01, pin: { candidate: other } }
- id: nights
  at: /settings/NIGHT
  reason: Scaled down.
  owner: team-night
  expires: 2026-12-01
  window: { days: [mon], from: "20:00", to: "06:00", zone: Europe/Berlin }
`
const files = {
  'evenkeel.yaml': documented,
  'exceptions.yaml': temporary,
  'production.env': 'API_URL=https://api.shop.example/\nPOOL_SIZE=10\nCACHE=on\nQUEUE=q1\nOTHER=1\n',
  'staging.env': 'API_URL=https://api.staging.shop.example\n',
}

describe('differences', () => {
  it('is a page by dimension and service, for those who test', async () => {
    const { code, stdout, stderr } = await run(['differences', '--quiet'], { files })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('# Documented differences: staging against production\n')
    expect(stdout).toContain('On 2026-11-01, 2 differences between staging and production are wanted')
    expect(stdout).toContain('Beside them there are 3 other differences nobody has documented; `evenkeel check` shows')
    expect(stdout).toMatch(
      /^## Configuration\n\n### Service settings\n\n\| What differs \| staging \| production \| Why \|/m,
    )
    // No text makes markup of its own.
    expect(stdout).toMatch(/\| Staging &#124; is &#42;small&#42;\. \| team-shop \| reviewed by 2027-03-01 \|\n/)
    expect(stdout).toContain('| <code>(absent)</code> | <code>10</code> |')
    expect(stdout).toContain('| No cache. | team-shop | **review overdue since 2026-06-01** |')
  })

  it('says what counts again, what holds at other times, and what is no longer there', async () => {
    const { stdout } = await run(['differences', '--quiet'], { files })
    const part = (heading: string) => stdout.split(/^## /m).find((one) => one.startsWith(heading)) ?? ''
    expect(part('Documented once, and counting again')).toContain(
      'it expired on 2026-10-01 | For the test. | team-queue',
    )
    expect(part('Documented once, and counting again')).toContain('the value in staging changed | Old host. | team-api')
    expect(part('No longer there')).toContain(
      'at /settings/GONE | Was here. | team-shop | reviewed by 2027-03-01 | evenkeel.yaml:12',
    )
    expect(part('At other times')).toContain('2026-12-01<br>holds mon 20:00-06:00 Europe/Berlin')
    expect(part('Shared on purpose')).toContain('registry.shop.example')
    expect(part('Not looked at')).toBe('')
  })

  it('calls nothing gone that nobody could look for', async () => {
    const { code, stdout } = await run(['differences', '--quiet'], { files: { ...files, 'staging.env': '\u0000' } })
    expect(stdout).toContain('**Not everything that was asked for could be read, so this page may be incomplete.**')
    expect(stdout).toContain('## Not looked at')
    expect(stdout).toContain('at /settings/GONE')
    expect(stdout).not.toContain('## No longer there')
    expect(code).toBe(3)
  })

  it('is a document for machines too', async () => {
    const { stdout } = await run(['differences', '--quiet', '--format', 'json'], { files })
    const document = JSON.parse(stdout) as {
      readonly documented: readonly { id: string; standing: string; state: string }[]
    }
    expect(document).toMatchObject({
      schemaVersion: 1,
      comparison: { candidate: 'staging', baseline: 'production' },
      date: '2026-11-01',
      coverage: 'complete',
      shared: ['registry.shop.example'],
      open: 3,
      known: 0,
    })
    expect(Object.fromEntries(document.documented.map(({ id, standing, state }) => [id, [standing, state]]))).toEqual({
      pool: ['there', 'in-force'],
      overdue: ['there', 'review-overdue'],
      gone: ['gone', 'in-force'],
      ended: ['lapsed', 'expired'],
      changed: ['lapsed', 'in-force'],
      nights: ['other-times', 'outside-window'],
    })
    expect(document.documented.find(({ id }) => id === 'pool')).toMatchObject({
      kind: 'structural',
      selector: { at: '/settings/POOL_SIZE', service: 'settings' },
      where: 'evenkeel.yaml:10',
      differences: [{ candidate: '(absent)', baseline: '10', service: 'settings', dimension: 'configuration' }],
    })
  })

  it('takes a report, and writes to a file', async () => {
    const cwd = await folder(files)
    await runIn(cwd, ['check', '--quiet', '--format', 'json', '--output', 'report.json'])
    const { stdout: direct } = await runIn(cwd, ['differences', '--quiet'])
    const { code, stdout } = await runIn(cwd, ['differences', '--from', 'report.json', '--output', 'differences.md'])
    expect(stdout).toBe('')
    expect(code).toBe(0)
    expect(await readFile(join(cwd, 'differences.md'), 'utf8')).toBe(direct)
  })

  it('counts what was known at adoption apart', async () => {
    const cwd = await folder(files)
    await runIn(cwd, ['except', '--adopt', '--quiet'])
    const { stdout } = await runIn(cwd, ['differences', '--quiet'])
    expect(stdout).toContain('Beside them there are 3 differences known since adoption; `evenkeel check` shows them.')
  })

  it('has little to say where nothing is documented', async () => {
    const { stdout } = await run(['differences', '--quiet'], { files: { ...files, 'evenkeel.yaml': twoFiles } })
    expect(stdout).toContain('On 2026-11-01, no documented difference between staging and production was found.')
    expect(stdout).not.toContain('## ')
  })

  it.each([
    [['--format', 'jsn'], 'error[cli-unknown-choice]: --format cannot be "jsn".'],
    [['--output', 'nowhere/x.md'], 'error[cli-output]: nowhere/x.md could not be written (its folder does not exist).'],
    [['--from', 'none.json'], 'error[except-report]: none.json is no report'],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await run(['differences', ...args], { files })
    expect(stderr).toContain(sentence)
    expect(code).toBe(2)
  })
})

describe('patterns of files', () => {
  const one = (owner: string, at: string) => `- { at: ${at}, reason: r, owner: ${owner}, expires: 2026-12-31 }\n`
  const configuration = `${twoFiles}exceptions: [exceptions/*.yaml, exceptions/a.yaml]\n`

  it('read every file once', async () => {
    const { stdout } = await run(['differences', '--quiet', '--format', 'json'], {
      files: {
        ...files,
        'evenkeel.yaml': configuration,
        'exceptions/a.yaml': one('team-a', '/settings/POOL_SIZE'),
        'exceptions/b.yaml': one('team-b', '/settings/CACHE'),
        'exceptions/notes.txt': 'none of ours',
      },
    })
    const { documented: all } = JSON.parse(stdout) as { readonly documented: readonly { where: string }[] }
    expect(all.map(({ where }) => where)).toEqual(['exceptions/a.yaml:1', 'exceptions/b.yaml:1'])
  })

  it('that no file answers to are said', async () => {
    const { code, stderr } = await run(['check', '--quiet', '--format', 'json', '--fail-on', 'never'], {
      files: { ...files, 'evenkeel.yaml': `${twoFiles}exceptions: teams/*.yaml\n` },
    })
    expect(stderr).toContain('note: evenkeel.yaml:6: no file of exceptions answers to teams/*.yaml yet.')
    expect(code).toBe(0)
  })

  it('are no excuse for a path that is not there', async () => {
    const { code, stderr } = await run(['check', '--quiet'], {
      files: { ...files, 'evenkeel.yaml': `${twoFiles}exceptions: [teams/a.yaml]\n` },
    })
    expect(stderr).toContain('error[config-unreadable]: teams/a.yaml (named at evenkeel.yaml:6) could not be read')
    expect(code).toBe(2)
  })
})
