import { describe, expect, it } from 'vitest'
import { run, twoFiles } from './support.ts'

const files = {
  'production.env': 'POOL_SIZE=50\nFEATURE_CART=false\nAPI_URL=https://api.shop.example/\n',
  'staging.env': 'POOL_SIZE=5\nFEATURE_CART=true\nAPI_URL=https://api.staging.shop.example/\n',
}
const comparison = 'candidate: staging, baseline: production'

interface Found {
  readonly drift: string
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly at: string }[]
}

async function checked(
  settings: string,
  rest = '',
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
) {
  const yaml = `${twoFiles.replace(comparison, `${comparison}${settings}`)}${rest}`
  const { code, stdout, stderr } = await run(['check', '--format', 'json', '--quiet', '--fail-on', 'medium', ...args], {
    files: { ...files, ...more, 'evenkeel.yaml': yaml },
    now: '2026-11-20T23:59:00Z',
  })
  const document = stdout === '' ? undefined : (JSON.parse(stdout) as Found)
  const found = document?.findings.map(({ severity, rule, at }) => `${severity} ${rule} ${at}`)
  return { code, stderr, found, drift: document?.drift }
}

const flag = 'configuration/feature-flag /settings/FEATURE_CART'
const pool = 'configuration/value /settings/POOL_SIZE'

describe('the profile of a comparison', () => {
  it('is standard where none is named', async () => {
    expect(await checked('')).toMatchObject({ code: 0, found: [`info ${flag}`], drift: 'below-threshold' })
    expect((await checked(', profile: standard')).found).toEqual([`info ${flag}`])
  })

  it('may be strict, or strict with single knobs turned back', async () => {
    expect(await checked(', profile: strict')).toMatchObject({ code: 1, found: [`medium ${flag}`, `medium ${pool}`] })
    const turned = ', profile: { base: strict, knobs: { values: [], switches: ignored } }'
    expect(await checked(turned)).toMatchObject({ code: 0, found: [], drift: 'none' })
  })

  it('with a knob that does not exist ends the check at its place', async () => {
    const { code, stderr } = await checked(', profile: { knobs: { switchs: ignored } }')
    expect(code).toBe(2)
    expect(stderr).toContain('error[rules-knob]: evenkeel.yaml:5:69: the knob switchs does not exist.')
    expect(stderr).toContain('Did you mean "switches"?')
  })
})

describe('adjustments of rules', () => {
  it('win over the profile, hold where they say, and stand beside packs', async () => {
    const pack = `dimension: configuration
rules:
  - id: ours/pool
    kind: setting-group
    at: /settings/POOL_SIZE
    relation: ratio
    with: { field: value, least: "{least}" }
    parameters: { least: { default: 0.01, doc: The least share. } }
    severity: { default: low, tiers: { critical: high } }
    title: "{key} is {candidate} and {baseline}"
    why: Because.
    remedy: Raise it.
`
    const rest = `services: { web: { match: { names: ["*.env"] }, tier: critical } }
rules:
  - ours.yaml
  - { adjust: ours/pool, parameters: { least: 0.5 } }
  - { adjust: configuration/feature-flag, severity: critical, only: { tier: critical } }
  - { adjust: configuration/feature-flag, off: true, only: { service: web, name: other } }
`
    const { found } = await checked(', profile: strict', rest, [], { 'ours.yaml': pack })
    expect(found).toEqual([`critical ${flag}`, 'high ours/pool /settings/POOL_SIZE'])
  })

  it('of a rule that does not exist end the check at their place', async () => {
    const { code, stderr } = await checked('', 'rules:\n  - { adjust: configuration/feature-flags, off: true }\n')
    expect(code).toBe(2)
    expect(stderr).toContain('evenkeel.yaml:7:15: the adjustment of configuration/feature-flags finds no rule')
    expect(stderr).toContain('Did you mean "configuration/feature-flag"?')
  })

  it('of a pack whose rule is for a service that does not exist are refused', async () => {
    const pack = `dimension: configuration
rules:
  - id: ours/pool
    kind: setting-group
    relation: present-in-both
    severity: low
    only: { service: web }
    title: "{name}"
    why: Because.
    remedy: Do.
`
    const { code, stderr } = await checked('', 'rules: ours.yaml\n', [], { 'ours.yaml': pack })
    expect(code).toBe(2)
    expect(stderr).toContain('ours.yaml:3:5: ours/pool.only.service names the service "web", which does not exist.')
  })
})

describe('report-only', () => {
  it('shows drift and does not fail for it, until the end of its day, and says so', async () => {
    const last = await checked(', profile: strict, reportOnly: until 2026-11-20')
    expect(last).toMatchObject({ code: 0, drift: 'drift' })
    expect(last.found).toHaveLength(2)
    expect(last.stderr).toContain('note: Report-only until 2026-11-20: there is drift, and it does not fail the check.')
    const over = await checked(', profile: strict, reportOnly: 2026-11-19')
    expect(over).toMatchObject({ code: 1, drift: 'drift' })
    expect(over.stderr).toContain(
      'note: evenkeel.yaml:5: reportOnly ended on 2026-11-19, so drift fails the check again; remove the key.',
    )
  })

  it('can be asked for once', async () => {
    const { code, stderr } = await checked(', profile: strict', '', ['--report-only'])
    expect(code).toBe(0)
    expect(stderr).toContain('note: Report-only: there is drift, and it does not fail the check.')
    const none = await checked('', '', ['--report-only'])
    expect(none.stderr).toContain('note: Report-only: drift would not fail the check; there is none.')
  })

  it('does not excuse what could not be read', async () => {
    const yaml = twoFiles
      .replace('settings: staging.env', 'settings: [staging.env, gone.env]')
      .replace(comparison, `${comparison}, profile: strict, reportOnly: until 2026-12-31`)
    const { code, stdout } = await run(['check', '--format', 'json', '--quiet', '--fail-on', 'medium'], {
      files: { ...files, 'evenkeel.yaml': yaml },
    })
    expect(JSON.parse(stdout)).toMatchObject({ drift: 'drift', coverage: { verdict: 'incomplete' } })
    expect(code).toBe(3)
  })
})

describe('rules list', () => {
  it('shows rules as the profile and the configuration have them, with what was adjusted', async () => {
    const yaml = `${twoFiles}services: { web: { match: { names: [web] } } }
rules:
  - { adjust: database/engine, severity: lower, only: { service: web } }
  - { adjust: certificates/subject, off: true }
`
    const { stdout } = await run(['rules', 'list'], { files: { 'evenkeel.yaml': yaml } })
    expect(stdout).toMatch(/^ {2}database\/backups-shorter +off +database-instance\/backupRetention {2}at-least$/m)
    expect(stdout).toMatch(
      /^ {2}database\/engine +critical +database-instance\/engine {2}equal; lower for service web \(evenkeel\.yaml:8:5\)$/m,
    )
    expect(stdout).toMatch(/^ {2}certificates\/subject +off .*equal; off \(evenkeel\.yaml:9:5\)$/m)
  })

  it('takes a profile by name', async () => {
    const { stdout } = await run(['rules', 'list', '--profile', 'strict'])
    expect(stdout).toMatch(/^ {2}database\/backups-shorter +low /m)
    const wrong = await run(['rules', 'list', '--profile', 'stric'])
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('--profile cannot be "stric".')
    expect(wrong.stderr).toContain('Did you mean "strict"?')
  })
})
