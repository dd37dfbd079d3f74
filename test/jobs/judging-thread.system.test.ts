import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { rootPath } from '../../src/app/root.ts'
import { folder } from '../cli/support.ts'
import { runEvenkeel } from '../support/run-evenkeel.ts'

const count = 4_000
const settings = (own: number): string =>
  Array.from({ length: count }, (_, i) => `key_${i}: ${i % 500 === 0 ? own : 7}`).join('\n')

const configuration = (more = ''): string => `environments:
  production: { sources: [{ files: { settings: [production.yaml] } }] }
  staging: { sources: [{ files: { settings: [staging.yaml] } }] }
comparisons: [{ candidate: staging, baseline: production }]
rules: ours.yaml
${more}`

const pack = (when: string): string => `dimension: configuration
rules:
  - id: ours/expression
    kind: setting-group
    at: /settings/*
    relation: equal
    precedence: 1000
    when: '${when}'
    severity: low
    title: "{key} differs"
    why: It does.
    remedy: Set it.
`

/** Quadratic in the settings, for each of those that differ: the dearest that the limits let through. */
const endless =
  'of.candidate.settings.all(a, of.baseline.settings.exists(b, b.key == a.key && b.line > a.line))||of.candidate.settings.all(a, of.baseline.settings.all(b, a.key != "x" && b.key != "y"))'

async function world(when: string, more = ''): Promise<string> {
  const cwd = await folder({ 'evenkeel.yaml': configuration(more), 'ours.yaml': pack(when) })
  await writeFile(join(cwd, 'production.yaml'), settings(1))
  await writeFile(join(cwd, 'staging.yaml'), settings(2))
  return cwd
}

describe('judging in a thread', () => {
  it('finds with an expression of one’s own what it finds without a thread', async () => {
    const cwd = await world('candidate != null')
    const { code, stdout, stderr } = await runEvenkeel(['check', '--format', 'json', '--quiet'], { cwd })
    expect(stderr).toBe('')
    const document = JSON.parse(stdout) as {
      readonly score: number
      readonly findings: readonly { rule: string; title: string }[]
    }
    expect(document.findings.filter((one) => one.rule === 'ours/expression').map((one) => one.title)).toContain(
      'key_500 differs',
    )
    expect(document.findings).toHaveLength(8)
    expect(code).toBe(0)
  })

  it('stops a rule that would not end, and names it, its place and what it judged', async () => {
    const cwd = await world(endless)
    const { code, stdout, stderr } = await runEvenkeel(['check', '--judge-seconds', '6', '--quiet'], { cwd })
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(
      /^error\[rules-too-slow\]: Judging took longer than 6 s and was stopped, while the rule ours\/expression \(ours\.yaml:3:5\) judged setting-group ".+" at "\/settings\/key_\d+"\.\n {2}Make its expressions simpler/,
    )
  })

  it('takes the time from the configuration, and the option before it', async () => {
    const cwd = await world(endless, 'limits: { judgeSeconds: 1 }\n')
    expect((await runEvenkeel(['check', '--quiet'], { cwd })).stderr).toContain('longer than 1 s')
    expect((await runEvenkeel(['check', '--quiet', '--judge-seconds', '1.5'], { cwd })).stderr).toContain(
      'longer than 1.5 s',
    )
    expect((await runEvenkeel(['explain', 'score', '--quiet'], { cwd })).stderr).toContain('longer than 1 s')
  })

  it('tells of a guard that fails as without a thread', async () => {
    const cwd = await world('candidate.value + 1 > 2')
    const { code, stderr } = await runEvenkeel(['check', '--quiet'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error\[rules-(invalid|guard-failed)\]: .*ours\/expression/)
  })

  it('explains from a comparison that it makes anew', async () => {
    const cwd = await world('candidate != null')
    const { code, stdout } = await runEvenkeel(['explain', 'setting-group/{env}.yaml', '--quiet'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('production.yaml')
  })

  it('ends at once when it is interrupted', async () => {
    const cwd = await world(endless)
    const main = rootPath('dist/src/cli/main.js')
    const child = spawn(process.execPath, [main, 'check'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.setEncoding('utf8')
    let stderr = ''
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (text: string) => {
        stderr += text
        // The sides are read in a moment: what is left is judging, in the thread.
        setTimeout(resolve, 1_500)
      })
    })
    child.kill('SIGINT')
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).toBe(130)
    expect(stderr).toContain('Interrupted.')
  })
})
