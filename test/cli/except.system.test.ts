import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runEvenkeel, type Outcome } from '../support/run-evenkeel.ts'
import { folder } from './support.ts'

const shop = fileURLToPath(new URL('../../examples/shop/', import.meta.url))

interface Report {
  readonly drift: string
  readonly findings: readonly {
    readonly id: string
    readonly status: string
    readonly at: string
    readonly title: string
  }[]
}

const reportOf = ({ stdout }: Outcome): Report => JSON.parse(stdout) as Report

describe('the life of a difference in the example shop', () => {
  it('from open to documented, adopted, and shown to testers', async () => {
    const cwd = await folder()
    await cp(shop, cwd, { recursive: true })
    const evenkeel = (...args: readonly string[]): Promise<Outcome> => runEvenkeel([...args, '--quiet'], { cwd })

    const first = reportOf(await evenkeel('check', '--format', 'json'))
    const open = first.findings.filter((finding) => finding.status === 'open')
    const pool = open.find((finding) => finding.at === '/parameters/max_connections')
    expect(pool).toBeDefined()

    const before = await readFile(join(cwd, 'exceptions.yaml'), 'utf8')
    const except = await evenkeel('except', pool?.id ?? '', '--reason', 'Fewer workers.', '--pin')
    expect(except.stderr).toBe('')
    expect(except.code).toBe(0)
    const after = await readFile(join(cwd, 'exceptions.yaml'), 'utf8')
    expect(after.startsWith(before)).toBe(true)
    expect(after).toContain('owner: team-orders')
    expect(after).toContain('pin: { candidate: "100", baseline: "500" }')

    const adopt = await evenkeel('except', '--adopt')
    expect(adopt.stdout).toContain(`${open.length - 1} differences of staging against production known at adoption`)
    expect(adopt.code).toBe(0)
    const files = await Promise.all(
      ['adoption.yaml', 'exceptions.yaml'].map((name) => readFile(join(cwd, name), 'utf8')),
    )
    for (const text of [...files, adopt.stdout, except.stdout]) expect(text).not.toContain('not-real-')

    const check = await evenkeel('check', '--format', 'json', '--fail-on', 'low')
    const statuses = reportOf(check).findings.map((finding) => finding.status)
    expect(statuses.filter((status) => status === 'known')).toHaveLength(open.length - 1)
    expect(statuses.filter((status) => status === 'excepted')).toHaveLength(3)
    expect(statuses).toHaveLength(first.findings.length)
    expect(reportOf(check).drift).toBe('none')
    expect(check.code).toBe(0)
    const table = await evenkeel('check')
    expect(table.stdout).toContain(`${open.length - 1} known at adoption, 0 resolved since, ${open.length - 1} to go`)

    const page = await evenkeel('differences')
    expect(page.code).toBe(0)
    expect(page.stdout).toContain('### Service orders')
    expect(page.stdout).toContain('Fewer workers.')
    expect(page.stdout).toContain(`${open.length - 1} differences known since adoption`)
  })

  it('a command line that cannot stand ends with 2 and one sentence, and changes nothing', async () => {
    const cwd = await folder()
    await cp(shop, cwd, { recursive: true })
    const before = await readFile(join(cwd, 'exceptions.yaml'), 'utf8')
    const { code, stdout, stderr } = await runEvenkeel(['except', 'abcdef12', '--quiet'], { cwd })
    expect(stderr).toBe(
      'error[cli-usage]: --reason is missing.\n  Say why the difference is wanted: an exception without a reason is none.\n',
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(await readFile(join(cwd, 'exceptions.yaml'), 'utf8')).toBe(before)
  })
})
